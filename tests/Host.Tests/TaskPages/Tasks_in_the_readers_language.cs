using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.Tests.Rules;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>What a caseworker reads on a task page is there in bokmål, nynorsk and English: title, instruction, fields, choices and outcomes of every step and flow.</summary>
public sealed partial class Tasks_in_the_readers_language(Situations situations) : IClassFixture<Situations>
{
    // Where the facts are that the forms ask about, each form is drawn; none of the steps is left out.
    private static readonly string[] Stages = [Situations.NobodyNamed, Situations.GroupFromBefore, Situations.Arrived, Situations.ConsentRefused, Situations.Proposed, Situations.TakerReady];

    // The same in Norwegian and English.
    private static readonly HashSet<string> Same = new(["NAV", "Norsk bokmål", "Bokmål", "Nynorsk", "English", "ProcessAutomation", "Plan", "Person"], StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_title_and_instruction_of_a_step_is_in_three_languages()
    {
        var asking = Activities.Where(descriptor => descriptor.Inputs.Any(input => input.Name == "TitleEnglish")).ToList();
        Assert.True(asking.Count > 15, $"{asking.Count} activities ask people.");
        var wrong = new List<string>();
        foreach (var descriptor in asking.Where(descriptor => Standard(descriptor, "Title").Length > 0))
            foreach (var words in new[] { "Title", "Text" })
                Check($"{descriptor.TypeName} {words}", new Phrase(Standard(descriptor, words), Standard(descriptor, words + "Nynorsk"), Standard(descriptor, words + "English")), wrong);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_title_and_instruction_a_shipped_flow_sets_is_in_three_languages()
    {
        var wrong = new List<string>();
        var set = 0;
        foreach (var file in Directory.EnumerateFiles(WorkflowShelf.Folder, "*.json"))
        {
            var flow = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancel))!;
            foreach (var activity in flow["root"]!["activities"]!.AsArray())
                foreach (var words in new[] { "title", "text" })
                {
                    if (Written(activity!, words) is not { } bokmal) continue;
                    set++;
                    Check($"{Path.GetFileName(file)} {activity!["id"]} {words}", new Phrase(bokmal, Written(activity, words + "Nynorsk") ?? "", Written(activity, words + "English") ?? ""), wrong);
                }
        }

        Assert.True(set > 8, $"{set} texts were found.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_field_choice_and_outcome_of_a_step_is_in_three_languages()
    {
        var catalog = new TextCatalog();
        var steps = situations.Host.Services.GetRequiredService<StepBook>();
        var wrong = new List<string>();
        foreach (var outcome in Activities.Where(descriptor => descriptor.Inputs.Any(input => input.Name == "TitleEnglish")).SelectMany(descriptor => descriptor.Ports).Select(port => port.Name)
            .Concat(steps.All.SelectMany(step => step.Outcomes)).Where(name => name is not ("Before" or "AllAnswered" or "ClosedByOfficer" or "NotAsked")).Distinct())
            wrong.AddRange(TextCatalog.Languages.Where(language => !catalog.Has("outcome." + outcome, language)).Select(language => $"outcome.{outcome} lacks {language}"));
        var drawn = 0;
        foreach (var stage in Stages)
        {
            var subject = await CaseAsync(await situations.CaseAsync(stage));
            foreach (var step in steps.All)
            {
                Check($"{step.Key} is called", step.Name, wrong);
                foreach (var outcomes in new[] { """["Done"]""", """["Given","Refused","Undecided"]""" })
                {
                    var view = new StepView(subject, TaskOf(step, subject.Id, Guid.Empty) with { OutcomesJson = outcomes }, "kari", NorwegianTime.DateOf(DateTimeOffset.Parse($"{Situations.Today}T09:00:00Z", null)), PeopleToChoose.None);
                    foreach (var field in step.Form(view).Fields)
                    {
                        drawn++;
                        Check($"{step.Key}, {stage}", field, wrong);
                    }
                }
            }
        }

        Assert.True(drawn > 300, $"{drawn} fields were drawn.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_task_page_of_no_step_shows_bokmål_to_who_reads_English()
    {
        using var kari = await TaskPageUser.SignInAsync(situations.Host, "kari", Cancel);
        var caseId = await situations.CaseAsync(Situations.TakerReady);
        var data = await DataOfAsync(caseId);
        var found = new List<string>();
        foreach (var step in situations.Host.Services.GetRequiredService<StepBook>().All)
        {
            var id = await AddAsync(TaskOf(step, caseId, Guid.CreateVersion7()));
            var bokmal = await ReadAsync(kari, "nb", id);
            var english = await ReadAsync(kari, "en", id);
            var nynorsk = await ReadAsync(kari, "nn", id);
            Assert.Contains(english, line => line == TitleOf(step).English);
            Assert.Contains(nynorsk, line => line == TitleOf(step).Nynorsk);
            found.AddRange(english.Intersect(bokmal, StringComparer.Ordinal).Where(line => !Same.Contains(line) && !data.Any(fact => line.Contains(fact, StringComparison.Ordinal)) && Word().IsMatch(line)).Select(line => $"{step.Key}: {line}"));
            found.AddRange(nynorsk.Where(line => BokmalOnly().IsMatch(line) && !data.Any(fact => line.Contains(fact, StringComparison.Ordinal))).Select(line => $"{step.Key}, nynorsk: {line}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_task_is_listed_and_found_in_the_language_of_its_reader_and_one_from_before_as_it_stands()
    {
        var caseId = await situations.CaseAsync(Situations.Arrived);
        var id = await AddAsync(TaskOf("", caseId, Guid.CreateVersion7()).Saying(new Phrase("Hent nøkkelen", "Hent nykelen", "Fetch the key"), new Phrase("Hos vakta.", "Hos vakta.", "At the desk."), null));
        var old = await AddAsync(TaskOf("", caseId, Guid.CreateVersion7()) with { Title = "Gammel oppgave", Text = "Fra før." });
        using var kari = situations.Host.As("kari", "contact-officer");
        foreach (var (language, word, title, text) in new[] { ("nb", "nøkkelen", "Hent nøkkelen", "Hos vakta."), ("nn", "nykelen", "Hent nykelen", "Hos vakta."), ("en", "fetch", "Fetch the key", "At the desk.") })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tasks?search={Uri.EscapeDataString(word)}");
            asked.Headers.AcceptLanguage.ParseAdd(language);
            using var answer = await kari.SendAsync(asked, Cancel);
            var item = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["items"]!.AsArray());
            Assert.Equal((id, title, text), (item!["id"]!.GetValue<Guid>(), item["title"]!.GetValue<string>(), item["text"]!.GetValue<string>()));
        }

        using var page = await TaskPageUser.SignInAsync(situations.Host, "kari", Cancel);
        Assert.Contains("Gammel oppgave", await ReadAsync(page, "en", old));
        page.Client.DefaultRequestHeaders.Add("Cookie", "spraak=en");
        var inbox = Lines(await page.Client.GetStringAsync("/innboks?sok=fetch", Cancel));
        Assert.Contains("Fetch the key", inbox);
        Assert.DoesNotContain("Hent nøkkelen", inbox);
    }

    private IEnumerable<ActivityDescriptor> Activities => situations.Host.Services.GetRequiredService<ActivityRegistry>().All.Select(activity => activity.Descriptor);

    private static string Standard(ActivityDescriptor descriptor, string input) => descriptor.Inputs.FirstOrDefault(candidate => candidate.Name == input)?.DefaultValue as string ?? "";

    private static string? Written(JsonNode activity, string input) => activity[input]?["expression"] is { } expression && (string?)expression["type"] == "Literal" ? (string?)expression["value"] : null;

    private static void Check(string where, FormField field, List<string> wrong)
    {
        Check($"{where}: {field.Name}", field.Label, wrong);
        if (field.Hint is { } hint) Check($"{where}: hint of {field.Name}", hint, wrong);
        foreach (var choice in field.Choices.Where(choice => !char.IsAsciiDigit(choice.Value.FirstOrDefault()))) // numbered ones are what people have typed
            Check($"{where}: {choice.Value} of {field.Name}", choice.Label, wrong);
        foreach (var column in field.Columns) Check($"{where}: {field.Name}", column, wrong);
    }

    private static void Check(string where, Phrase words, List<string> wrong)
    {
        if (words.Bokmal.Length == 0 || words.Nynorsk.Length == 0 || words.English.Length == 0)
            wrong.Add($"{where} lacks a language: {words}");
        else if (words.English == words.Bokmal && Word().IsMatch(words.Bokmal) && !Same.Contains(words.Bokmal))
            wrong.Add($"{where} is bokmål in English: {words.Bokmal}");
        else if (BokmalOnly().IsMatch(words.Nynorsk))
            wrong.Add($"{where} is bokmål in nynorsk: {words.Nynorsk}");
    }

    private Phrase TitleOf(Step step) => Activities.FirstOrDefault(descriptor => Standard(descriptor, "Title") == step.Name.Bokmal) is { } descriptor
        ? new Phrase(Standard(descriptor, "Title"), Standard(descriptor, "TitleNynorsk"), Standard(descriptor, "TitleEnglish"))
        : step.Name;

    private HumanTask TaskOf(Step step, Guid caseId, Guid id) =>
        TaskOf(step.Key, caseId, id).Saying(TitleOf(step), new Phrase("Gjør dette", "Gjer dette", "Do this"), null);

    private static HumanTask TaskOf(string step, Guid caseId, Guid id) => new()
    {
        Id = id,
        CaseId = caseId,
        Role = CaseRoles.ContactOfficer,
        Step = step,
        Title = "",
        Text = "",
        FormJson = "[]",
        OutcomesJson = """["Done"]""",
        CreatedAt = DateTimeOffset.Parse($"{Situations.Today}T09:00:00Z", null),
    };

    private async Task<Guid> AddAsync(HumanTask task)
    {
        await situations.Host.Services.GetRequiredService<WorkflowRuntime>().ExecuteAsync((unit, _) =>
        {
            unit.AddTask(task);
            return ValueTask.FromResult(true);
        }, Cancel);
        return task.Id;
    }

    private async Task<Case> CaseAsync(Guid id)
    {
        await using var scope = situations.Host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(id, Cancel))!;
    }

    // What people have typed, and the names of people and places.
    private async Task<HashSet<string>> DataOfAsync(Guid caseId)
    {
        var data = new HashSet<string>(["Torgunn Prøvestein", "Oslo", "Bergen", "Grünerløkka", "DPS", "Kari", "Lise", "Ola", "Mona", "Nina", "Knut", "Hanne", "Region "], StringComparer.Ordinal);
        data.Add(CaseReference.Of(caseId));
        Collect(await situations.SeeAsync("kari", caseId), data);
        return data;
    }

    private static void Collect(JsonNode? node, HashSet<string> data)
    {
        switch (node)
        {
            case JsonObject parts:
                foreach (var part in parts) Collect(part.Value, data);
                break;
            case JsonArray items:
                foreach (var item in items) Collect(item, data);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Contains(' ', StringComparison.Ordinal):
                data.Add(text);
                break;
        }
    }

    private static async Task<List<string>> ReadAsync(TaskPageUser user, string language, Guid task)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/oppgaver/{task}");
        asked.Headers.Add("Cookie", $"spraak={language}");
        using var answer = await user.Client.SendAsync(asked, Cancel);
        var html = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{task}: {(int)answer.StatusCode}");
        Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
        return Lines(html);
    }

    private static List<string> Lines(string html)
    {
        var bare = Unread().Replace(html, "");
        return [.. Tag().Split(bare).Concat(Spoken().Matches(bare).Select(match => match.Groups[1].Value)).Select(line => WebUtility.HtmlDecode(line).Trim()).Where(line => line.Length > 1).Distinct()];
    }

    [GeneratedRegex(@"<(script|style|head)\b.*?</\1>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Unread();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?:aria-label|title|placeholder|alt)=\"([^\"]+)\"")]
    private static partial Regex Spoken();

    // Words no text in nynorsk has.
    [GeneratedRegex(@"\b(ikke|hva|hvem|hvilke[nt]?|noen|fra|hvis|hvor|hvordan|hvorfor|være|oppgaven?|gruppen|saken|de gjør|gjør|behovene|innspillene|uken?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BokmalOnly();

    [GeneratedRegex(@"\p{L}{3}")]
    private static partial Regex Word();
}
