using System.Text.Json;
using System.Xml.Linq;

namespace ProcessAutomation.Architecture;

/// <summary>What the project files and lock files say about packages.</summary>
internal static class Packages
{
    /// <summary>Centrally declared versions by package id.</summary>
    public static IReadOnlyDictionary<string, string> Central { get; } =
        XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(element => (string)element.Attribute("Include")!, element => (string)element.Attribute("Version")!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every PackageReference element of a project or props file.</summary>
    public static IEnumerable<XElement> ReferencedBy(string file) =>
        XDocument.Parse(Repository.Read(file)).Descendants("PackageReference");

    /// <summary>All packages in a NuGet lock file, transitive ones included, projects left out.</summary>
    public static IEnumerable<string> Resolved(string lockFile)
    {
        using var document = JsonDocument.Parse(Repository.Read(lockFile));
        return document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => package.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
    }
}
