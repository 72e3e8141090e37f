using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

// How the person was summoned.
public sealed partial class Case
{
    /// <summary>The day the summons went out; null: not yet.</summary>
    public DateOnly? SummonedOn { get; private set; }

    /// <summary>How the summons went out; null: not yet.</summary>
    public SummonsChannel? SummonedBy { get; private set; }

    /// <summary>Who handed over or posted the summons that went as a letter: a user id; null: not a letter, or not yet.</summary>
    public string? SummonsDeliveredBy { get; private set; }

    /// <summary>
    /// The summons went out (step 0.1): an e-mail when it is sent, a letter when it is handed over or posted. Refused without a named
    /// contact officer, twice, or for a case that does not go on.
    /// </summary>
    public Refusal? Summon(SummonsChannel channel, DateOnly sentOn, Entry entry, string? deliveredBy = null)
    {
        if ((CheckGoesOn() ?? entry.CheckNotFuture(sentOn, "sentOn") ?? TextLimits.Check(deliveredBy, TextLimits.Key, "deliveredBy") ?? CheckSummons()) is { } refusal)
            return refusal;
        (SummonedOn, SummonedBy, SummonsDeliveredBy) = (sentOn, channel, channel == SummonsChannel.Letter ? deliveredBy : null);
        return null;
    }

    /// <summary>Refuses what a summons may not go out without; null: it may, or may be printed to be handed over.</summary>
    public Refusal? CheckSummons() =>
        CheckGoesOn()
        ?? (Roles.ContactOfficer is null ? Refusal.Of(RefusalCodes.SummonsWithoutContactPerson) : null)
        ?? (SummonedOn is { } before ? Refusal.Of(RefusalCodes.AlreadySummoned, "sentOn", before) : null);

    internal void CorrectSummons(DateOnly on, SummonsChannel channel) => (SummonedOn, SummonedBy) = (on, channel);
}
