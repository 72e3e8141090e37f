namespace ProcessAutomation.Browser.Tests;

/// <summary>Where things are in the work tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(BuiltHost.Root, "TestResults", "screenshots")).FullName;
}
