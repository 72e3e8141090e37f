using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ProcessAutomation.Host.Delivery;

/// <summary>One connection to a mail server: a command out, a reply in (RFC 5321). Not thread-safe.</summary>
/// <remarks>Written out because the framework's client sends without authentication when the server offers none (docs/adr/0011).</remarks>
internal sealed class SmtpDialogue : IAsyncDisposable
{
    private const int MaxReplyLines = 100;
    private readonly TcpClient connection = new();
    private readonly byte[] buffer = new byte[2048];
    private Stream stream = Stream.Null;
    private int start;
    private int end;

    public static async Task<SmtpDialogue> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var dialogue = new SmtpDialogue();
        try
        {
            await dialogue.connection.ConnectAsync(host, port, cancellationToken);
            dialogue.connection.NoDelay = true;
            dialogue.stream = dialogue.connection.GetStream();
            return dialogue;
        }
        catch
        {
            await dialogue.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one line and reads the reply. The line must not hold a line break.</summary>
    public async Task<SmtpReply> AskAsync(string line, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    /// <summary>Sends a mail whose lines do not begin with a dot, and the final dot, and reads the reply.</summary>
    public async Task<SmtpReply> SendBodyAsync(byte[] body, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body, cancellationToken);
        return await AskAsync(".", cancellationToken);
    }

    /// <summary>Reads a reply of one or several lines.</summary>
    /// <exception cref="IOException">The server hung up, or what it says is not SMTP.</exception>
    public async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaxReplyLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                throw new IOException("The server's reply is not SMTP.");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return new SmtpReply(code, lines);
        }

        throw new IOException("The server's reply does not end.");
    }

    /// <summary>Encrypts the connection after the server has agreed to STARTTLS.</summary>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        // Anything already received was sent in clear by whoever sits between: it must not be taken for the server's word.
        if (start != end)
            throw new IOException("The server sent text before the encryption began.");
        var encrypted = new SslStream(stream);
        stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        connection.Dispose();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.ASCII.GetString(buffer, start, length).TrimEnd('\r');
                start += length + 1;
                return line;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                throw new IOException("The server's line is too long.");
            var received = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (received == 0)
                throw new IOException("The server closed the connection.");
            end += received;
        }
    }
}

/// <summary>A server's answer.</summary>
/// <param name="Code">Three digits; 2xx yes, 3xx go on, 4xx later, 5xx never.</param>
/// <param name="Lines">Text after the code, a line each.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>Words after a keyword in the answer to EHLO; null when the server does not offer it.</summary>
    public string[]? Extension(string keyword) =>
        Lines.Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(words => words.Length > 0 && words[0].Equals(keyword, StringComparison.OrdinalIgnoreCase))?[1..];
}
