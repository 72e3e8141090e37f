using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Alterations;

namespace ProcessAutomation.Host.Instances;

/// <summary>An alteration as a page posts it: first to be previewed, then, with the revision seen and a reason, to be applied.</summary>
public sealed record PostedAlteration
{
    /// <summary>Names of the inputs, in the order they are repeated in the confirming form.</summary>
    private static readonly string[] Names = ["kind", "incident", "outcome", "execution", "variable", "value", "empty", "from", "to", "version", "subflows"];

    /// <summary>What was typed and chosen, to stand in the confirming form.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Null: something needed was not chosen.</summary>
    public Alteration? Alteration { get; init; }

    public string Kind => Fields.GetValueOrDefault("kind", "");

    /// <summary>True: it is confirmed.</summary>
    public bool IsApply { get; init; }

    /// <summary>The revision of the preview that was confirmed; null: there was none.</summary>
    public long? Revision { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Null: the form asks for no alteration.</summary>
    public static PostedAlteration? Read(IFormCollection form)
    {
        if (!Alteration.Kinds.Contains(form["kind"].ToString())) return null;
        var fields = Names.Where(name => form.ContainsKey(name)).ToDictionary(name => name, name => form[name].ToString(), StringComparer.Ordinal);
        return new PostedAlteration
        {
            Fields = fields,
            Alteration = AlterationOf(fields),
            IsApply = form["step"] == "apply",
            Revision = long.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null,
            Reason = form["reason"].ToString(),
        };
    }

    private static Alteration? AlterationOf(Dictionary<string, string> fields)
    {
        var incident = Guid.TryParse(fields.GetValueOrDefault("incident"), out var id) ? id : (Guid?)null;
        long? execution = long.TryParse(fields.GetValueOrDefault("execution"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return fields["kind"] switch
        {
            "cancel" => new Alteration.Cancel(),
            "retry" when incident is { } retried => new Alteration.Retry(retried),
            "skip" when incident is { } skipped => new Alteration.Skip(skipped, Text(fields, "outcome")),
            "modify-variable" when Text(fields, "variable") is { } variable => new Alteration.ModifyVariable(execution, variable, ValueOf(fields)),
            "move" when Text(fields, "to") is { } to && long.TryParse(fields.GetValueOrDefault("from"), NumberStyles.None, CultureInfo.InvariantCulture, out var from) =>
                new Alteration.MoveTo(from, null, to),
            "migrate" when Text(fields, "version") is { } version => new Alteration.Migrate(version, fields.ContainsKey("subflows")),
            _ => null,
        };
    }

    // Text is converted to the variable's type by the planner, as designers write it.
    private static JsonElement ValueOf(Dictionary<string, string> fields) => fields.ContainsKey("empty")
        ? default
        : JsonSerializer.SerializeToElement(JsonValue.Create(fields.GetValueOrDefault("value", "")));

    private static string? Text(Dictionary<string, string> fields, string name) => fields.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
}
