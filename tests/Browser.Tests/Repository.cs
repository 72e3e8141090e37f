namespace ProcessAutomation.Browser.Tests;

/// <summary>Where things are in the work tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string HostFolder { get; } = Path.Combine(Root, "src", "Host");

    /// <summary>The Host built in the same configuration as these tests.</summary>
    public static string HostAssembly { get; } = Path.Combine(HostFolder, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "ProcessAutomation.Host.dll");

    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root, "TestResults", "screenshots")).FullName;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ProcessAutomation.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No ProcessAutomation.sln above {AppContext.BaseDirectory}.");
    }
}
