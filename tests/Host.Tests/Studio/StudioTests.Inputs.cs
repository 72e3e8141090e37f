using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Tests.Studio;

/// <summary>What somebody may type into a field of the panel by mistake: publishing says which activity and which field, in words.</summary>
public sealed partial class StudioTests
{
    private const string TooMuch = "999999999999999999999";

    [Theory]
    [InlineData("extra-task", "task", "dueOffset", "syv", "Ekstra oppgave", "Antall dager")]
    [InlineData("extra-task", "task", "dueOffset", "1,5", "Ekstra oppgave", "Antall dager")]
    [InlineData("extra-task", "task", "dueOffset", "99999", "Ekstra oppgave", "Antall dager")]
    [InlineData("extra-task", "task", "dueOffset", "-99999", "Ekstra oppgave", "Antall dager")]
    [InlineData("extra-task", "task", "dueOffset", TooMuch, "Ekstra oppgave", "Antall dager")]
    [InlineData("extra-task", "task", "dueUnit", "uker", "Ekstra oppgave", "Dager eller virkedager")]
    [InlineData("extra-task", "task", "remindBefore", "i god tid", "Ekstra oppgave", "Minn på, dager før fristen")]
    [InlineData("extra-task", "task", "remindBefore", "99999", "Ekstra oppgave", "Minn på, dager før fristen")]
    [InlineData("extra-task", "task", "role", "vaktmester", "Ekstra oppgave", "Rolle i saken")]
    [InlineData("extra-task", "task", "form", "hva som helst", "Ekstra oppgave", "Skjema")]
    [InlineData("extra-task", "task", "form", "{}", "Ekstra oppgave", "Skjema")]
    [InlineData("reintegration", "before-handover", "offset", "snart", "Vent til 42 dager før overføring", "Antall dager")]
    [InlineData("reintegration", "before-handover", "offset", "", "Vent til 42 dager før overføring", "Antall dager")]
    [InlineData("reintegration", "before-handover", "offset", "99999", "Vent til 42 dager før overføring", "Antall dager")]
    [InlineData("reintegration", "preparations", "workflowDefinitionId", "no-such-flow", "Forberedelser", "no-such-flow")]
    [InlineData("reintegration", "preparations", "workflowDefinitionId", "", "Forberedelser", "Flyt")]
    [InlineData("carry-out", "talk", "everyDays", "0", "Samtaler om behov og plan", "Hver så mange dager")]
    [InlineData("carry-out", "talk", "everyDays", "-14", "Samtaler om behov og plan", "Hver så mange dager")]
    [InlineData("carry-out", "talk", "everyDays", TooMuch, "Samtaler om behov og plan", "Hver så mange dager")]
    [InlineData("reintegration", "measures", "silentDays", "-1", "Iverksett tiltak", "dager")]
    [InlineData("make-a-plan", "input", "closeWorkingDays", "-2", "Hent inn innspill", "Virkedager til å avslutte runden")]
    [InlineData("preparations", "send-summons", "template", "no-such-template", "Innkalling til personen", "Mal")]
    [InlineData("preparations", "send-summons", "template", "", "Innkalling til personen", "Mal")]
    [InlineData("preparations", "send-summons", "to", "naboen", "Innkalling til personen", "Til")]
    public async Task What_is_typed_by_mistake_is_refused_at_publish_with_the_activity_and_the_field(string flow, string activity, string input, string value, string activityName, string inputName)
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var said = await RefusedAsync(eva, await WithAsync(eva, flow, activity, input, value));
        var words = Assert.Single(said);
        Assert.Contains(activityName, words, StringComparison.Ordinal);
        Assert.Contains(inputName, words, StringComparison.Ordinal);
    }

    // Before a date is a negative number; a task may ask nothing; a field that was cleared has the value of the toolbox.
    [Theory]
    [InlineData("reintegration", "before-handover", "offset", "-42")]
    [InlineData("extra-task", "task", "dueOffset", " 7 ")]
    [InlineData("extra-task", "task", "form", "")]
    [InlineData("extra-task", "task", "form", "[]")]
    [InlineData("carry-out", "talk", "everyDays", "")]
    public async Task What_can_be_meant_is_published(string flow, string activity, string input, string value)
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        await SaveAsync(eva, await WithAsync(eva, flow, activity, input, value), publish: true);
    }

    // A flow of its own that is like a shipped one but for what stands in one field.
    private static async Task<JsonObject> WithAsync(HttpClient eva, string flow, string activity, string input, string value)
    {
        var model = await GetAsync(eva, $"/workflow-definitions/by-definition-id/{flow}?versionOptions=Published");
        model["definitionId"] = $"like-{flow}";
        model.Remove("id");
        var asked = Activities(model["root"]).Single(candidate => (string?)candidate["id"] == activity);
        asked[input] = new JsonObject { ["typeName"] = asked[input]?["typeName"]?.DeepClone() ?? "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
        return model;
    }
}
