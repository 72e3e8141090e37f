using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>Time, randomness, ids and sleeps come from one place each: the analyzer holds it, these tests hold the analyzer.</summary>
public sealed partial class BannedSymbolTests
{
    private static readonly string[] MustBeBanned =
        ["P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
         "M:System.Guid.NewGuid", "M:System.Guid.CreateVersion7", "P:System.Random.Shared", "M:System.Threading.Thread.Sleep(System.Int32)"];

    [Fact]
    public void The_list_names_clock_ids_randomness_and_sleeps() => Rule.Holds(
        "eng/BannedSymbols.txt bans these symbols.",
        "a hidden clock, id or random number makes a burst that cannot be run again.",
        MustBeBanned.Except(Repository.ReadLines("eng/BannedSymbols.txt").Select(line => line.Split(';')[0]), StringComparer.Ordinal));

    [Fact]
    public void The_list_reaches_every_source_project()
    {
        var props = XDocument.Parse(Repository.Read("Directory.Build.props"));
        var wired = props.Descendants("AdditionalFiles").SingleOrDefault(element => ((string)element.Attribute("Include")!).EndsWith("eng/BannedSymbols.txt", StringComparison.Ordinal));
        Assert.NotNull(wired);
        Assert.Equal("'$(IsTestCode)' != 'true'", (string?)wired.Parent!.Attribute("Condition"));
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", Packages.ReferencedBy("Directory.Build.props").Select(element => (string)element.Attribute("Include")!));
        Assert.Matches(RuleIsAnError(), Repository.Read(".editorconfig"));

        Rule.Holds(
            "No project under src/ takes itself out of the banned list.",
            "one leak is enough: times that cannot be tested, ids that differ at the second run.",
            from file in Repository.FilesUnder("src", ".csproj", ".props", ".targets", ".editorconfig", ".globalconfig")
            where Path.GetFileName(file) == "Directory.Build.props" || OptOut().IsMatch(Repository.Read(file))
            select file);
    }

    [Fact]
    public void Suppressions_say_why() => Rule.Holds(
        "A `#pragma warning disable` has its reason on the same line or on the line above, and RS0030 is switched off in at most one file for each purpose.",
        "a warning that is switched off silently is a warning nobody reads again.",
        from file in Repository.FilesUnder("src", ".cs")
        let lines = Repository.ReadLines(file)
        from number in Enumerable.Range(0, lines.Length)
        where Pragma().IsMatch(lines[number])
            && !lines[number].Contains("//", StringComparison.Ordinal)
            && (number == 0 || !lines[number - 1].Contains("//", StringComparison.Ordinal))
        select $"{file}:{number + 1}");

    [GeneratedRegex(@"dotnet_diagnostic\.RS0030\.severity\s*=\s*error")]
    private static partial Regex RuleIsAnError();

    [GeneratedRegex(@"RS0030|IsTestCode|BannedApiAnalyzers|TreatWarningsAsErrors|RunAnalyzers|NoWarn")]
    private static partial Regex OptOut();

    [GeneratedRegex(@"^\s*#pragma\s+warning\s+disable")]
    private static partial Regex Pragma();
}
