using Microsoft.Extensions.Options;

namespace ProcessAutomation.Host.Delivery;

/// <summary>How mail leaves the Host. Section <c>Email</c>; checked when the process starts.</summary>
public sealed class EmailOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Email";

    /// <summary>Sender address; its domain is also the right-hand side of Message-IDs, so it stays the same over the years.</summary>
    public string From { get; set; } = "ikke-svar@processautomation.example";

    /// <summary>Sender's name as readers see it. Empty: the address alone.</summary>
    public string FromName { get; set; } = "Oppfølging og progresjon";

    /// <summary>Folder for <c>.eml</c> files, used while <see cref="Smtp"/> names no host. Relative to the content root.</summary>
    public string Directory { get; set; } = "data/mail";

    /// <summary>The mail server; without a host mails are written to <see cref="Directory"/>.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>
    /// Longest pause between two looks into the outbox, 100 ms–5 min, default 2 s. Shorter: a notice of another process leaves
    /// sooner, the database is asked more often.
    /// </summary>
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Pauses between attempts, each positive; the message fails after the last. Null: <see cref="RetrySchedule.Default"/>, four days.</summary>
    public IReadOnlyList<TimeSpan>? RetryAfter { get; set; }
}

/// <summary>The mail server. Section <c>Email:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Name of the server; empty means none.</summary>
    public string Host { get; set; } = "";

    /// <summary>1–65535, default 587 (submission).</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection must be encrypted by STARTTLS. Default: it must.</summary>
    public SmtpEncryption Encryption { get; set; } = SmtpEncryption.StartTls;

    /// <summary>PEM file with the certificate (or its issuer) that is trusted instead of the machine's roots; empty: the machine's roots.</summary>
    public string TrustedCertificate { get; set; } = "";

    /// <summary>Account; empty: no authentication. Needs <see cref="SmtpEncryption.StartTls"/>.</summary>
    public string User { get; set; } = "";

    /// <summary>Password of <see cref="User"/>. Secret: give it by an environment variable or a secret store.</summary>
    public string Password { get; set; } = "";

    /// <summary>Time for one whole attempt, from connecting to the server's last answer; 1 s–5 min, default 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>Encryption of the way to the mail server.</summary>
public enum SmtpEncryption
{
    /// <summary>STARTTLS; a server that does not offer it gets no mail.</summary>
    StartTls = 0,

    /// <summary>None, for a relay on the same machine. Not together with an account.</summary>
    None = 1,
}

/// <summary>Names every wrong setting at once, so that one start is enough to mend them all.</summary>
public sealed class EmailOptionsValidator : IValidateOptions<EmailOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(EmailOptions options)
    {
        if (EmailAddressCheck.Of(options.From) is EmailAddressCheck.Invalid)
            yield return "Email:From is not a mail address.";
        if (options.FromName.Any(char.IsControl))
            yield return "Email:FromName holds a control character.";
        if (options.MaxPause < TimeSpan.FromMilliseconds(100) || options.MaxPause > TimeSpan.FromMinutes(5))
            yield return "Email:MaxPause is outside 100 ms–5 min.";
        if (options.RetryAfter is { } pauses && pauses.Any(pause => pause <= TimeSpan.Zero))
            yield return "Email:RetryAfter holds a pause that is not positive.";

        var smtp = options.Smtp;
        if (smtp.Host.Length == 0)
        {
            if (string.IsNullOrWhiteSpace(options.Directory))
                yield return "Email:Directory is empty and Email:Smtp:Host names no server.";
            yield break;
        }

        if (smtp.Port is < 1 or > 65535)
            yield return "Email:Smtp:Port is outside 1–65535.";
        if (smtp.Timeout < TimeSpan.FromSeconds(1) || smtp.Timeout > TimeSpan.FromMinutes(5))
            yield return "Email:Smtp:Timeout is outside 1 s–5 min.";
        if (!Enum.IsDefined(smtp.Encryption))
            yield return "Email:Smtp:Encryption is neither StartTls nor None.";
        if (smtp.User.Length > 0 && smtp.Encryption == SmtpEncryption.None)
            yield return "Email:Smtp:User is set with Email:Smtp:Encryption=None: the password would travel in clear.";
        if (smtp.User.Length == 0 && smtp.Password.Length > 0)
            yield return "Email:Smtp:Password is set without Email:Smtp:User.";
        if (smtp.TrustedCertificate.Length > 0 && !File.Exists(smtp.TrustedCertificate))
            yield return "Email:Smtp:TrustedCertificate names no file.";
    }
}
