using System.ComponentModel;
using System.Diagnostics;

namespace ProcessAutomation.TestSupport.Mail;

/// <summary>Installs the server's npm packages beside its script, once, whichever test process comes first.</summary>
internal static class SmtpServerPackage
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Path of the server's script, ready to run.</summary>
    public static async Task<string> PrepareAsync(CancellationToken cancellationToken)
    {
        var folder = FindFolder();
        await using var turn = await TakeTurnAsync(folder, cancellationToken);
        if (!IsInstalled(folder))
            await InstallAsync(folder, cancellationToken);
        return Path.Combine(folder, "server.mjs");
    }

    /// <summary>Starts node or npm. Skips the test when it is missing (fails it in CI).</summary>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        }
        catch (Win32Exception)
        {
            throw Requirement.Missing("The mail server of the tests needs node and npm.");
        }
    }

    private static bool IsInstalled(string folder)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "ci", "--no-audit", "--no-fund" })
            start.ArgumentList.Add(argument);
        using var npm = Start(start);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(InstallTimeout);
        var output = npm.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = npm.StandardError.ReadToEndAsync(timeout.Token);
        await npm.WaitForExitAsync(timeout.Token);
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in tests/TestSupport/Mail ended with {npm.ExitCode}.\n{await output}\n{await errors}");
    }

    // Two test projects may come here at the same time; an open file is a lock that even a killed process gives back.
    private static async Task<FileStream> TakeTurnAsync(string folder, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(InstallTimeout);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "..", "obj")).FullName, "npm.turn");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), timeout.Token);
            }
        }
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "TestSupport", "Mail");
            if (File.Exists(Path.Combine(candidate, "server.mjs")))
                return candidate;
        }

        throw new InvalidOperationException($"No tests/TestSupport/Mail above {AppContext.BaseDirectory}.");
    }
}
