using System.Diagnostics;

namespace ProcessAutomation.Architecture;

/// <summary>The files of this repository as a visitor sees them: tracked ones and new ones that are not ignored.</summary>
/// <remarks>Paths are relative to the root, with forward slashes. Read once per test run.</remarks>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "bin", "obj", "node_modules", "TestResults", "artifacts", "data"];
    private static readonly string[] BinaryEndings = [".png", ".jpg", ".jpeg", ".gif", ".ico", ".woff", ".woff2", ".pdf", ".zip", ".db", ".pfx"];

    /// <summary>Folder with the solution file, absolute.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static IEnumerable<string> FilesUnder(string folder, params string[] endings) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && HasEnding(file, endings));

    /// <summary>Every project file, tests and benches included.</summary>
    public static IEnumerable<string> Projects => Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    public static bool IsText(string file) => !HasEnding(file, BinaryEndings);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    public static bool Exists(string file) => File.Exists(Path.Combine(Root, file)) || Directory.Exists(Path.Combine(Root, file));

    private static bool HasEnding(string file, string[] endings) =>
        endings.Length == 0 || endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ProcessAutomation.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No ProcessAutomation.sln above {AppContext.BaseDirectory}.");
    }

    private static List<string> ListFiles() =>
        (AskGit() ?? Walk()).Where(file => File.Exists(Path.Combine(Root, file))).Order(StringComparer.Ordinal).ToList();

    // An unpacked archive has no .git folder; then the tree itself is read.
    private static string[]? AskGit()
    {
        if (!Directory.Exists(Path.Combine(Root, ".git")) && !File.Exists(Path.Combine(Root, ".git")))
        {
            return null;
        }

        var start = new ProcessStartInfo("git") { WorkingDirectory = Root, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard" })
        {
            start.ArgumentList.Add(argument);
        }

        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"git ls-files ended with {git.ExitCode}.");
    }

    private static IEnumerable<string> Walk() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => NotOurs.Contains(part, StringComparer.Ordinal)));
}
