using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Schema;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.TestSupport.Crashes;

/// <summary>A second process of ours that does one small thing, for tests that kill it in the middle.</summary>
public static class ChildProcess
{
    private const string ApplySchema = "apply-schema";

    /// <summary>
    /// Brings a database's schema up to date in a process of its own that dies at a point. Returns the exit code: 137 is SIGKILL, 0
    /// means that the point was not reached.
    /// </summary>
    public static async Task<int> ApplySchemaAsync(string connectionString, CrashPoint? point, int pass, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { typeof(ChildProcess).Assembly.Location, ApplySchema, connectionString },
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        if (point is not null)
            start.Environment["PROCESSAUTOMATION_CRASH_AT"] = FormattableString.Invariant($"{point}:{pass}");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [ApplySchema, var connectionString])
            return 2;
        await using var services = TestDatabase.BuildServices(connectionString);
        await services.GetRequiredService<SchemaRunner>().RunAsync(CancellationToken.None);
        return 0;
    }
}
