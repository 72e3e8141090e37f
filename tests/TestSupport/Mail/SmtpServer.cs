using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace ProcessAutomation.TestSupport.Mail;

/// <summary>A real SMTP server in a process of its own (node, npm <c>smtp-server</c>), with the faults a test asks for.</summary>
/// <remarks>
/// Needs node and npm; the packages are installed at first use. Dispose ends it; a test process that dies takes it along, because
/// the server ends with its standard input.
/// </remarks>
public sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly Process process;
    private readonly DirectoryInfo folder;

    private SmtpServer(Process process, DirectoryInfo folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Port = port;
    }

    /// <summary>Name under which it listens; its certificate is made for it.</summary>
    public string Host => "localhost";

    /// <summary>Port it listens on.</summary>
    public int Port { get; }

    /// <summary>PEM file with the server's certificate; only there with <see cref="SmtpFaults.StartTls"/>.</summary>
    public string CertificatePath => Path.Combine(folder.FullName, "certificate.pem");

    private string MailPath => Path.Combine(folder.FullName, "mail.jsonl");

    /// <summary>Starts a server and returns when it listens. Skips the test when node is missing (fails it in CI).</summary>
    public static async Task<SmtpServer> StartAsync(SmtpFaults faults, CancellationToken cancellationToken)
    {
        var script = await SmtpServerPackage.PrepareAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("processautomation-mail-");
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Arguments(script, faults, folder.FullName))
            start.ArgumentList.Add(argument);

        var process = SmtpServerPackage.Start(start);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StartTimeout);
        var line = await process.StandardOutput.ReadLineAsync(timeout.Token)
            ?? throw new InvalidOperationException($"The mail server ended at once with code {process.ExitCode}.");
        using var json = JsonDocument.Parse(line);
        return new SmtpServer(process, folder, json.RootElement.GetProperty("port").GetInt32());
    }

    /// <summary>All mails accepted so far, in order; one that hangs counts.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> ReceivedAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(MailPath))
            return [];
        var file = new FileStream(MailPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var closing = file;
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync(cancellationToken);
        // A line without its end is still being written.
        return text.Split('\n').SkipLast(1).Select(ReceivedMail.Parse).ToList();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static IEnumerable<string> Arguments(string script, SmtpFaults faults, string folder)
    {
        yield return script;
        yield return $"--out={Path.Combine(folder, "mail.jsonl")}";
        yield return $"--port={faults.Port}";
        yield return $"--defer={faults.DeferredRecipients}";
        if (faults.StartTls)
        {
            WriteCertificate(folder);
            yield return $"--cert={Path.Combine(folder, "certificate.pem")}";
            yield return $"--key={Path.Combine(folder, "key.pem")}";
        }

        if (faults.Account is { } account)
        {
            yield return $"--user={account.User}";
            yield return $"--password={account.Password}";
        }

        if (faults.RefusedRecipient is { } refused)
            yield return $"--refuse={refused}";
        if (faults.OffersNoAuthentication)
            yield return "--no-auth";
        if (faults.HangsAfterData)
            yield return "--hang";
    }

    private static void WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
