using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

/// <summary>
/// The act of entering something in a case: who types and when (business clock, UTC). Apart from <see cref="Held"/>, which says
/// who did the thing itself and on which day.
/// </summary>
public sealed record Entry(Actor Actor, DateTimeOffset At)
{
    /// <summary>The day of <see cref="At"/> in Norway.</summary>
    public DateOnly Today => NorwegianTime.DateOf(At);

    /// <summary>Something entered by a signed-in user.</summary>
    public static Entry By(string userId, DateTimeOffset now) => new(Actor.User(userId), now);

    /// <summary>Refuses a day after the one it is entered on, and one before all that can have happened.</summary>
    internal Refusal? CheckNotFuture(DateOnly on, string field) =>
        on > Today ? Refusal.Of(RefusalCodes.DateInFuture, field, on, Today) : DateLimits.Check(on, field);

    /// <summary>Refuses what nobody held, and what was held in the future.</summary>
    internal Refusal? CheckHeld(Held held) =>
        TextLimits.Require(held.By, TextLimits.Key, "heldBy", RefusalCodes.HolderMissing) ?? CheckNotFuture(held.On, "heldOn");
}

/// <summary>When a talk or meeting was held and by whom. <paramref name="By"/> is a user id. May lie before the day it is entered, never after.</summary>
public sealed record Held(DateOnly On, string By);
