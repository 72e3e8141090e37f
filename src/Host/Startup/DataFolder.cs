namespace ProcessAutomation.Host.Startup;

/// <summary>
/// Where files are kept: the setting <c>Data:Path</c>, else the repository's <c>data/</c> when run from its sources, else <c>data/</c>
/// beside the program. Holds the SQLite database and, unless mail goes to a server, the folder <c>mail</c>.
/// </summary>
public sealed class DataFolder
{
    public const string Setting = "Data:Path";

    public DataFolder(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration[Setting];
        Path = Directory.CreateDirectory(string.IsNullOrWhiteSpace(configured)
            ? System.IO.Path.Combine(Root(environment), "data")
            : System.IO.Path.GetFullPath(configured, environment.ContentRootPath)).FullName;
    }

    /// <summary>Exists; absolute.</summary>
    public string Path { get; }

    private static string Root(IHostEnvironment environment)
    {
        for (var folder = new DirectoryInfo(environment.ContentRootPath); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ProcessAutomation.sln"))) return folder.FullName;
        return environment.ContentRootPath;
    }
}
