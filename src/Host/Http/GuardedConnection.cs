using System.Net;
using System.Net.Sockets;

namespace ProcessAutomation.Host.Http;

/// <summary>The address a request would go to is not a public one, and no setting allows it.</summary>
public sealed class AddressRefusedException() : Exception("The address is not a public one.");

/// <summary>
/// Makes the connections of flows' requests. Looks at the addresses a name has at the moment of connecting and connects to one of those it looked
/// at, so neither a name that changes its address nor a redirect gets past it.
/// </summary>
internal sealed class GuardedConnection(HttpOptions options)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressRefusedException">None of the name's addresses may be reached.</exception>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var end = context.DnsEndPoint;
        var found = IPAddress.TryParse(end.Host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(end.Host, cancellationToken);
        var addresses = MayBePrivate(end.Host) ? found : Array.FindAll(found, PublicAddress.Is);
        if (found.Length > 0 && addresses.Length == 0) throw new AddressRefusedException();

        Socket? socket = null;
        try
        {
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(addresses, end.Port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null; // the stream's from here
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private bool MayBePrivate(string host) =>
        options.AllowPrivateAddresses || options.AllowedHosts.Any(allowed => string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase));
}
