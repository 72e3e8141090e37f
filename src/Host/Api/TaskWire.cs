using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Api;

/// <summary>Completing a task.</summary>
/// <param name="Outcome">The outcome chosen; null or missing: the form decides, or there is only one.</param>
/// <param name="Answers">Answers by field name; missing: none.</param>
public sealed record CompleteTaskRequest(string? Outcome = null, JsonObject? Answers = null);

/// <summary>A page of tasks.</summary>
/// <param name="Items">Earliest due first.</param>
/// <param name="Total">How many there are on all pages; 1,000 stands for that many or more.</param>
/// <param name="HasNext">Whether another page follows.</param>
public sealed record TaskListResource(ImmutableArray<TaskResource> Items, int Total, bool HasNext);

/// <summary>A human task.</summary>
public sealed record TaskResource
{
    public required Guid Id { get; init; }
    public Guid? CaseId { get; init; }
    public required string CaseReference { get; init; }

    /// <summary>For those who may see it.</summary>
    public string? PersonName { get; init; }

    /// <summary>Key of the process step.</summary>
    public required string Step { get; init; }
    /// <summary>What is to be done, in the caller's language as far as the flow says it.</summary>
    public required string Title { get; init; }
    /// <summary>Guidance, in the same language; may be empty.</summary>
    public required string Text { get; init; }
    public string? Role { get; init; }
    public string? Assignee { get; init; }

    /// <summary>Those who may all take it: <c>unit:</c> and a user role, or <c>agency:</c> and an agency's id.</summary>
    public string? CandidateGroup { get; init; }

    /// <summary><c>open</c>, <c>claimed</c>, <c>on-hold</c>, <c>completed</c> or <c>cancelled</c>, as it stands now.</summary>
    public required string Status { get; init; }
    public string? ClaimedBy { get; init; }

    /// <summary>When the claim ends by itself.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>When it comes back from hold by itself; with another status: it is not on hold.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
    public string? CompletedBy { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public string? Outcome { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public bool IsOverdue { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What If-Match takes.</summary>
    public required int Version { get; init; }

    public static TaskResource Of(TaskLine line, string language) => Of(line.Task, line.CaseReference, line.PersonName, language) with { IsOverdue = line.IsOverdue };

    public static TaskResource Of(HumanTask task, string reference, string? personName, string language) => new()
    {
        Id = task.Id,
        CaseId = task.CaseId,
        CaseReference = reference,
        PersonName = personName,
        Step = task.Step,
        Title = task.TitleIn(language),
        Text = task.TextIn(language),
        Role = task.Role,
        Assignee = task.Assignee,
        Status = Wire.Name(task.Status),
        CandidateGroup = task.CandidateGroup,
        ClaimedBy = task.ClaimedBy,
        ClaimedUntil = task.ClaimedUntil,
        HeldUntil = task.HeldUntil,
        CompletedBy = task.CompletedBy,
        CompletedAt = task.CompletedAt,
        Outcome = task.Outcome,
        DueAt = task.DueAt,
        CreatedAt = task.CreatedAt,
        Version = task.Version,
    };
}

/// <summary>A human task as it is opened, with its form and deadline.</summary>
public sealed record OpenedTaskResource
{
    public required TaskResource Task { get; init; }
    public required ImmutableArray<FieldResource> Form { get; init; }

    /// <summary>Answers known beforehand.</summary>
    public required JsonObject Prefill { get; init; }

    /// <summary>Outcomes to choose from; empty when the form decides.</summary>
    public required ImmutableArray<string> Outcomes { get; init; }
    public DeadlineResource? Deadline { get; init; }

    /// <summary>Whether the caller may complete it now.</summary>
    public required bool IsMine { get; init; }

    public static OpenedTaskResource Of(TaskView view, Texts texts) => new()
    {
        Task = TaskResource.Of(view.Task, view.CaseReference, view.PersonName, texts.Language) with { IsOverdue = view.Deadline?.IsOverdue ?? false },
        Form = [.. view.Form.Fields.Select(f => FieldResource.Of(f, texts.Language))],
        Prefill = view.Form.Prefill,
        Outcomes = view.Outcomes,
        Deadline = view.Deadline is { } d ? new DeadlineResource(d.Date, d.Reason.In(texts.Language), d.IsOverdue, [.. d.Rungs.Select(r => new RungResource(r.FiresAt, r.IsEscalation ? "escalate" : "remind", r.ToRole, r.HasFired))]) : null,
        IsMine = view.IsMine,
    };
}

/// <summary>A field of a task's form.</summary>
public sealed record FieldResource(
    string Name, string Kind, string Label, string? Hint, bool Required, int MaxLength, ImmutableArray<ChoiceResource> Choices, ImmutableArray<FieldResource> Columns)
{
    internal static FieldResource Of(FormField field, string language) => new(
        field.Name, Form.NameOf(field.Kind), field.Label.In(language), field.Hint?.In(language), field.IsRequired, field.MaxLength,
        [.. field.Choices.Select(c => new ChoiceResource(c.Value, c.Label.In(language)))], [.. field.Columns.Select(c => Of(c, language))]);
}

/// <summary>One thing that can be chosen.</summary>
public sealed record ChoiceResource(string Value, string Label);

/// <summary>Where a deadline comes from and what happens when it passes. <paramref name="Date"/> null: not known yet.</summary>
public sealed record DeadlineResource(DateOnly? Date, string Reason, bool IsOverdue, ImmutableArray<RungResource> Rungs);

/// <summary>A reminder or escalation.</summary>
public sealed record RungResource(DateTimeOffset? FiresAt, string Do, string ToRole, bool HasFired);
