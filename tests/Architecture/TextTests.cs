using System.Text.RegularExpressions;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>What must not stand in any file, and what prose must keep.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void No_file_names_a_machine_or_a_registry() => Rule.Holds(
        "No file holds an absolute path of somebody's machine or the host of a package registry.",
        "the repository must build anywhere, behind any mirror.",
        from file in Repository.Files
        where Repository.IsText(file)
        from found in Lines(file, MachineOrRegistry())
        select found);

    [Fact]
    public void A_skipped_test_is_skipped_on_a_condition() => Rule.Holds(
        "A test attribute with Skip also has SkipUnless or SkipWhen.",
        "a test that never runs is a claim nobody checks; delete it, or say when it can run.",
        from file in Repository.FilesUnder("tests", ".cs")
        from Match attribute in SkippingAttribute().Matches(Repository.Read(file))
        where !attribute.Value.Contains("SkipUnless", StringComparison.Ordinal) && !attribute.Value.Contains("SkipWhen", StringComparison.Ordinal)
        select $"{file}: {attribute.Value}");

    [Fact]
    public void Links_between_documents_lead_somewhere() => Rule.Holds(
        "A relative link in a Markdown file names an existing file.",
        "a document that leads nowhere is not trusted again.",
        from file in Repository.Files
        where file.EndsWith(".md", StringComparison.Ordinal)
        from Match link in RelativeLink().Matches(Repository.Read(file))
        let target = Path.Combine(Path.GetDirectoryName(file)!, link.Groups["target"].Value)
        where !Repository.Exists(target)
        select $"{file} -> {link.Groups["target"].Value}");

    private static IEnumerable<string> Lines(string file, Regex unwanted) =>
        Repository.ReadLines(file).Select((line, index) => (line, number: index + 1))
            .Where(entry => unwanted.IsMatch(entry.line))
            .Select(entry => $"{file}:{entry.number}");

    // The bracketed letters keep this line from finding itself; a JSON pointer into a definition begins with /root/ too.
    [GeneratedRegex(@"(?<![\w.~-])/(?:[w]ork/|[f]arm/|[r]oot/\.|[h]ome/\w+/|[U]sers/\w+/)|[A-Z]:\\[U]sers\\|https?://[a-z.]*(?:[n]uget|[n]pmjs)")]
    private static partial Regex MachineOrRegistry();

    [GeneratedRegex(@"\[(?:Fact|Theory|InlineData)\([^\]]*\bSkip\s*=[^\]]*\]")]
    private static partial Regex SkippingAttribute();

    [GeneratedRegex(@"\]\((?<target>(?!https?:|mailto:|#)[^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
