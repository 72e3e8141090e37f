using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ProcessAutomation.Host.Delivery;

namespace ProcessAutomation.Host.Tests.Delivery;

public sealed class EmlFileTransportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("processautomation-eml-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_mail_becomes_one_file_and_stays_one_when_repeated()
    {
        var transport = Transport("mail");

        Assert.Equal(new EmailOutcome.Accepted("file.written"), await transport.SendAsync(Mail("first"), Cancellation));
        Assert.Equal(new EmailOutcome.Accepted("file.written"), await transport.SendAsync(Mail("first"), Cancellation));
        await transport.SendAsync(Mail("second"), Cancellation);

        Assert.Equal(
            ["20270112T070000Z-first.eml", "20270112T070000Z-second.eml"],
            Directory.GetFiles(transport.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("Message-ID: <first@processautomation.example>", await File.ReadAllTextAsync(Path.Combine(transport.Folder, "20270112T070000Z-first.eml"), Cancellation));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_result_and_no_exception()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "taken"), "", Cancellation);

        Assert.Equal(new EmailOutcome.Deferred("file.unwritable"), await Transport("taken").SendAsync(Mail("first"), Cancellation));
    }

    private static EmailMessage Mail(string id) =>
        new($"{id}@processautomation.example", new DateTimeOffset(2027, 1, 12, 7, 0, 0, TimeSpan.Zero), "mottaker@example.test") { Subject = "Innkalling", Text = "Hei" };

    private EmlFileTransport Transport(string name) =>
        new(Options.Create(new EmailOptions { Directory = name }), new Surroundings(folder.FullName));

    // Only the folder matters to the transport.
    private sealed class Surroundings(string root) : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "test";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = root;

        public string EnvironmentName { get; set; } = Environments.Development;
    }
}
