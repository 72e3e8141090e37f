using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using ProcessAutomation.Host.Delivery;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Host.Tests.Delivery;

/// <summary>The SMTP transport against a real server and its faults.</summary>
public sealed class SmtpTransportTests
{
    private const string Recipient = "mottaker@example.test";
    private static readonly (string User, string Password) Account = ("avsender", "hemmelig æøå");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancellation);

        var outcome = await Transport(server).SendAsync(Mail(), Cancellation);

        Assert.Equal(new EmailOutcome.Accepted("smtp.250"), outcome);
        var mail = Assert.Single(await server.ReceivedAsync(Cancellation));
        Assert.Equal([Recipient], mail.To);
        Assert.Equal("0123456789abcdef@processautomation.example", mail.MessageId);
        Assert.Equal(Mail().Subject, mail.Subject);
        Assert.Equal(Mail().Text, mail.Text);
        Assert.Equal("Tue, 12 Jan 2027 07:00:00 +0000", mail.Header("Date"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.All(mail.Raw.Split("\r\n"), line => Assert.True(line.Length <= 998 && line.All(char.IsAscii), line));
    }

    [Fact]
    public async Task With_an_account_it_encrypts_and_signs_in()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { StartTls = true, Account = Account }, Cancellation);

        var outcome = await Transport(server, smtp => WithAccount(smtp, server)).SendAsync(Mail(), Cancellation);

        Assert.Equal(new EmailOutcome.Accepted("smtp.250"), outcome);
        var mail = Assert.Single(await server.ReceivedAsync(Cancellation));
        Assert.True(mail.IsEncrypted);
        Assert.Equal(Account.User, mail.User);
    }

    [Fact]
    public async Task A_server_without_usable_authentication_gets_no_mail()
    {
        // The server would take the mail without authentication: not sending it is our decision.
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { StartTls = true, OffersNoAuthentication = true }, Cancellation);

        var outcome = await Transport(server, smtp => WithAccount(smtp, server)).SendAsync(Mail(), Cancellation);

        Assert.Equal(new EmailOutcome.Deferred("smtp.no-auth"), outcome);
        Assert.Empty(await server.ReceivedAsync(Cancellation));
    }

    [Fact]
    public async Task A_wrong_password_is_never_followed_by_a_mail()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { StartTls = true, Account = Account }, Cancellation);

        var outcome = await Transport(server, smtp => { WithAccount(smtp, server); smtp.Password = "feil"; }).SendAsync(Mail(), Cancellation);

        Assert.Equal(new EmailOutcome.Deferred("smtp.535"), outcome);
        Assert.Empty(await server.ReceivedAsync(Cancellation));
    }

    [Fact]
    public async Task A_server_without_encryption_gets_no_mail_when_encryption_is_asked_for()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancellation);

        var outcome = await Transport(server, smtp => smtp.Encryption = SmtpEncryption.StartTls).SendAsync(Mail(), Cancellation);

        Assert.Equal(new EmailOutcome.Deferred("smtp.no-tls"), outcome);
        Assert.Empty(await server.ReceivedAsync(Cancellation));
    }

    [Fact]
    public async Task A_certificate_nobody_trusts_ends_the_attempt()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { StartTls = true }, Cancellation);

        var outcome = await Transport(server, smtp => smtp.Encryption = SmtpEncryption.StartTls).SendAsync(Mail(), Cancellation);

        Assert.Equal(new EmailOutcome.Deferred("smtp.untrusted"), outcome);
        Assert.Empty(await server.ReceivedAsync(Cancellation));
    }

    [Fact]
    public async Task A_refused_recipient_is_final()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { RefusedRecipient = Recipient }, Cancellation);

        Assert.Equal(new EmailOutcome.Refused("smtp.550"), await Transport(server).SendAsync(Mail(), Cancellation));
    }

    [Fact]
    public async Task A_busy_server_is_tried_again()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { DeferredRecipients = 1 }, Cancellation);
        var transport = Transport(server);

        Assert.Equal(new EmailOutcome.Deferred("smtp.451"), await transport.SendAsync(Mail(), Cancellation));
        Assert.Equal(new EmailOutcome.Accepted("smtp.250"), await transport.SendAsync(Mail(), Cancellation));
        Assert.Single(await server.ReceivedAsync(Cancellation));
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_after_the_timeout()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { HangsAfterData = true }, Cancellation);

        var outcome = await Transport(server, smtp => smtp.Timeout = TimeSpan.FromSeconds(1)).SendAsync(Mail(), Cancellation);

        Assert.Equal(new EmailOutcome.Deferred("smtp.timeout"), outcome);
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_result_and_no_exception()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        Assert.Equal(new EmailOutcome.Deferred("smtp.unreachable"), await Transport("localhost", port, _ => { }).SendAsync(Mail(), Cancellation));
    }

    [Fact]
    public async Task Something_that_is_not_a_mail_server_is_a_result_and_no_exception()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = Transport("localhost", ((IPEndPoint)listener.LocalEndpoint).Port, _ => { }).SendAsync(Mail(), Cancellation);
        using (var client = await listener.AcceptTcpClientAsync(Cancellation))
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Cancellation);

        Assert.Equal(new EmailOutcome.Deferred("smtp.disconnected"), await sending);
    }

    [Fact]
    public async Task Shutting_down_ends_an_attempt_without_a_result()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { HangsAfterData = true }, Cancellation);
        using var shutdown = new CancellationTokenSource();

        var sending = Transport(server).SendAsync(Mail(), shutdown.Token);
        await shutdown.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static EmailMessage Mail() => new("0123456789abcdef@processautomation.example", new DateTimeOffset(2027, 1, 12, 8, 0, 0, TimeSpan.FromHours(1)), Recipient)
    {
        Subject = "Påminnelse: «første møte» nærmer seg, og dette emnet er så langt at det må brytes over flere linjer 🙂",
        Text = "Hei,\n\n.en linje som begynner med punktum\n.\nog " + new string('å', 3000) + "\n",
    };

    private static void WithAccount(SmtpOptions smtp, SmtpServer server)
    {
        smtp.Encryption = SmtpEncryption.StartTls;
        smtp.TrustedCertificate = server.CertificatePath;
        (smtp.User, smtp.Password) = Account;
    }

    private static SmtpTransport Transport(SmtpServer server) => Transport(server, _ => { });

    private static SmtpTransport Transport(SmtpServer server, Action<SmtpOptions> change) => Transport(server.Host, server.Port, change);

    private static SmtpTransport Transport(string host, int port, Action<SmtpOptions> change)
    {
        var options = new EmailOptions { Smtp = { Host = host, Port = port, Encryption = SmtpEncryption.None } };
        change(options.Smtp);
        return new SmtpTransport(Options.Create(options), TimeProvider.System);
    }
}
