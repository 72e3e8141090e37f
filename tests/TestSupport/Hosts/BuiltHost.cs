namespace ProcessAutomation.TestSupport.Hosts;

/// <summary>The Host as it was built together with the running tests.</summary>
public static class BuiltHost
{
    /// <summary>The work tree.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Its project's folder, which is its content root.</summary>
    public static string Folder { get; } = Path.Combine(Root, "src", "Host");

    /// <summary>The program, of the configuration the tests were built in.</summary>
    public static string Assembly { get; } =
        Path.Combine(Folder, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "ProcessAutomation.Host.dll"); // bin/<configuration>/<framework>

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ProcessAutomation.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No ProcessAutomation.sln above {AppContext.BaseDirectory}.");
    }
}
