using System.Xml.Linq;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>Which room may know which (docs/adr and README, "map of the house").</summary>
public sealed class ProjectReferenceTests
{
    // A room that is not listed may not exist: adding one is a decision that belongs here.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Engine"] = [],
        ["Persistence"] = ["Engine", "Domain"],
        ["Activities"] = ["Persistence", "Engine", "Domain"],
        ["Monitoring"] = ["Domain"],
        ["Host"] = ["Activities", "Persistence", "Engine", "Domain", "Monitoring"],
    };

    // Transitive packages are judged too: the engine must not learn of EF through a helper package.
    private static readonly string[] NotForTheEngine = ["Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.Data.Sqlite", "Microsoft.AspNetCore", "Quartz"];

    [Fact]
    public void Rooms_reference_only_the_rooms_they_may_know() => Rule.Holds(
        "A project under src/ references only what the table in ProjectReferenceTests allows.",
        "the domain must be readable without the engine, the engine without the domain; Activities is the only room where both meet.",
        from project in SourceProjects()
        from reference in References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
        where !Allowed.TryGetValue(NameOf(project), out var allowed) || !allowed.Contains(reference, StringComparer.Ordinal)
        select $"{project} -> {reference}");

    [Fact]
    public void Every_room_is_in_the_table() => Rule.Holds(
        "Every project under src/ has a line in ProjectReferenceTests.",
        "a new room is a new boundary, and its neighbours are decided before its code is.",
        SourceProjects().Where(project => !Allowed.ContainsKey(NameOf(project))));

    [Fact]
    public void The_domain_uses_no_package_and_no_framework() => Rule.Holds(
        "src/Domain has no PackageReference and no FrameworkReference.",
        "the rules of a case are plain C#: they outlive every library and are tested without any.",
        References("src/Domain/Domain.csproj", "PackageReference")
            .Concat(References("src/Domain/Domain.csproj", "FrameworkReference")));

    [Fact]
    public void The_engine_knows_no_database_and_no_web() => Rule.Holds(
        "src/Engine resolves no package of a database or of the web, directly or through another.",
        "the engine runs the same on every store; what it needs of one it says in IEngineStore.",
        Packages.Resolved("src/Engine/packages.lock.json")
            .Where(package => NotForTheEngine.Any(name => package.StartsWith(name, StringComparison.OrdinalIgnoreCase))));

    [Fact]
    public void The_checker_of_the_year_knows_nothing_of_what_it_judges() => Rule.Holds(
        "tests/Year.Checker has no ProjectReference and no PackageReference.",
        "a checker that shares code with the product shares its mistakes; it reads the tables and the mails, and has a calendar of its own.",
        References("tests/Year.Checker/Year.Checker.csproj", "ProjectReference")
            .Concat(References("tests/Year.Checker/Year.Checker.csproj", "PackageReference")));

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = Repository.Read("ProcessAutomation.sln").Replace('\\', '/');
        Rule.Holds(
            "Every project is in ProcessAutomation.sln.",
            "`dotnet build` and `dotnet test` at the root must reach all of it.",
            Repository.Projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> SourceProjects() => Repository.FilesUnder("src", ".csproj");

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Parse(Repository.Read(project)).Descendants(kind).Select(element => ((string)element.Attribute("Include")!).Replace('\\', '/'));
}
