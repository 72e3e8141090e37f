namespace ProcessAutomation.TestSupport.Databases;

/// <summary>Finds the programs of an installed PostgreSQL server.</summary>
public static class PostgresBinaries
{
    private static readonly string[] Roots = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>Directory with <c>initdb</c> and <c>postgres</c>; null when there is none on this machine.</summary>
    public static string? Find() => Candidates().FirstOrDefault(directory =>
        File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres")));

    private static IEnumerable<string> Candidates() =>
        Roots.Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .OrderDescending(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
}
