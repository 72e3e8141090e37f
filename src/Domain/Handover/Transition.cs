using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Handover;

/// <summary>Where the responsibility goes. Stored as the numbers.</summary>
public enum TransitionKind
{
    /// <summary>To another unit or prison.</summary>
    OtherUnit = 1,

    /// <summary>To a probation office, without electronic monitoring.</summary>
    Probation = 2,

    /// <summary>Release to the home municipality.</summary>
    Release = 3,

    /// <summary>To a probation office, to serve at home with electronic monitoring.</summary>
    ProbationWithMonitoring = 4,
}

/// <summary>How far a handover is. Stored as the numbers.</summary>
public enum TransitionStatus
{
    /// <summary>Begun, not confirmed.</summary>
    Open = 1,

    /// <summary>Every role confirmed by its taker.</summary>
    Confirmed = 2,

    /// <summary>The transfer was called off.</summary>
    CalledOff = 3,

    /// <summary>Somebody took the responsibility in writing before every role was confirmed, and the transfer took effect so.</summary>
    TakenInWriting = 4,
}

/// <summary>A handover of responsibility (step 7): a transfer of one of the three kinds, with its lines and its checklist.</summary>
public sealed class Transition
{
    private Transition()
    {
    }

    internal Transition(int number, TransitionKind kind, string receiver, DateOnly begunOn) =>
        (Number, Kind, Receiver, BegunOn, Status) = (number, kind, receiver, begunOn, TransitionStatus.Open);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>Other unit, probation with or without monitoring, or release.</summary>
    public TransitionKind Kind { get; private set; }

    /// <summary>The receiving unit's id; for a release the municipality.</summary>
    public string Receiver { get; private set; } = "";

    /// <summary>The day it was begun.</summary>
    public DateOnly BegunOn { get; private set; }

    /// <summary>Open, confirmed, called off or taken over in writing.</summary>
    public TransitionStatus Status { get; private set; }

    /// <summary>The day it was confirmed; null: not.</summary>
    public DateOnly? ConfirmedOn { get; private set; }

    internal void Correct(DateOnly begunOn, DateOnly? confirmedOn) => (BegunOn, ConfirmedOn) = (begunOn, confirmedOn);

    internal void End(TransitionStatus status, DateOnly? confirmedOn) => (Status, ConfirmedOn) = (status, confirmedOn);
}

/// <summary>One role in a handover: who has it, who takes it, and how far that is.</summary>
public sealed class HandoverLine
{
    private HandoverLine()
    {
    }

    internal HandoverLine(int number, int transitionNumber, string role, int leaverHolding) =>
        (Number, TransitionNumber, Role, LeaverHolding) = (number, transitionNumber, role, leaverHolding);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The handover it belongs to.</summary>
    public int TransitionNumber { get; private set; }

    /// <summary>The role.</summary>
    public string Role { get; private set; } = "";

    /// <summary>Number of the holding that is handed over; another when its holder was replaced meanwhile.</summary>
    public int LeaverHolding { get; private set; }

    /// <summary>Number of the taker's own holding, which overlaps; null: no taker yet, or a member who takes over after release.</summary>
    public int? TakerHolding { get; private set; }

    /// <summary>The group member who takes over after release; null: no taker yet, or a user inside the service.</summary>
    public int? TakerMember { get; private set; }

    /// <summary>The day the taker joined; null: no taker yet.</summary>
    public DateOnly? JoinedOn { get; private set; }

    /// <summary>The day needs and plan were gone through; null: not yet.</summary>
    public DateOnly? GoneThroughOn { get; private set; }

    /// <summary>When the taker confirmed, UTC; null: not yet.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Has a taker who has confirmed and gone through needs and plan.</summary>
    public bool IsReady => ConfirmedAt is not null && GoneThroughOn is not null;

    /// <summary>Another hands the role over: the one who did has left it before that.</summary>
    internal void HandOn(int leaverHolding) => LeaverHolding = leaverHolding;

    internal void Take(int? holding, int? member, DateOnly on)
    {
        (TakerHolding, TakerMember, JoinedOn) = (holding, member, on);
        (GoneThroughOn, ConfirmedAt) = (null, null);
    }

    internal void Confirm(DateOnly goneThroughOn, DateTimeOffset at) => (GoneThroughOn, ConfirmedAt) = (goneThroughOn, at);
}

/// <summary>One thing to have done before the responsibility goes over.</summary>
public sealed class ChecklistItem
{
    private ChecklistItem()
    {
    }

    internal ChecklistItem(int number, int transitionNumber, string key) => (Number, TransitionNumber, Key) = (number, transitionNumber, key);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The handover it belongs to.</summary>
    public int TransitionNumber { get; private set; }

    /// <summary>What, as a key the interface has words for (see <see cref="Checklists"/>), or own words.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The day it was done; null: not yet.</summary>
    public DateOnly? DoneOn { get; private set; }

    /// <summary>Who entered that it was done: an actor's id; null: not done.</summary>
    public string? DoneBy { get; private set; }

    internal void Done(DateOnly on, string by) => (DoneOn, DoneBy) = (on, by);

    /// <summary>The day it was done; null: it was not done after all.</summary>
    internal void Correct(DateOnly? on) => (DoneOn, DoneBy) = (on, on is null ? null : DoneBy);
}

/// <summary>A farewell talk (step 8).</summary>
public sealed class Farewell
{
    private Farewell()
    {
    }

    internal Farewell(int number, FarewellTalk talk, Entry entry)
    {
        (Number, HeldOn, HeldBy, GoesOn) = (number, talk.Held.On, talk.Held.By, talk.GoesOn.Trim());
        (ResponsibilityTakenBy, ResponsibilityStatement) = (Blank(talk.ResponsibilityTakenBy), Blank(talk.ResponsibilityStatement));
        (EnteredAt, EnteredBy) = (entry.At, entry.Actor.Id);
    }

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The day it was held.</summary>
    public DateOnly HeldOn { get; private set; }

    /// <summary>The user who held it.</summary>
    public string HeldBy { get; private set; } = "";

    /// <summary>What goes on elsewhere. Personal text.</summary>
    public string GoesOn { get; private set; } = "";

    /// <summary>Who takes the responsibility in writing while a handover is open; null: nobody needs to.</summary>
    public string? ResponsibilityTakenBy { get; private set; }

    /// <summary>What they wrote; null with <see cref="ResponsibilityTakenBy"/>.</summary>
    public string? ResponsibilityStatement { get; private set; }

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Who entered it: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";

    internal void Correct(DateOnly heldOn, string heldBy, string goesOn) => (HeldOn, HeldBy, GoesOn) = (heldOn, heldBy, goesOn);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What a farewell talk leaves behind.</summary>
public sealed record FarewellTalk
{
    /// <summary>When and by whom.</summary>
    public required Held Held { get; init; }

    /// <summary>What goes on elsewhere; required.</summary>
    public required string GoesOn { get; init; }

    /// <summary>Who takes the responsibility for what is still open; null: nobody. Only together with a statement.</summary>
    public string? ResponsibilityTakenBy { get; init; }

    /// <summary>What they put in writing.</summary>
    public string? ResponsibilityStatement { get; init; }

    /// <summary>Whether somebody takes the responsibility in writing.</summary>
    public bool IsTakenInWriting => !string.IsNullOrWhiteSpace(ResponsibilityTakenBy) && !string.IsNullOrWhiteSpace(ResponsibilityStatement);
}
