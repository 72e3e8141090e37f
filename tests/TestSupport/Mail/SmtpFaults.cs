namespace ProcessAutomation.TestSupport.Mail;

/// <summary>How a test's mail server behaves. Default: takes every mail, without encryption or account.</summary>
public sealed record SmtpFaults
{
    /// <summary>Offer STARTTLS with a certificate made for this server (<see cref="SmtpServer.CertificatePath"/>).</summary>
    public bool StartTls { get; init; }

    /// <summary>Account that must sign in; null: none.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>Announce no authentication and take mail without it.</summary>
    public bool OffersNoAuthentication { get; init; }

    /// <summary>Recipient answered with 550; null: none.</summary>
    public string? RefusedRecipient { get; init; }

    /// <summary>Number of recipients answered with 451 before the first is taken.</summary>
    public int DeferredRecipients { get; init; }

    /// <summary>Take the whole mail and never answer.</summary>
    public bool HangsAfterData { get; init; }

    /// <summary>Port on the loopback interface; 0: any free one.</summary>
    public int Port { get; init; }
}
