using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using ProcessAutomation.TestSupport.Hosts;

namespace ProcessAutomation.Host.Tests;

/// <summary>
/// The whole Host on a real socket, with a data folder of its own (SQLite unless told otherwise) and the manual clock; shared by the tests of a
/// class, or made by a test with settings of its own.
/// </summary>
public sealed class HostUnderTest : IAsyncLifetime
{
    private readonly Tokens tokens = new();
    private readonly string folder = Directory.CreateTempSubdirectory("processautomation-").FullName;
    private readonly Factory factory;

    public HostUnderTest()
        : this(new Dictionary<string, string?>())
    {
    }

    /// <summary>Settings in configuration form (<c>Email:Smtp:Host</c>) add to those of the fixture or replace them.</summary>
    internal HostUnderTest(IReadOnlyDictionary<string, string?> more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Path"] = folder,
            ["Email:Directory"] = MailFolder,
            ["Clock:Manual"] = "true",
            ["Demo:Cases"] = "false",
        };
        foreach (var (name, value) in tokens.Settings) settings[name] = value;
        foreach (var (name, value) in more) settings[name] = value;
        factory = new Factory(settings, Log);
        factory.UseKestrel(0);
    }

    /// <summary>Where mails are written.</summary>
    public string MailFolder => Path.Combine(folder, "mail");

    public IServiceProvider Services => factory.Services;

    /// <summary>Everything the Host has logged.</summary>
    internal CapturedLog Log { get; } = new();

    public ValueTask InitializeAsync()
    {
        factory.StartServer();
        return ValueTask.CompletedTask;
    }

    /// <summary>A client with no identity that follows no redirects and keeps cookies.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = factory.ClientOptions.BaseAddress };

    /// <summary>A client with a bearer token, as <c>dotnet user-jwts create --name … --role …</c> makes it.</summary>
    public HttpClient As(string user, params string[] roles)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(user, roles));
        return client;
    }

    public string Token(string user, params string[] roles) => tokens.Of(user, roles);

    public string Token(string user, DateTime expires, string[] roles) => tokens.Of(user, expires, roles);

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Factory(Dictionary<string, string?> settings, CapturedLog log) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            foreach (var (name, value) in settings) builder.UseSetting(name, value);
            builder.ConfigureLogging(logging => logging.AddProvider(log));
        }
    }
}
