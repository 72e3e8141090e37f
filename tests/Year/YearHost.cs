using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using ProcessAutomation.TestSupport.Hosts;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Year;

/// <summary>The whole Host in this process, on PostgreSQL, with the manual clock and a mail server on a real socket.</summary>
internal sealed class YearHost : IAsyncDisposable
{
    private readonly Tokens _tokens = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("processautomation-year-").FullName;
    private readonly ConcurrentDictionary<string, Desk> _desks = new(StringComparer.Ordinal);
    private readonly Factory _factory;
    private readonly HttpClient _clock;

    private YearHost(string connectionString, SmtpServer mail)
    {
        Mail = mail;
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Default"] = connectionString,
            ["Data:Path"] = _folder,
            ["Clock:Manual"] = "true",
            ["Clock:Couriers"] = "4",
            ["Demo:Cases"] = "false",
            ["Housekeeping:Enabled"] = "false",
            ["Email:Smtp:Host"] = mail.Host,
            ["Email:Smtp:Port"] = $"{mail.Port}",
            ["Email:Smtp:Encryption"] = "None",
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:ProcessAutomation"] = "Error",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Error",
        };
        foreach (var (name, value) in _tokens.Settings)
            settings[name] = value;
        _factory = new Factory(settings);
        _clock = _factory.CreateClient();
        _clock.Timeout = TimeSpan.FromMinutes(30);
    }

    /// <summary>Where the notices arrive.</summary>
    public SmtpServer Mail { get; }

    public static async Task<YearHost> StartAsync(string connectionString, CancellationToken cancellationToken) =>
        new(connectionString, await SmtpServer.StartAsync(new SmtpFaults(), cancellationToken));

    /// <summary>A user at the API.</summary>
    public Desk As(Citizen citizen) => _desks.GetOrAdd(citizen.Id, _ =>
    {
        var client = _factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(citizen));
        return new Desk(client, citizen.Id);
    });

    /// <summary>Time goes by; everything that falls due on the way happens, and its mails leave.</summary>
    public async Task UntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        using var answer = await _clock.PostAsJsonAsync("/dev/clock", new Dictionary<string, string> { ["now"] = instant.ToString("O") }, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Contains("\"isQuiet\":true", text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        await _factory.DisposeAsync();
        await Mail.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Token(Citizen citizen)
    {
        var claims = new Dictionary<string, object>();
        if (citizen.Unit is not null)
            claims["unit"] = new[] { citizen.Unit };
        if (citizen.Party is not null)
            claims["party"] = citizen.Party;
        return _tokens.Of(citizen.Id, DateTimeOffset.UtcNow.AddHours(12), [citizen.Role], claims);
    }

    private sealed class Factory(Dictionary<string, string?> settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            foreach (var (name, value) in settings)
                builder.UseSetting(name, value);
        }
    }
}
