using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>A consent is withdrawn while the mails about the needs wait for the mail server: they never leave, and the group is told that sharing stopped.</summary>
public sealed class What_is_queued_stops
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Keeps(RuleBook.QueuedStops, "API")]
    [Keeps(RuleBook.QueuedStops, "page")]
    public async Task When_the_consent_is_withdrawn()
    {
        await using var situations = new Situations(Enumerable.Range(0, 30).ToDictionary(attempt => $"Email:RetryAfter:{attempt}", string? (_) => "00:00:01"));
        await situations.InitializeAsync();
        var (byApi, byPage) = (await situations.NewCaseAsync(Situations.Talked), await situations.NewCaseAsync(Situations.Talked));
        var mails = situations.Host.MailFolder;
        var before = Directory.GetFiles(mails, "*.eml").Length;
        var aside = mails + "-aside";
        Directory.Move(mails, aside);
        await File.WriteAllTextAsync(mails, "no folder: no mail can be written", Cancel);

        foreach (var id in (Guid[])[byApi, byPage])
            await situations.CompleteAsync(id, "kari", "consent", $$"""{"heldOn":"{{Situations.Today}}","heldBy":"kari","explained":"Hvem som ser kartet.","consent":"given"}""");
        Assert.All(await OfAsync(byApi, "input-requested"), status => Assert.Equal("waiting", status));
        Assert.Equal(3, (await OfAsync(byPage, "input-requested")).Count);

        var held = new JsonObject { ["heldOn"] = Situations.Today, ["heldBy"] = "kari" };
        await situations.SendAsync("kari", HttpMethod.Post, $"cases/{byApi}/consent/withdrawal", held.ToJsonString());
        using var page = await PostedPage.SignInAsync(situations.Host, "kari");
        Assert.Equal(HttpStatusCode.Redirect, (await page.PostAsync($"/saker/{byPage}", "consent-withdraw", held)).Status);
        await situations.SettleAsync();
        File.Delete(mails);
        Directory.Move(aside, mails);

        var sent = 0;
        foreach (var id in (Guid[])[byApi, byPage])
        {
            Assert.Equal(["revoked", "revoked", "revoked"], await SettledAsync(id, "input-requested"));
            Assert.Equal(["sent", "sent", "sent"], await SettledAsync(id, "sharing-stopped"));
            sent += (await AllAsync(id)).Count(notice => notice!["status"]!.GetValue<string>() == "sent");
        }

        Assert.Equal(sent, Directory.GetFiles(mails, "*.eml").Length); // and nothing else lies there
        Assert.True(sent > before);
        Assert.Contains("Trukket tilbake", Section(WebUtility.HtmlDecode(await page.GetAsync($"/saker/{byPage}"))), StringComparison.Ordinal);

        async Task<List<string>> SettledAsync(Guid id, string template)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                var statuses = await OfAsync(id, template);
                if (!statuses.Contains("waiting") || patience.IsCancellationRequested)
                    return statuses;
                await situations.SettleAsync(); // mails whose next attempt has come leave with the clock
            }
        }

        async Task<List<string>> OfAsync(Guid id, string template) =>
            [.. (await AllAsync(id)).Where(notice => notice!["template"]!.GetValue<string>() == template).Select(notice => notice!["status"]!.GetValue<string>())];

        async Task<JsonArray> AllAsync(Guid id)
        {
            using var kari = situations.As("kari");
            return (await kari.GetFromJsonAsync<JsonNode>($"/api/v1/cases/{id}/deliveries", Cancel))!["items"]!.AsArray();
        }
    }

    private static string Section(string html)
    {
        var from = html.IndexOf("aria-labelledby=\"notices-title\"", StringComparison.Ordinal);
        return html[from..html.IndexOf("</section>", from, StringComparison.Ordinal)];
    }
}
