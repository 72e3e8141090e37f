using System.Text.RegularExpressions;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>A build of today is the build of next year: exact versions, in one place, with lock files.</summary>
public sealed partial class PackageTests
{
    private static IEnumerable<string> ProjectAndPropsFiles =>
        Repository.Projects.Concat(Repository.Files.Where(file => Path.GetFileName(file) is "Directory.Build.props" or "Directory.Build.targets"));

    [Fact]
    public void Packages_are_pinned_centrally() => Rule.Holds(
        "A PackageReference has no version of its own and is listed in Directory.Packages.props.",
        "two projects with two versions of one package is a fault found at run time.",
        from file in ProjectAndPropsFiles
        from reference in Packages.ReferencedBy(file)
        let name = (string?)reference.Attribute("Include") ?? (string?)reference.Attribute("Update") ?? "?"
        where !Packages.Central.ContainsKey(name) || reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
        select $"{file}: {name}");

    [Fact]
    public void Versions_are_exact() => Rule.Holds(
        "Versions in Directory.Packages.props are exact.",
        "a floating version builds something else on another day.",
        Packages.Central.Where(entry => !ExactVersion().IsMatch(entry.Value)).Select(entry => $"{entry.Key} {entry.Value}"));

    [Fact]
    public void Central_versions_are_used() => Rule.Holds(
        "Every line of Directory.Packages.props is a package that some project resolves.",
        "a version that pins nothing misleads whoever updates it.",
        Packages.Central.Keys.Except(
            Repository.Files.Where(file => file.EndsWith("packages.lock.json", StringComparison.Ordinal)).SelectMany(Packages.Resolved),
            StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Lock_files_are_committed() => Rule.Holds(
        "Beside every project lies packages.lock.json, beside every package.json a package-lock.json.",
        "the build restores in locked mode; without the file it restores whatever is newest.",
        Repository.Projects.Select(project => Beside(project, "packages.lock.json"))
            .Concat(Repository.Files.Where(file => Path.GetFileName(file) == "package.json").Select(file => Beside(file, "package-lock.json")))
            .Where(file => !Repository.Files.Contains(file, StringComparer.Ordinal)));

    [Fact]
    public void Npm_lock_files_name_no_registry() => Rule.Holds(
        "package-lock.json has no \"resolved\" addresses (npm install --omit-lockfile-registry-resolved).",
        "the lock must work behind any mirror; the integrity hashes already say which bytes are meant.",
        from file in Repository.Files
        where Path.GetFileName(file) == "package-lock.json" && Repository.Read(file).Contains("\"resolved\": \"http", StringComparison.Ordinal)
        select file);

    private static string Beside(string file, string name) =>
        Path.GetDirectoryName(file) is { Length: > 0 } folder ? $"{folder.Replace('\\', '/')}/{name}" : name;

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?$")]
    private static partial Regex ExactVersion();
}
