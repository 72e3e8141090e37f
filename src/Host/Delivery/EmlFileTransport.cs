using System.Globalization;
using Microsoft.Extensions.Options;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Writes each mail as one <c>.eml</c> file, which any mail program opens. For development and for trying out notices.</summary>
/// <remarks>
/// A file appears whole or not at all: it is written under another name, flushed to the disk and renamed. Its name follows from date
/// and Message-ID, so a repeated attempt replaces the file of the first.
/// </remarks>
public sealed class EmlFileTransport(IOptions<EmailOptions> options, IHostEnvironment environment) : IEmailTransport
{
    private readonly EmailOptions options = options.Value;

    /// <summary>Absolute path of the folder; created at the first mail.</summary>
    public string Folder { get; } = Path.Combine(environment.ContentRootPath, options.Value.Directory);

    /// <inheritdoc/>
    public TimeSpan MaxDuration => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        var name = $"{message.Date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{message.MessageId.Split('@')[0]}";
        var unfinished = Path.Combine(Folder, name + ".part");
        try
        {
            Directory.CreateDirectory(Folder);
            using (var file = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write))
            {
                await RandomAccess.WriteAsync(file, EmailFormat.Write(message, options.From, options.FromName), fileOffset: 0, cancellationToken);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(unfinished, Path.Combine(Folder, name + ".eml"), overwrite: true);
            return new EmailOutcome.Accepted("file.written");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new EmailOutcome.Deferred("file.unwritable");
        }
    }
}
