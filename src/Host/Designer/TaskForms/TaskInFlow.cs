using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Studio;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>An activity of a stored flow that asks people: who, when, reminders, and the form where it has one of its own. Not thread-safe: it changes its flow.</summary>
internal sealed class TaskInFlow
{
    /// <summary>Name of the input that holds rungs, which every activity that asks people has.</summary>
    public const string Rungs = "Rungs";

    /// <summary>Name of the input that holds a form.</summary>
    public const string FormInput = "Form";

    /// <summary>Stands for the role of whoever holds the task.</summary>
    public const string Holder = "holder";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // it goes into JSON again, never into a page

    private readonly JsonObject _flow;
    private readonly JsonObject _activity;

    private TaskInFlow(JsonObject flow, JsonObject activity, ActivityDescriptor descriptor) => (_flow, _activity, Descriptor) = (flow, activity, descriptor);

    /// <summary>Its type.</summary>
    public ActivityDescriptor Descriptor { get; }

    /// <summary>Its id in the flow.</summary>
    public string Id => StudioDefinitions.TextOf(_activity, "id") ?? "";

    /// <summary>What stands on it in the drawing.</summary>
    public string Name => _activity["metadata"] is JsonObject metadata && StudioDefinitions.TextOf(metadata, "displayText") is { Length: > 0 } text ? text : Descriptor.DisplayName;

    /// <summary>Whether the form is the task's own, and not that of a step.</summary>
    public bool HasOwnForm => Descriptor.Inputs.Any(input => input.Name == FormInput) && Of("Step").Text is null or "";

    /// <summary>How it can end, where the drawing says so; empty: in one way.</summary>
    public ImmutableArray<string> Outcomes => Of("Outcomes").Text is { Length: > 0 } json && TryList(json) is { } names ? names : [];

