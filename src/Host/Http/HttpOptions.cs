using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ProcessAutomation.Host.Http;

/// <summary>What flows may do over HTTP. Section <c>Http</c>. Times are on the machine clock.</summary>
public sealed class HttpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Http";

    /// <summary>True: flows may send requests to private, loopback and link-local addresses, all of them. Default false.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Names of hosts, as they stand in the URL, that may have such an address all the same. Default none.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Longest time a request may take, its whole response included; then the outcome is Timeout. Default 100 s, 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Longest time a connection may take to be made; then the outcome is Failed to connect. Default 15 s, 1 s to 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest body a flow may take in, in bytes; what is bound to a variable is kept in the instance's state. Default 1 MiB, at most 32 MiB.</summary>
    [Range(1, 32 * 1024 * 1024)]
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>Requests this process has on their way at the same time. Default 8.</summary>
    [Range(1, 256)]
    public int Parallelism { get; set; } = 8;
}

/// <summary>Checks the ranges that <see cref="HttpOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class HttpOptionsValidator : IValidateOptions<HttpOptions>;
