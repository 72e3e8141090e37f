using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

// Whether work on the case goes on: it stands still, ends before its time, or is closed.
public sealed partial class Case
{
    /// <summary>Whether work goes on.</summary>
    public CaseStatus Status { get; private set; }

    /// <summary>When it was closed or stopped, UTC; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What it was stopped for; null: it was not, or before this was asked.</summary>
    public StopKind? StoppedFor { get; private set; }

    /// <summary>Why it is paused or was stopped; null otherwise.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>The case stands still. Refused without a reason or when it does not go on.</summary>
    public Refusal? Pause(string reason, Entry entry)
    {
        if ((CheckGoesOn() ?? TextLimits.Require(reason, TextLimits.Reason, "reason", RefusalCodes.ReasonMissing)) is { } refusal)
            return refusal;
        (Status, StatusReason) = (CaseStatus.Paused, reason);
        Changes.Record(ChangeKind.Paused, reason, entry);
        return null;
    }

    /// <summary>A paused case goes on.</summary>
    public Refusal? Resume(Entry entry)
    {
        if (Status != CaseStatus.Paused)
            return Refusal.Of(RefusalCodes.CaseNotPaused);
        (Status, StatusReason) = (CaseStatus.Open, null);
        Changes.Record(ChangeKind.Resumed, "", entry);
        return null;
    }

    /// <summary>Ends the case before its time for a reason that is no kind of its own.</summary>
    public Refusal? Stop(string reason, Entry entry) => Stop(StopKind.Other, reason, entry);

    /// <summary>Ends the case before its time. Refused without a reason or when it has ended. After a death nothing is sent to the person any more.</summary>
    public Refusal? Stop(StopKind kind, string reason, Entry entry)
    {
        if (Status is CaseStatus.Closed or CaseStatus.Stopped)
            return Refusal.Of(RefusalCodes.CaseEnded);
        if (TextLimits.Require(reason, TextLimits.Reason, "reason", RefusalCodes.ReasonMissing) is { } refusal)
            return refusal;
        (Status, StoppedFor, StatusReason, EndedAt) = (CaseStatus.Stopped, kind, reason, entry.At);
        return null;
    }

    /// <summary>
    /// Closes the case after a release: its farewell talk is held, and every handover is confirmed or somebody has taken the
    /// responsibility in writing.
    /// </summary>
    public Refusal? Close(Entry entry)
    {
        if ((CheckGoesOn() ?? Handovers.CheckClose()) is { } refusal)
            return refusal;
        (Status, EndedAt) = (CaseStatus.Closed, entry.At);
        return null;
    }

    /// <summary>Refuses unless work goes on.</summary>
    internal Refusal? CheckGoesOn() => Status switch
    {
        CaseStatus.Open => null,
        CaseStatus.Paused => Refusal.Of(RefusalCodes.CasePaused),
        _ => Refusal.Of(RefusalCodes.CaseEnded),
    };

    /// <summary>Refuses once it has ended; facts may be corrected while it is paused.</summary>
    internal Refusal? CheckNotEnded() => Status == CaseStatus.Paused ? null : CheckGoesOn();
}