    /// <summary>The form's fields; null: they cannot be read, or are only known while the flow runs.</summary>
    public JsonArray? Fields
    {
        get
        {
            if (Of(FormInput) is not { IsComputed: false } input)
                return null;
            try
            {
                return string.IsNullOrWhiteSpace(input.Text) ? [] : JsonNode.Parse(input.Text) as JsonArray;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>Rungs of its own; null: those of the plain inputs go. The holder's role is <see cref="Holder"/>.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    public ImmutableArray<Rung>? OwnRungs => Of(Rungs) switch
    {
        { IsComputed: true } => throw new FormatException("They are computed while the flow runs."),
        { Text: { Length: > 0 } json } => Ladder.Parse(json, Holder),
        _ => null,
    };

    /// <summary>The rungs of the plain inputs; null: only known while the flow runs.</summary>
    public ImmutableArray<Rung>? PlainRungs
    {
        get
        {
            var (before, after, to) = (Of("RemindBefore"), Of("EscalateAfter"), Of("EscalateTo"));
            if (before.IsComputed || after.IsComputed || to.IsComputed)
                return null;
            try
            {
                return Ladder.Of(before.Text, after.Text, to.Text is { Length: > 0 } role ? role : CaseRoles.UnitLeader, Unit, Holder);
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>What its days are.</summary>
    public DeadlineUnit Unit => Ladder.TryUnit(Of("DueUnit").Text, out var unit) ? unit : DeadlineUnit.Days;

    /// <summary>The deadline in words; null: it has none, or one only known while the flow runs.</summary>
    public Phrase? Deadline => Of("DueFact").Text is { Length: > 0 } fact && (Of("DueOffset") is { Text: null, IsComputed: false } ? 0 : Of("DueOffset").Number) is { } offset
        ? DeadlineWords.Of(fact, offset, Unit)
        : null;

    /// <summary>A mark that changes when the form or the rungs do.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_activity[Key(FormInput)]?.ToJsonString()}\n{_activity[Key(Rungs)]?.ToJsonString()}")).AsSpan(0, 8));

    /// <summary>The flow as text, with what has been changed in it.</summary>
    public string FlowText => _flow.ToJsonString();

    /// <summary>All tasks of a flow in the order they are read: from left to right, those above first.</summary>
    public static ImmutableArray<TaskInFlow> AllOf(StoredDefinition stored, ActivityRegistry registry)
    {
        var flow = StudioDefinitions.Parse(stored.Json);
        flow["definitionId"] = stored.DefinitionId; // the row knows which definition a text is of
        var found = new List<TaskInFlow>();
        Collect(flow["root"], flow, registry, found);
        return [.. found.OrderBy(task => task.Place("x")).ThenBy(task => task.Place("y"))];
    }

    /// <summary>What an input holds; where the flow says nothing, what its type says.</summary>
    public InputText Of(string input)
    {
        var given = InputText.Of(_flow, _activity, input);
        return given is { Text: null, IsComputed: false } && Descriptor.Inputs.FirstOrDefault(candidate => candidate.Name == input)?.DefaultValue is { } standard
            ? new InputText(Convert.ToString(standard, System.Globalization.CultureInfo.InvariantCulture), null, false)
            : given;
    }

    /// <summary>The fields of the form, or the columns of a list in it; null: there is no such list, or they cannot be read.</summary>
    /// <param name="list">Name of the list; null: the form itself.</param>
    public JsonArray? FieldsOf(string? list) => list is null ? Fields : ListIn(Fields, list) is { } found ? found["columns"] as JsonArray ?? [] : null;

    /// <summary>
    /// Gives it the form of checked rows, or one of its lists their columns. Null: written; else why publishing would refuse it, in publishing's words.
    /// </summary>
    public ProblemText? Write(JsonArray rows, string? list)
    {
        var whole = Fields ?? [];
        if (list is null)
            whole = FieldRows.Read(rows, whole);
        else if (ListIn(whole, list) is { } found)
            found["columns"] = FieldRows.Read(rows, found["columns"] as JsonArray ?? []);
        try
        {
            _ = Form.Parse(Complete(whole).ToJsonString());
        }
        catch (UnreadableInputException fault)
        {
            return fault.Text;
        }

        Write(FormInput, whole.Count == 0 ? null : whole.ToJsonString(Readable));
        return null;
    }

    /// <summary>Gives it rungs; null: those of the plain inputs go.</summary>
    public void Write(ImmutableArray<Rung>? rungs) => Write(Rungs, rungs is { } own ? LadderForm.ToJson(own) : null);

    private void Write(string input, string? text)
    {
        if (text is null)
            _activity.Remove(Key(input));
        else
            _activity[Key(input)] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text } };
    }

    private static JsonObject? ListIn(JsonArray? fields, string name) =>
        fields?.OfType<JsonObject>().FirstOrDefault(field => FieldsForm.Text(field, "name") == name && FieldsForm.Text(field, "kind") == "rows");

    // A list that is new has no columns yet: they are given on the list's own page, and publishing asks for them.
    private static JsonArray Complete(JsonArray fields)
    {
        var complete = (JsonArray)fields.DeepClone();
        foreach (var field in complete.OfType<JsonObject>().Where(field => FieldsForm.Text(field, "kind") == "rows" && field["columns"] is not JsonArray { Count: > 0 }))
            field["columns"] = new JsonArray(new JsonObject { ["name"] = "column" });
        return complete;
    }

    private double Place(string axis) =>
        _activity["metadata"]?["designer"]?["position"]?[axis] is JsonValue value && value.TryGetValue<double>(out var place) ? place : 0;

    private static string Key(string input) => JsonNamingPolicy.CamelCase.ConvertName(input);

    private static ImmutableArray<string>? TryList(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonArray list ? [.. list.OfType<JsonValue>().Select(item => item.ToString())] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Collect(JsonNode? node, JsonObject flow, ActivityRegistry registry, List<TaskInFlow> found)
    {
        if (node is JsonObject here)
        {
            if (StudioDefinitions.TextOf(here, "id") is not null && StudioDefinitions.TextOf(here, "type") is { } type
                && registry.TryFind(type, 0, out var known) && known.Descriptor.Inputs.Any(input => input.Name == Rungs))
                found.Add(new TaskInFlow(flow, here, known.Descriptor));
            foreach (var (_, value) in here)
                Collect(value, flow, registry, found);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
                Collect(item, flow, registry, found);
        }
    }
}
