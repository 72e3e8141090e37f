using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Api;

/// <summary>An alteration of an instance.</summary>
public sealed record AlterationRequest
{
    /// <summary><c>cancel</c>, <c>retry</c>, <c>skip</c>, <c>modify-variable</c>, <c>move</c> or <c>migrate</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Why; needed to apply, not to preview. About the flow, not about persons.</summary>
    public string? Reason { get; init; }

    /// <summary>For retry and skip.</summary>
    public Guid? IncidentId { get; init; }

    /// <summary>For skip; missing: Done.</summary>
    public string? Outcome { get; init; }

    /// <summary>For modify-variable: id or name.</summary>
    public string? Variable { get; init; }

    /// <summary>For modify-variable: the running container that declares it; missing: the workflow.</summary>
    public long? ExecutionId { get; init; }

    /// <summary>For modify-variable: the new value; null empties it.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>For move: number of the running execution; or <see cref="FromActivity"/>.</summary>
    public long? FromExecution { get; init; }

    /// <summary>For move: id of an activity that runs once.</summary>
    public string? FromActivity { get; init; }

    /// <summary>For move: the activity to go on with.</summary>
    public string? ToActivity { get; init; }

    /// <summary>For migrate: a newer version.</summary>
    public string? VersionId { get; init; }

    /// <summary>For migrate: sub-flows not started yet in their published versions too.</summary>
    public bool UpdateSubflows { get; init; }

    /// <summary>The alteration; null: fields are missing, and <paramref name="problems"/> names them.</summary>
    internal Alteration? Read(out ImmutableArray<FieldProblem> problems)
    {
        var missing = ImmutableArray.CreateBuilder<FieldProblem>();
        var known = Kind switch
        {
            "cancel" => new Alteration.Cancel(),
            "retry" => new Alteration.Retry(Needed(IncidentId, "incidentId")),
            "skip" => new Alteration.Skip(Needed(IncidentId, "incidentId"), string.IsNullOrEmpty(Outcome) ? null : Outcome),
            "modify-variable" => new Alteration.ModifyVariable(ExecutionId, Text(Variable, "variable"), Value ?? default),
            "move" => new Alteration.MoveTo(FromExecution, FromExecution is null ? Text(FromActivity, "fromActivity") : null, Text(ToActivity, "toActivity")),
            "migrate" => new Alteration.Migrate(Text(VersionId, "versionId"), UpdateSubflows),
            _ => Unknown(),
        };
        problems = missing.ToImmutable();
        return problems.IsEmpty ? known : null;

        string Text(string? value, string field)
        {
            if (string.IsNullOrEmpty(value) || value.Length > 500) missing.Add(new FieldProblem(field, "1–500"));
            return value ?? "";
        }

        Guid Needed(Guid? value, string field)
        {
            if (value is null) missing.Add(new FieldProblem(field, "An id is needed."));
            return value ?? Guid.Empty;
        }

        Alteration? Unknown()
        {
            missing.Add(new FieldProblem("kind", string.Join(", ", Alteration.Kinds)));
            return null;
        }
    }
}

/// <summary>A migration of the running instances of a version.</summary>
public sealed record MigrationRequest
{
    /// <summary>The version they run.</summary>
    public required string FromVersionId { get; init; }

    /// <summary>The version they are to run.</summary>
    public required string ToVersionId { get; init; }

    /// <summary>Sub-flows not started yet in their published versions too.</summary>
    public bool UpdateSubflows { get; init; }

    /// <summary>To preview: the last instance of the page before; missing: from the oldest.</summary>
    public Guid? After { get; init; }

    /// <summary>To preview: how many, at most 200; missing: 200.</summary>
    public int? Take { get; init; }

    /// <summary>To apply: why.</summary>
    public string? Reason { get; init; }

    /// <summary>To apply: which instances, at most 200.</summary>
    public IReadOnlyList<MigratingInstance>? Instances { get; init; }
}

/// <summary>An instance of a migration. <paramref name="Revision"/>: that of its preview; missing: whatever it is at.</summary>
public sealed record MigratingInstance(Guid Id, long? Revision = null);
