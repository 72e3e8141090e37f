using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Tasks;

/// <summary>What somebody adds to a case.</summary>
public sealed record NewExtraTask
{
    /// <summary>What is to be done, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>More of it; null: nothing.</summary>
    public string? Text { get; init; }

    /// <summary>Role in the case whose holder does it. Exactly one of this and <see cref="Assignee"/>.</summary>
    public string? Role { get; init; }

    /// <summary>User id of who does it.</summary>
    public string? Assignee { get; init; }

    /// <summary>Last day; null: no deadline.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Says nothing of what was typed.</summary>
    public override string ToString() => nameof(NewExtraTask);
}

/// <summary>
/// A task that people add to a case beside its flow (ekstra oppgave). A small flow of its own carries the human task and its deadline; title and
/// text are typed about a person and stand here, with the case. Stored by itself, not with the case.
/// </summary>
public sealed class ExtraTask
{
    private ExtraTask()
    {
    }

    /// <summary>The task.</summary>
    public Guid Id { get; private set; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>The instance of the flow that carries it.</summary>
    public Guid InstanceId { get; private set; }

    /// <summary>What is to be done.</summary>
    public string Title { get; private set; } = "";

    /// <summary>More of it; may be empty.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Role in the case; null: the person alone.</summary>
    public string? Role { get; private set; }

    /// <summary>User id; null: whoever holds the role.</summary>
    public string? Assignee { get; private set; }

    /// <summary>Last day; null: no deadline.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>User id of who added it.</summary>
    public string MadeBy { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>User id of who cancelled it; null: nobody.</summary>
    public string? CancelledBy { get; private set; }

    /// <summary>When it was cancelled, UTC; null: it was not.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Why, in their words; null: it was not.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>Makes a task, or says why not. <paramref name="today"/>: the day in Norway.</summary>
    public static ExtraTaskMaking Make(Guid id, Guid caseId, Guid instanceId, NewExtraTask wish, string madeBy, DateTimeOffset now, DateOnly today)
    {
        if (Check(wish, today) is { } refusal)
            return new ExtraTaskMaking.Refused(refusal);
        return new ExtraTaskMaking.Made(new ExtraTask
        {
            Id = id,
            CaseId = caseId,
            InstanceId = instanceId,
            Title = wish.Title.Trim(),
            Text = wish.Text?.Trim() ?? "",
            Role = Blank(wish.Role),
            Assignee = Blank(wish.Assignee),
            DueOn = wish.DueOn,
            MadeBy = madeBy,
            MadeAt = now,
        });
    }

    /// <summary>It is no longer wanted. Refused without a reason and the second time.</summary>
    public Refusal? Cancel(string reason, string cancelledBy, DateTimeOffset now)
    {
        if (CancelledAt is not null)
            return Refusal.Of(RefusalCodes.ExtraTaskOver);
        if (TextLimits.Require(reason, TextLimits.Reason, "reason", RefusalCodes.ReasonMissing) is { } refusal)
            return refusal;
        (CancelledBy, CancelledAt, CancelReason) = (cancelledBy, now, reason.Trim());
        return null;
    }

    private static Refusal? Check(NewExtraTask wish, DateOnly today) =>
        TextLimits.Require(wish.Title, TextLimits.Line, "title")
        ?? TextLimits.Check(wish.Text, TextLimits.Text, "text")
        ?? (Blank(wish.Role) is null == Blank(wish.Assignee) is null ? Refusal.Of(RefusalCodes.ExtraTaskForNobody, "role") : null)
        ?? (wish.DueOn < today ? Refusal.Of(RefusalCodes.ExtraTaskDuePast, "dueOn", today) : null)
        ?? DateLimits.Check(wish.DueOn, "dueOn");

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What making a task ended in. Closed.</summary>
public abstract record ExtraTaskMaking
{
    private ExtraTaskMaking()
    {
    }

    /// <summary>Made; nothing is stored yet.</summary>
    public sealed record Made(ExtraTask Task) : ExtraTaskMaking;

    /// <summary>Not made.</summary>
    public sealed record Refused(Refusal Refusal) : ExtraTaskMaking;
}
