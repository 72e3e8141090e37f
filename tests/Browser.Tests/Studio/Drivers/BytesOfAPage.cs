using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>What a page gets over the wire, headers included and as it is compressed; what comes out of the browser's own store counts nothing.</summary>
internal sealed class BytesOfAPage(ICDPSession devTools) : IAsyncDisposable
{
    private long received;
    private int requests;

    public long Received => Interlocked.Read(ref received);

    /// <summary>Requests that went over the wire.</summary>
    public int Requests => Volatile.Read(ref requests);

    public async Task BeginAsync()
    {
        devTools.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            if (finished is { } told && told.TryGetProperty("encodedDataLength", out var length) && (long)length.GetDouble() is > 0 and var bytes)
            {
                Interlocked.Add(ref received, bytes);
                Interlocked.Increment(ref requests);
            }
        };
        await devTools.SendAsync("Network.enable");
    }

    public async ValueTask DisposeAsync() => await devTools.DetachAsync();
}
