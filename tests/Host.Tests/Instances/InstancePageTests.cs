using System.Net;
using System.Text.RegularExpressions;
using ProcessAutomation.Host.Tests.BadInput;

namespace ProcessAutomation.Host.Tests.Instances;

/// <summary>The pages of supervisors: preview, reason, confirmation; refusals with what is in the way; nothing for others.</summary>
public sealed partial class InstancePageTests(HostWithCaseOnSqlite host) : IClassFixture<HostWithCaseOnSqlite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task For_others_there_are_no_such_pages()
    {
        var (id, _, _) = await AlteredFlow.StartAsync(host, "page-others");
        using var kari = await SignInAsync("kari");
        Assert.Equal(HttpStatusCode.NotFound, (await kari.GetAsync("/instances", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await kari.GetAsync($"/instances/{id}", Cancel)).StatusCode);
        Assert.DoesNotContain("href=\"/instances\"", await kari.GetStringAsync("/innboks", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_finds_an_instance_in_the_list_and_sees_no_values()
    {
        var (id, _, _) = await AlteredFlow.StartAsync(host, "page-list");
        using var sissel = await SignInAsync("sissel");
        Assert.Contains("href=\"/instances\"", await sissel.GetStringAsync("/innboks", Cancel), StringComparison.Ordinal);
        var list = await sissel.GetStringAsync("/instances?definition=page-list&status=running", Cancel);
        Assert.Contains($"href=\"/instances/{id}\"", list, StringComparison.Ordinal);
        var page = await sissel.GetStringAsync($"/instances/{id}?values=true", Cancel);
        Assert.Contains("har verdi", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Prøvestein", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await sissel.GetAsync($"/instances/{Guid.CreateVersion7()}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_alteration_is_seen_first_then_given_a_reason_then_done_and_listed()
    {
        var (id, _, to) = await AlteredFlow.StartAsync(host, "page-altered");
        using var sissel = await SignInAsync("sissel");
        var asked = await PostAsync(sissel, id, ("kind", "migrate"), ("version", to));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var preview = await asked.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Bekreft: Ta i bruk en nyere versjon", preview, StringComparison.Ordinal);
        var revision = RevisionPattern().Match(preview).Groups[1].Value;

        var without = await PostAsync(sissel, id, ("kind", "migrate"), ("version", to), ("step", "apply"), ("revision", revision), ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Contains("Skriv hvorfor", await without.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        var done = await PostAsync(sissel, id, ("kind", "migrate"), ("version", to), ("step", "apply"), ("revision", revision), ("reason", "Feil i flyten"));
        Assert.Equal((HttpStatusCode.Redirect, $"/instances/{id}?altered=migrate"), (done.StatusCode, new Uri(new Uri("http://x"), done.Headers.Location!).PathAndQuery));
        var after = await sissel.GetStringAsync($"/instances/{id}?altered=migrate", Cancel);
        Assert.Contains("Utført: Ta i bruk en nyere versjon.", after, StringComparison.Ordinal);
        Assert.Contains("Feil i flyten", after, StringComparison.Ordinal);
        Assert.Contains("versjon 2", after, StringComparison.Ordinal);

        var stale = await PostAsync(sissel, id, ("kind", "cancel"), ("step", "apply"), ("revision", revision), ("reason", "Skal ikke mer"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var again = await stale.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Forløpet har gått videre", again, StringComparison.Ordinal);
        Assert.Contains("Skal ikke mer", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_the_users_language_with_what_to_do()
    {
        var (id, _, _) = await AlteredFlow.StartAsync(host, "page-refused");
        using var sissel = await SignInAsync("sissel");
        var nothing = await PostAsync(sissel, id, ("kind", "move"), ("from", "2"), ("to", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        Assert.Contains("Velg alt som trengs.", await nothing.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var refused = await PostAsync(sissel, id, ("kind", "move"), ("from", "77"), ("to", "last"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("77 er ikke i gang. Velg noe som er i gang nå.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bekreft:", page, StringComparison.Ordinal);
    }

    private async Task<HttpClient> SignInAsync(string user)
    {
        var client = host.Host.Anonymous();
        await SendAsync(client, "/logg-inn", "/logg-inn", [("user", user), ("til", "/innboks")]);
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, Guid id, params (string Name, string Value)[] fields) =>
        SendAsync(client, $"/instances/{id}", $"/instances/{id}", [("_handler", "alter"), .. fields]);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string page, string to, (string Name, string Value)[] fields)
    {
        var token = TokenPattern().Match(await client.GetStringAsync(page, Cancel)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await client.PostAsync(to, form, Cancel);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("name=\"revision\" value=\"([0-9]+)\"")]
    private static partial Regex RevisionPattern();
}
