using System.Text.RegularExpressions;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>Size and names of files and folders.</summary>
public sealed partial class FileTests
{
    private static readonly string[] Code = [".cs", ".razor", ".js", ".mjs", ".ts"];
    private static readonly string[] EmptyWords =
        ["Common", "Core", "Shared", "Helper", "Helpers", "Util", "Utils", "Utilities", "Manager", "Managers", "Misc", "Model", "Models",
         "Service", "Services", "Interface", "Interfaces", "Extension", "Extensions", "Contracts", "Enums", "Constants"];

    private static readonly string[] CodeFolders = ["src", "tests", "bench"];

    [Theory]
    [InlineData("src", 400)]
    [InlineData("bench", 400)]
    [InlineData("tests", 500)]
    public void Files_stay_short(string folder, int maxLines) => Rule.Holds(
        $"A code file under {folder}/ has at most {maxLines} lines.",
        "a file that does not fit in a head has more than one responsibility; split by responsibility, not by partial.",
        from file in Repository.FilesUnder(folder, Code)
        let lines = Repository.ReadLines(file).Length
        where lines > maxLines
        select $"{file}: {lines} lines");

    [Fact]
    public void Folders_are_capabilities() => Rule.Holds(
        "No folder is called after a kind of type (" + string.Join(", ", EmptyWords) + ").",
        "a folder is a capability: delete it and the feature is gone. Such names say nothing about what is inside.",
        CodeFolders.SelectMany(folder => Repository.FilesUnder(folder))
            .SelectMany(file => file.Split('/').SkipLast(1).Where(part => EmptyWords.Contains(part, StringComparer.OrdinalIgnoreCase)).Select(part => $"{part} in {file}"))
            .Distinct(StringComparer.Ordinal));

    [Fact]
    public void Files_are_named_for_what_they_hold() => Rule.Holds(
        "No code file is called …Helper, …Utils, …Manager or …Misc.",
        "such a name admits everything, and everything comes.",
        CodeFolders.SelectMany(folder => Repository.FilesUnder(folder, Code)).Where(file => EmptyFileName().IsMatch(file)));

    [GeneratedRegex(@"(Helper|Helpers|Util|Utils|Utilities|Manager|Managers|Misc|Common)\.[a-z.]+$", RegexOptions.IgnoreCase)]
    private static partial Regex EmptyFileName();
}
