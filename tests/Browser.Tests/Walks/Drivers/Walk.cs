using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>One walk through the process: a Host, its mail server, a manual clock, and the browsers of those who take part.</summary>
internal sealed class Walk : IAsyncDisposable
{
    private readonly Chromium chromium;
    private readonly string name;
    private readonly SmtpServer mailServer;
    private readonly Dictionary<string, Visitor> visitors = new(StringComparer.Ordinal);
    private int pictures;
    private string now = "";

    private Walk(Chromium chromium, string name, SmtpServer mailServer, HostProcess host) =>
        (this.chromium, this.name, this.mailServer, Host) = (chromium, name, mailServer, host);

    public HostProcess Host { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts everything. <paramref name="name"/>: the folder of its pictures. <paramref name="opens"/>: when the walk begins, local time; after the machine's own clock, where the manual one starts. <paramref name="programFolder"/>: another Host than the built one.</summary>
    public static async Task<Walk> StartAsync(Chromium chromium, string name, string opens, string? programFolder = null)
    {
        var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancelled);
        try
        {
            var settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Email__Smtp__Host"] = server.Host,
                ["Email__Smtp__Port"] = $"{server.Port}",
                ["Email__Smtp__Encryption"] = "None",
                ["Email__Smtp__Timeout"] = "00:00:05", // also how long a mail that a killed Host had in hand is waited for
            };
            var walk = new Walk(chromium, name, server, await HostProcess.StartAsync(settings, programFolder, Cancelled));
            await walk.AtAsync(opens);
            return walk;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets time pass until a local time: everything due on the way happens, and its mails leave.</summary>
    public Task AtAsync(string local) => Host.SetClockAsync(Norway.At(now = local), Cancelled);

    /// <summary>Lets everything that was set off come to rest, as it does by itself a moment after a person has pressed a button.</summary>
    public Task SettleAsync() => AtAsync(now);

    /// <summary>The browser of a demo user, signed in. Stays signed in over the Host's deaths.</summary>
    /// <param name="user">Given name of the user: <c>Kari</c>.</param>
    public async Task<Visitor> AsAsync(string user)
    {
        if (visitors.TryGetValue(user, out var known)) return known;
        var visitor = await chromium.OpenAsync(Host);
        await visitor.SignInAsync(user);
        return visitors[user] = visitor;
    }

    /// <summary>Kills the Host with SIGKILL and starts it again on its data.</summary>
    public async Task KillAndStartAsync()
    {
        await Host.KillAsync(Cancelled);
        await Host.StartAgainAsync(Cancelled);
    }

    /// <summary>
    /// Lets time pass, and kills the Host as soon as the mail server has taken one mail more than it had: in the middle of what falls due.
    /// Starts it again and lets the rest of the time pass.
    /// </summary>
    public async Task KillOnNextMailAsync(string local)
    {
        var before = (await mailServer.ReceivedAsync(Cancelled)).Count;
        var passing = AtAsync(local);
        while ((await mailServer.ReceivedAsync(Cancelled)).Count == before && !passing.IsCompleted)
            await Task.Delay(TimeSpan.FromMilliseconds(2), Cancelled);
        await Host.KillAsync(Cancelled);
        try
        {
            await passing;
        }
        catch (HttpRequestException)
        {
            // Killed in the middle. On a machine that is slow to notice the mail it may be just after; what must hold afterwards is the same.
        }

        await Host.StartAgainAsync(Cancelled);
        await AtAsync(local);
    }

    /// <summary>Finds an open task in a user's inbox by its title and opens it.</summary>
    public async Task<TaskDriver> OpenTaskAsync(string user, string title)
    {
        var visitor = await AsAsync(user);
        await SettleAsync();
        await visitor.GoAsync("/innboks");
        if (await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = title, Exact = true }).CountAsync() == 0)
            await visitor.GoAsync("/innboks?liste=gruppe"); // somebody else's, whom the user stands in for
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = title, Exact = true }).First.ClickAsync();
        await visitor.Page.ArriveAsync("**/oppgaver/*");
        return new TaskDriver(this, visitor);
    }

    /// <summary>Does a task from the inbox to its end.</summary>
    public async Task DoAsync(string user, string title, params Answer[] answers) => await (await OpenTaskAsync(user, title)).CompleteAsync(answers);

    /// <summary>All mails the server has taken, each Message-ID once, in order.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> MailsAsync() =>
        [.. (await mailServer.ReceivedAsync(Cancelled)).DistinctBy(mail => mail.MessageId)];

    /// <summary>Keeps a picture of a page under the walk's name, numbered in order.</summary>
    public Task PictureAsync(Visitor visitor, string step) => visitor.ScreenshotAsync($"{name}/{++pictures:00}-{step}");

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values) await visitor.DisposeAsync();
        await Host.DisposeAsync();
        await mailServer.DisposeAsync();
    }
}
