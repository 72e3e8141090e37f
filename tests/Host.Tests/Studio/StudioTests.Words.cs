using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

/// <summary>What keeps a flow from being published is said in the reader's language.</summary>
public sealed partial class StudioTests
{
    [Theory]
    [InlineData("nb-NO,nb;q=0.9", null, "Sett variabel (set1): «Verdi» bruker Variables.Nobody, men her finnes det ingen variabel med det navnet. (PA0202)")]
    [InlineData("nn", null, "Sett variabel (set1): «Verdi» bruker Variables.Nobody, men her finst det ingen variabel med det namnet. (PA0202)")]
    [InlineData("en-GB,en;q=0.9", null, "Sett variabel (set1): «Verdi» bruker Variables.Nobody, men her finnes det ingen variabel med det navnet. (PA0202)")] // as on every page, until it is chosen
    [InlineData("nb", "en", "Sett variabel (set1): Verdi uses Variables.Nobody, but there is no variable of that name here. (PA0202)")]
    [InlineData("en", "nn", "Sett variabel (set1): «Verdi» bruker Variables.Nobody, men her finst det ingen variabel med det namnet. (PA0202)")]
    public async Task Publishing_says_what_is_wrong_in_the_language_the_user_chose_else_in_the_browsers(string asked, string? chosen, string said)
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        Speak(eva, asked, chosen);
        Assert.Equal(said, Assert.Single(await RefusedAsync(eva, Draft("speaks", "Variables.Nobody + 1"))));
    }

    [Fact]
    public async Task A_sentence_names_activities_by_their_text_in_the_drawing_and_inputs_by_their_name_in_the_panel()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var draft = Draft("names", "1");
        var activities = draft["root"]!["activities"]!.AsArray();
        activities[0]!["metadata"] = new JsonObject { ["displayText"] = "Tell opp" };
        activities.Add(Activity("task1", "ProcessAutomation.AssignTask", "Behovssamtale", ("title", "Snakk sammen"), ("role", "the janitor")));
        activities.Add(Activity("notice1", "ProcessAutomation.SendNotice", "Innkalling"));
        activities.Add(Activity("lost", "Elsa.FlowDecision", "Samtykke?"));
        draft["root"]!["connections"] = new JsonArray(
            new JsonObject { ["source"] = new JsonObject { ["activity"] = "set1", ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = "task1", ["port"] = "In" } },
            new JsonObject { ["source"] = new JsonObject { ["activity"] = "task1", ["port"] = "Nonsense" }, ["target"] = new JsonObject { ["activity"] = "notice1", ["port"] = "In" } });
        var said = await RefusedAsync(eva, draft);
        Assert.Contains("«Innkalling» mangler en verdi i «Mal». Fyll ut feltet. (PA0130)", said);
        Assert.Contains("«Behovssamtale»: «the janitor» er ikke en rolle i en sak. (Rolle i saken, PA0350)", said);
        Assert.Contains(said, words => words.StartsWith("En pil går ut fra «Behovssamtale» ved utfallet «Nonsense», som ikke finnes: aktiviteten har ", StringComparison.Ordinal));
        Assert.Contains("Ingen pil går til «Samtykke?». Tegn en pil dit, eller ta aktiviteten bort. (PA0143)", said);
    }

    [Fact]
    public async Task What_the_compiler_says_of_an_expression_stays_as_it_is_with_words_before_it()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var said = Assert.Single(await RefusedAsync(eva, Draft("compiler", "1 + \"a\".Nothing")));
        Assert.Equal("Sett variabel (set1) · Verdi: Uttrykket er ikke gyldig. Dette sier C# (på engelsk): 'string' does not contain a definition for 'Nothing' and no accessible extension method "
            + "'Nothing' accepting a first argument of type 'string' could be found (are you missing a using directive or an assembly reference?). (PA0208)", said);
    }

    [Theory]
    [InlineData("nb", null, "men her finnes det ingen variabel med det navnet.")]
    [InlineData("nn", null, "men her finst det ingen variabel med det namnet.")]
    [InlineData("en", null, "but there is no variable of that name here.")]
    [InlineData("en", "nb", "men her finnes det ingen variabel med det navnet.")]
    public async Task A_problem_of_the_API_has_the_words_of_the_language_and_the_same_id_and_pointer_in_all(string asked, string? chosen, string said)
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        await SaveAsync(eva, Draft("played", "Variables.Nobody + 1"), publish: false);
        Speak(eva, asked, chosen);
        using var refused = await eva.PostAsJsonAsync("/api/v1/simulations", new JsonObject { ["definitionId"] = "played", ["startDate"] = "2027-03-01", ["releaseDate"] = "2027-12-01", ["flow"] = "draft" }, Cancel);
        var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.Equal(["PA0202"], problem["codes"]!.AsArray().Select(code => (string?)code));
        var (pointer, words) = Assert.Single(problem["errors"]!.AsObject());
        Assert.Equal("/root/activities/0/value/expression/value", pointer);
        Assert.EndsWith(said, (string?)Assert.Single(words!.AsArray()), StringComparison.Ordinal);
    }

    private static void Speak(HttpClient client, string asked, string? chosen)
    {
        client.DefaultRequestHeaders.Add("Accept-Language", asked);
        if (chosen is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"spraak={chosen}");
    }

    private static async Task<List<string>> RefusedAsync(HttpClient client, JsonNode model)
    {
        using var refused = await client.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = true }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        return [.. (await refused.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["errors"]!["generalErrors"]!.AsArray().Select(words => (string)words!)];
    }

    private static JsonObject Activity(string id, string type, string text, params (string Input, string Value)[] inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1, ["metadata"] = new JsonObject { ["displayText"] = text } };
        foreach (var (input, value) in inputs)
            activity[input] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        return activity;
    }
}
