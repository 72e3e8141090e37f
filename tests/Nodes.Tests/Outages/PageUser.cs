using System.Net;
using System.Text.RegularExpressions;
using ProcessAutomation.TestSupport.Hosts;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Nodes.Tests.Outages;

/// <summary>Somebody with a browser without scripts, signed in at a node, who fills in the form that opens a case.</summary>
internal sealed partial class PageUser(HostProcess node) : IDisposable
{
    /// <summary>What is typed and must not be lost.</summary>
    public const string Typed = "Tone Elisabeth «Prøve» & co";

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = node.BaseAddress };

    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        var page = await client.GetStringAsync("/logg-inn", cancellationToken);
        var (_, fields) = FormIn(page, "demo-users");
        using var form = new FormUrlEncodedContent([.. fields, new("user", "kari")]);
        using var answer = await client.PostAsync("/logg-inn", form, cancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>The form as it is sent, with everything typed.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> FillInAsync(CancellationToken cancellationToken)
    {
        var (_, fields) = FormIn(await client.GetStringAsync("/saker/ny", cancellationToken), "panel narrow");
        var number = SyntheticNumbers.Next();
        return
        [
            .. fields, new("f.nationalNumber", number), new("f.givenName", Typed), new("f.familyName", "Person"), new("f.email", $"p{number}@example.test"), new("f.language", "nb"),
            new("f.unitId", "oslo"), new("f.startDate", DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd")), new("f.contactOfficer", "kari"),
        ];
    }

    /// <summary>Sends a form.</summary>
    public async Task<(HttpStatusCode Status, string Page, string? RetryAfter)> SendAsync(string address, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(address, form, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken), answer.Headers.RetryAfter?.ToString());
    }

    /// <summary>The form that a page of an outage keeps.</summary>
    public static (string Address, IReadOnlyList<KeyValuePair<string, string>> Fields) KeptIn(string page) => FormIn(page, "data-kept");

    public void Dispose() => client.Dispose();

    private static (string Address, IReadOnlyList<KeyValuePair<string, string>> Fields) FormIn(string page, string mark)
    {
        var form = Forms().Matches(page).Select(match => match.Value).FirstOrDefault(text => text[..text.IndexOf('>', StringComparison.Ordinal)].Contains(mark, StringComparison.Ordinal));
        Assert.True(form is not null, $"There is no form with {mark} on the page:{Environment.NewLine}{page}");
        var fields = Inputs().Matches(form).Select(match => match.Value).Where(input => input.Contains("type=\"hidden\"", StringComparison.Ordinal))
            .Select(input => new KeyValuePair<string, string>(Attribute(input, "name"), Attribute(input, "value"))).ToList();
        return (Attribute(form[..form.IndexOf('>', StringComparison.Ordinal)], "action"), fields);
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input\\b[^>]*>")]
    private static partial Regex Inputs();
}
