using System.Security.Cryptography;
using System.Text;

namespace ProcessAutomation.Host.Studio;

/// <summary>An answer that many ask for, and the tag by which a browser asks whether it is still so.</summary>
internal sealed class TaggedText(string json)
{
    /// <summary>The body.</summary>
    public string Json => json;

    /// <summary>The ETag: another one for another body.</summary>
    public string Tag { get; } = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)).AsSpan(0, 12))}\"";
}
