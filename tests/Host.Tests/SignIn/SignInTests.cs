using System.Net;
using System.Text.RegularExpressions;

namespace ProcessAutomation.Host.Tests.SignIn;

public sealed partial class SignInTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    [Fact]
    public async Task A_page_without_a_user_leads_to_the_sign_in_and_back()
    {
        using var client = host.Anonymous();
        var response = await client.GetAsync("/innboks", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/logg-inn?til=%2Finnboks", response.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_user_signs_in_with_one_button()
    {
        using var client = host.Anonymous();
        var response = await SignInAsync(client, "kari", "/saker");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/saker", response.Headers.Location?.ToString());
        Assert.Contains("Kari Nordvik", await client.GetStringAsync("/innboks", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task The_sign_in_never_leads_to_another_site(string returnTo)
    {
        using var client = host.Anonymous();
        Assert.Equal("/innboks", (await SignInAsync(client, "kari", returnTo)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var client = host.Anonymous();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "kari" });
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/logg-inn", form, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("nn", "bustadkommune")]
    [InlineData("en", "home municipality")]
    public async Task The_chosen_language_is_kept(string language, string expected)
    {
        using var client = host.Anonymous();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = language, ["til"] = "/logg-inn", ["__RequestVerificationToken"] = await TokenAsync(client) });
        await client.PostAsync("/spraak", form, TestContext.Current.CancellationToken);
        var page = await client.GetStringAsync("/logg-inn", TestContext.Current.CancellationToken);
        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string user, string returnTo)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["til"] = returnTo, ["__RequestVerificationToken"] = await TokenAsync(client) });
        return await client.PostAsync("/logg-inn", form, TestContext.Current.CancellationToken);
    }

    private static async Task<string> TokenAsync(HttpClient client) =>
        TokenPattern().Match(await client.GetStringAsync("/logg-inn", TestContext.Current.CancellationToken)).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
