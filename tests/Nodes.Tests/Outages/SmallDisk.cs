using System.Diagnostics;
using ProcessAutomation.TestSupport;

namespace ProcessAutomation.Nodes.Tests.Outages;

/// <summary>A file system of a few megabytes, which a test fills to the last byte and makes room on again.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string ballast;

    private SmallDisk(string folder) => (Folder, ballast) = (folder, Path.Combine(folder, "ballast"));

    public string Folder { get; }

    /// <summary>Mounts one. Skips the test where that is not allowed (fails it in CI).</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pa-disk-").FullName;
        if (await RunAsync("mount", ["-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m,mode=0777"), "tmpfs", folder], cancellationToken) == 0)
            return new SmallDisk(folder);
        Directory.Delete(folder);
        throw Requirement.Missing("A full disk is tried on a small file system of its own, which only root may mount.");
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 64 * 1024; size > 0; size = size > 4096 ? 4096 : size / 8)
        {
            try
            {
                while (true)
                    file.Write(new byte[size]);
            }
            catch (IOException)
            {
                // No room for a piece of this size: try a smaller one.
            }
        }
    }

    public void MakeRoom() => File.Delete(ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", ["-l", Folder], CancellationToken.None); // lazily: a server may still be on its way out
        Directory.Delete(Folder, recursive: true);
    }

    public static async Task<int> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!; // mount, umount and chown are everywhere
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }
}
