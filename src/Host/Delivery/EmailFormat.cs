using System.Globalization;
using System.Text;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Writes a mail as RFC 5322 bytes: ASCII headers, body in UTF-8 as base64, so that no line is long and none begins with a dot.</summary>
internal static class EmailFormat
{
    // RFC 2047: an encoded word has at most 75 characters, "=?utf-8?B?" and "?=" take 12, base64 makes 4 of 3.
    private const int MaxEncodedWordBytes = 45;

    public static byte[] Write(EmailMessage message, string from, string fromName)
    {
        var text = new StringBuilder();
        Header(text, "From", fromName.Length == 0 ? from : $"{Encoded(fromName)} <{from}>");
        Header(text, "To", message.To);
        Header(text, "Subject", Encoded(OneLine(message.Subject)));
        Header(text, "Date", message.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));
        Header(text, "Message-ID", $"<{message.MessageId}>");
        // RFC 3834: keeps holiday repliers from answering a machine.
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "MIME-Version", "1.0");
        Header(text, "Content-Type", "text/plain; charset=utf-8");
        Header(text, "Content-Transfer-Encoding", "base64");
        text.Append("\r\n");

        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Text.ReplaceLineEndings("\r\n")));
        foreach (var line in body.Chunk(76))
            text.Append(line).Append("\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

    // A line break in a subject would let a template's value write headers of its own.
    private static string OneLine(string subject) => string.Concat(subject.Select(character => char.IsControl(character) ? ' ' : character)).Trim();

    private static string Encoded(string value)
    {
        if (value.Length <= 60 && value.All(character => char.IsAsciiLetterOrDigit(character) || character is ' ' or '-' or '.'))
            return value;

        var words = new List<string>();
        var bytes = new List<byte>(MaxEncodedWordBytes);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            if (bytes.Count + length > MaxEncodedWordBytes)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(utf8[..length]);
        }

        words.Add(Word(bytes));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String(bytes.ToArray())}?=";
}
