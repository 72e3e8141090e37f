using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Hands mails to a mail server over SMTP, one connection a mail.</summary>
/// <remarks>
/// Never sends less safely than asked: no STARTTLS (<c>smtp.no-tls</c>), no usable authentication (<c>smtp.no-auth</c>) or a refused
/// password (<c>smtp.535</c>) end the attempt before the mail is begun. Only what the server says of the recipient or of the mail
/// itself is final; everything else may be mended and is tried again.
/// </remarks>
public sealed class SmtpTransport(IOptions<EmailOptions> options, TimeProvider machineClock) : IEmailTransport
{
    private readonly EmailOptions options = options.Value;
    private readonly string from = ((EmailAddressCheck.Valid)EmailAddressCheck.Of(options.Value.From)).Address;

    /// <inheritdoc/>
    public TimeSpan MaxDuration => Smtp.Timeout;

    private SmtpOptions Smtp => options.Smtp;

    /// <inheritdoc/>
    public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Smtp.Timeout, machineClock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await using var dialogue = await SmtpDialogue.ConnectAsync(Smtp.Host, Smtp.Port, either.Token);
            return await GreetAsync(dialogue, either.Token) ?? await HandOverAsync(dialogue, message, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new EmailOutcome.Deferred("smtp.timeout");
        }
        catch (SocketException)
        {
            return new EmailOutcome.Deferred("smtp.unreachable");
        }
        catch (AuthenticationException)
        {
            return new EmailOutcome.Deferred("smtp.untrusted");
        }
        catch (IOException)
        {
            return new EmailOutcome.Deferred("smtp.disconnected");
        }
    }

    // Null: ready for the mail.
    private async Task<EmailOutcome?> GreetAsync(SmtpDialogue dialogue, CancellationToken cancellationToken)
    {
        var greeting = await dialogue.ReadReplyAsync(cancellationToken);
        if (!greeting.IsPositive)
            return Later(greeting);

        var offers = await dialogue.AskAsync(Hello, cancellationToken);
        if (!offers.IsPositive)
            return Later(offers);

        if (Smtp.Encryption == SmtpEncryption.StartTls)
        {
            if (offers.Extension("STARTTLS") is null)
                return new EmailOutcome.Deferred("smtp.no-tls");
            var agreed = await dialogue.AskAsync("STARTTLS", cancellationToken);
            if (!agreed.IsPositive)
                return Later(agreed);
            await dialogue.EncryptAsync(TlsOptions(), cancellationToken);
            offers = await dialogue.AskAsync(Hello, cancellationToken);
            if (!offers.IsPositive)
                return Later(offers);
        }

        return Smtp.User.Length == 0 ? null : await AuthenticateAsync(dialogue, offers, cancellationToken);
    }

    private async Task<EmailOutcome?> AuthenticateAsync(SmtpDialogue dialogue, SmtpReply offers, CancellationToken cancellationToken)
    {
        var mechanisms = offers.Extension("AUTH") ?? [];
        SmtpReply reply;
        if (mechanisms.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            reply = await dialogue.AskAsync("AUTH PLAIN " + Base64($"\0{Smtp.User}\0{Smtp.Password}"), cancellationToken);
        }
        else if (mechanisms.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            reply = await dialogue.AskAsync("AUTH LOGIN", cancellationToken);
            if (reply.Code == 334)
                reply = await dialogue.AskAsync(Base64(Smtp.User), cancellationToken);
            if (reply.Code == 334)
                reply = await dialogue.AskAsync(Base64(Smtp.Password), cancellationToken);
        }
        else
        {
            return new EmailOutcome.Deferred("smtp.no-auth");
        }

        return reply.Code == 235 ? null : Later(reply);
    }

    private async Task<EmailOutcome> HandOverAsync(SmtpDialogue dialogue, EmailMessage message, CancellationToken cancellationToken)
    {
        var sender = await dialogue.AskAsync($"MAIL FROM:<{from}>", cancellationToken);
        if (!sender.IsPositive)
            return Later(sender);

        var recipient = await dialogue.AskAsync($"RCPT TO:<{message.To}>", cancellationToken);
        if (!recipient.IsPositive)
            return Judge(recipient);

        var begin = await dialogue.AskAsync("DATA", cancellationToken);
        if (begin.Code != 354)
            return Judge(begin);

        var accepted = await dialogue.SendBodyAsync(EmailFormat.Write(message, from, options.FromName), cancellationToken);
        if (!accepted.IsPositive)
            return Judge(accepted);

        // The mail is the server's from here on: a farewell that fails changes nothing.
        try
        {
            await dialogue.AskAsync("QUIT", cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
        }

        return new EmailOutcome.Accepted(CodeOf(accepted));
    }

    // 530, 534, 535, 538 complain of our authentication wherever they come: not the recipient's fault.
    private static EmailOutcome Judge(SmtpReply reply) =>
        reply.Code >= 500 && reply.Code is not (530 or 534 or 535 or 538) ? new EmailOutcome.Refused(CodeOf(reply)) : Later(reply);

    private static EmailOutcome.Deferred Later(SmtpReply reply) => new(CodeOf(reply));

    private static string CodeOf(SmtpReply reply) => $"smtp.{reply.Code}";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private string Hello => "EHLO " + from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private SslClientAuthenticationOptions TlsOptions()
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = Smtp.Host, CertificateRevocationCheckMode = X509RevocationMode.Online };
        if (Smtp.TrustedCertificate.Length > 0)
        {
            // An own certificate has no list of revoked ones to ask; it is revoked by changing the file.
            tls.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(Smtp.TrustedCertificate);
        }

        return tls;
    }
}
