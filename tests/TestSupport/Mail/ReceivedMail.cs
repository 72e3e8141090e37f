using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProcessAutomation.TestSupport.Mail;

/// <summary>A mail as the server received it.</summary>
/// <param name="From">Envelope sender.</param>
/// <param name="To">Envelope recipients.</param>
/// <param name="User">Account that signed in; null: none.</param>
/// <param name="IsEncrypted">Whether it came over TLS.</param>
/// <param name="Raw">Headers and body as sent.</param>
public sealed partial record ReceivedMail(string From, IReadOnlyList<string> To, string? User, bool IsEncrypted, string Raw)
{
    /// <summary>Without angle brackets.</summary>
    public string MessageId => Header("Message-ID").Trim('<', '>');

    /// <summary>Decoded.</summary>
    public string Subject => Decode(Header("Subject"));

    /// <summary>Decoded body, line ends as LF.</summary>
    public string Text
    {
        get
        {
            var body = Raw[(Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            return Encoding.UTF8.GetString(Convert.FromBase64String(body)).ReplaceLineEndings("\n");
        }
    }

    /// <summary>Value of a header, unfolded and not decoded; empty when missing.</summary>
    public string Header(string name)
    {
        var head = Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal);
        return head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
    }

    /// <summary>Reads one line of the server's file.</summary>
    internal static ReceivedMail Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var mail = json.RootElement;
        return new ReceivedMail(
            mail.GetProperty("from").GetString()!,
            mail.GetProperty("to").EnumerateArray().Select(address => address.GetString()!).ToList(),
            mail.GetProperty("user").GetString(),
            mail.GetProperty("secure").GetBoolean(),
            mail.GetProperty("raw").GetString()!);
    }

    private static string Decode(string value) => EncodedWord().Replace(
        value.Replace("?= =?", "?==?", StringComparison.Ordinal),
        word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();
}
