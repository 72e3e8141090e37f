using System.Text.RegularExpressions;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>A decision record without a test that holds it is an opinion.</summary>
public sealed partial class DecisionRecordTests
{
    private static List<string> Records { get; } =
        Repository.FilesUnder("docs/adr", ".md").Where(file => RecordName().IsMatch(Path.GetFileName(file))).ToList();

    [Fact]
    public void Every_record_names_an_existing_test()
    {
        var classes = Repository.FilesUnder("tests", ".cs")
            .SelectMany(file => ClassDeclaration().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);

        Rule.Holds(
            "The section Confirmation of every record in docs/adr names at least one test class, and every class it names exists under tests/.",
            "what no test holds is broken by the next change, and nobody hears it.",
            from record in Records
            let named = NamedClasses(Repository.Read(record)).ToList()
            let missing = named.Where(name => !classes.Contains(name)).ToList()
            where named.Count == 0 || missing.Count > 0
            select $"{record}: {(named.Count == 0 ? "no test named" : string.Join(", ", missing))}");
    }

    [Fact]
    public void Every_record_has_the_same_sections() => Rule.Holds(
        "A record has Context, Options, Decision, Consequences and Confirmation.",
        "options and consequences in both directions are what makes a decision one that can be changed later.",
        from record in Records
        let text = Repository.Read(record)
        from section in new[] { "Context", "Options", "Decision", "Consequences", "Confirmation" }
        where !text.Contains($"\n## {section}\n", StringComparison.Ordinal)
        select $"{record}: {section}");

    [Fact]
    public void The_records_are_numbered_without_gaps() => Assert.Equal(
        Enumerable.Range(1, Records.Count),
        Records.Select(record => int.Parse(Path.GetFileName(record)[..4], System.Globalization.CultureInfo.InvariantCulture)));

    private static IEnumerable<string> NamedClasses(string text)
    {
        var start = text.IndexOf("\n## Confirmation\n", StringComparison.Ordinal);
        return start < 0 ? [] : QuotedClass().Matches(text[start..]).Select(match => match.Groups["name"].Value);
    }

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex RecordName();

    [GeneratedRegex(@"\bclass\s+(?<name>\w+)")]
    private static partial Regex ClassDeclaration();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+)`")]
    private static partial Regex QuotedClass();
}
