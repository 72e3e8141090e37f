using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

/// <summary>The page of a task's form: what it does not show is kept, what is wrong is refused beside its field, and nobody's work is written over.</summary>
public sealed partial class TaskFormPageTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private const string Fields = """
        [{"name": "home", "kind": "choice", "label": {"nb": "Bolig", "nn": "Bustad", "en": "Home"}, "required": true, "choices": [{"value": "own", "label": {"nb": "Egen", "nn": "Eigen", "en": "Own"}}, {"value": "none", "label": "Ingen"}]},
         {"name": "address", "kind": "text", "label": "Adresse", "maxLength": 200, "hint": {"nb": "Gate og sted", "nn": "Gate og stad", "en": "Street and town"}, "visibleWhen": {"field": "home", "is": ["own"]}},
         {"name": "rent", "kind": "number", "label": "Leie", "min": 0, "max": 30000.5, "decimals": 2, "madeElsewhere": {"kept": true}},
         {"name": "from", "kind": "date", "label": "Fra", "earliest": "today", "latest": "today+90"},
         {"name": "account", "kind": "text", "label": "Konto", "maxLength": 11, "pattern": "[0-9]{11}", "patternWords": {"nb": "Elleve siffer", "nn": "Elleve siffer", "en": "Eleven digits"}},
         {"name": "ready", "kind": "checkbox", "label": "Klar"},
         {"name": "why", "kind": "multiline", "label": "Hvorfor", "maxLength": 1000, "requiredWhen": {"field": "ready", "is": ["true"]}},
         {"name": "people", "kind": "rows", "label": "Folk", "maxRows": 5, "columns": [{"name": "who", "kind": "text", "label": "Hvem"}]}]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_that_is_opened_and_saved_untouched_is_the_form_it_was()
    {
        using var eva = await SignInAsync("eva");
        await DrawAsync("kept-form", Fields);
        var page = await eva.GetStringAsync("/flyter/kept-form/oppgaver/ask", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, (await SaveAsync(eva, "kept-form", Typed(page))).StatusCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Fields), JsonNode.Parse(await FormAsync("kept-form"))), await FormAsync("kept-form"));
    }

    [Fact]
    public async Task What_publishing_would_refuse_is_refused_beside_its_field_and_nothing_is_saved()
    {
        using var eva = await SignInAsync("eva");
        await DrawAsync("faulty-form", Fields);
        var typed = Typed(await eva.GetStringAsync("/flyter/faulty-form/oppgaver/ask", Cancel));
        typed["f.fields[2].min"] = "40000";
        typed["f.fields[3].latest"] = "i morgen en gang";
        typed["f.fields[4].pattern"] = "[0-9";
        typed["f.fields[0].choices"] = "";
        using var refused = await SaveAsync(eva, "faulty-form", typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("href=\"#f-fields-2--max\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-fields-3--latest\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-fields-4--pattern\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#f-fields-0--choices\"", html, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Fields), JsonNode.Parse(await FormAsync("faulty-form"))));
    }

    [Fact]
    public async Task A_form_that_somebody_else_has_changed_since_is_not_written_over()
    {
        using var eva = await SignInAsync("eva");
        await DrawAsync("shared-form", Fields);
        var typed = Typed(await eva.GetStringAsync("/flyter/shared-form/oppgaver/ask", Cancel));
        await DrawAsync("shared-form", """[{"name": "other", "label": "Noe annet"}]""");
        Assert.Equal(HttpStatusCode.Conflict, (await SaveAsync(eva, "shared-form", typed)).StatusCode);
        Assert.Contains("Noe annet", await FormAsync("shared-form"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_process_owners_change_a_form_and_who_may_look_sees_the_list()
    {
        await DrawAsync("looked-at-form", Fields);
        using var lise = await SignInAsync("lise");
        Assert.Contains("Spør", await lise.GetStringAsync("/flyter/looked-at-form/oppgaver", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lise.GetAsync("/flyter/looked-at-form/oppgaver/ask", Cancel)).StatusCode);
        using var kari = await SignInAsync("kari");
        Assert.Equal(HttpStatusCode.NotFound, (await kari.GetAsync("/flyter/looked-at-form/oppgaver", Cancel)).StatusCode);
    }

    private async Task DrawAsync(string flow, string form)
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var model = new JsonObject
        {
            ["definitionId"] = flow,
            ["name"] = flow,
            ["root"] = new JsonObject
            {
                ["id"] = "root",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["connections"] = new JsonArray(),
                ["activities"] = new JsonArray(new JsonObject
                {
                    ["id"] = "ask",
                    ["type"] = "ProcessAutomation.AssignTask",
                    ["version"] = 1,
                    ["metadata"] = new JsonObject { ["displayText"] = "Spør" },
                    ["title"] = Literal("Spør"),
                    ["role"] = Literal("contact-officer"),
                    ["form"] = Literal(form),
                }),
            },
        };
        using var content = new StringContent(new JsonObject { ["model"] = model, ["publish"] = false }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var saved = await eva.PostAsync("/elsa/api/workflow-definitions", content, Cancel);
        saved.EnsureSuccessStatusCode();
    }

    private async Task<string> FormAsync(string flow)
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var definition = JsonNode.Parse(await eva.GetStringAsync($"/elsa/api/workflow-definitions/by-definition-id/{flow}?versionOptions=Latest", Cancel))!;
        return (string)definition["root"]!["activities"]![0]!["form"]!["expression"]!["value"]!;
    }

    private static JsonObject Literal(string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private async Task<HttpClient> SignInAsync(string user)
    {
        var client = host.Anonymous();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["til"] = "/innboks", [Token] = TokenOf(await client.GetStringAsync("/logg-inn", Cancel)) });
        using var response = await client.PostAsync("/logg-inn", content, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    private static async Task<HttpResponseMessage> SaveAsync(HttpClient client, string flow, Dictionary<string, string> typed)
    {
        using var content = new FormUrlEncodedContent(typed);
        return await client.PostAsync($"/flyter/{flow}/oppgaver/ask", content, Cancel);
    }

    // What a browser would post: all that stands in the controls of the page's form.
    private static Dictionary<string, string> Typed(string page)
    {
        var form = FormPattern().Matches(page).Single(form => form.Value.Contains("value=\"flow-task\"", StringComparison.Ordinal)).Value;
        var typed = new Dictionary<string, string>(StringComparer.Ordinal) { ["action"] = "save" };
        foreach (Match control in ControlPattern().Matches(form))
        {
            var tag = control.Groups["tag"].Value;
            var type = AttributeOf(tag, "type");
            if (AttributeOf(tag, "name") is not { Length: > 0 } name || (type is "checkbox" or "radio" && !tag.Contains(" checked", StringComparison.Ordinal)))
                continue;
            typed[name] = control.Groups["kind"].Value switch
            {
                "textarea" => WebUtility.HtmlDecode(control.Groups["inner"].Value),
                "select" => WebUtility.HtmlDecode(AttributeOf(SelectedPattern().Match(control.Groups["inner"].Value).Value, "value")),
                _ => AttributeOf(tag, "value"),
            };
        }

        return typed;
    }

    private const string Token = "__RequestVerificationToken";

    private static string TokenOf(string page) => Regex.Match(page, $"name=\"{Token}\" value=\"([^\"]+)\"").Groups[1].Value;

    private static string AttributeOf(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("(?<tag><(?<kind>input)\\b[^>]*>)|(?<tag><(?<kind>textarea|select)\\b[^>]*>)(?<inner>.*?)</\\k<kind>>", RegexOptions.Singleline)]
    private static partial Regex ControlPattern();

    [GeneratedRegex("<option\\b[^>]*\\sselected[^>]*>")]
    private static partial Regex SelectedPattern();
}
