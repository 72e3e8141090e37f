using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Proposals;

/// <summary>
/// Input to measures (step 4). Every member sees all of it. A member can propose only when the needs map is shared with it; the contact
/// officer can always, so that a case without consent gets a plan too.
/// </summary>
public sealed class ProposalBook
{
    private readonly Case _case;
    private readonly List<Proposal> _proposals;

    internal ProposalBook(Case owner, List<Proposal> proposals) => (_case, _proposals) = (owner, proposals);

    /// <summary>Every proposal by number.</summary>
    public IReadOnlyList<Proposal> All => _proposals;

    /// <summary>The members who have given input, by number.</summary>
    public IEnumerable<int> Contributors => _proposals.Where(proposal => proposal.MemberNumber is not null).Select(proposal => proposal.MemberNumber!.Value).Distinct();

    /// <summary>Members the map is shared with who have given no input yet.</summary>
    public IEnumerable<int> Silent => _case.Group.Members.Select(member => member.Number).Where(_case.Sharing.IsSharedWith).Except(Contributors);

    /// <summary>The proposal with this number; null: none.</summary>
    public Proposal? Find(int number) => _proposals.Find(proposal => proposal.Number == number);

    /// <summary>
    /// Proposes a measure. Refused before the needs talk, after input closed, by a member who cannot see the needs, without times,
    /// requirements, needs it answers, or when it cannot be offered.
    /// </summary>
    public Refusal? Propose(NewProposal proposal, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (_case.PlannableFrom is null)
            return Refusal.Of(RefusalCodes.MeasureBeforeNeedsTalk);
        if (_case.InputClosedOn is { } closed)
            return Refusal.Of(RefusalCodes.InputClosed, "proposal", closed);
        if (proposal.MemberNumber is { } member)
        {
            if (_case.Group.Find(member) is not { LeftOn: null })
                return Refusal.Of(RefusalCodes.MemberUnknown, "member", $"{member}");
            if (!_case.Sharing.IsSharedWith(member))
                return Refusal.Of(RefusalCodes.NeedsNotShared, "member");
        }

        if (Check(proposal) is { } wrong)
            return wrong;
        _proposals.Add(new Proposal(_proposals.Count + 1, proposal, entry));
        return null;
    }

    /// <summary>
    /// Input closes: everybody has answered, or the time is over. What members have proposed is to be presented in the group's next meeting, and a plan the group
    /// was never told of because the person had not consented; without consent nothing is.
    /// </summary>
    public Refusal? CloseInput(DateOnly on, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckNotFuture(on, "closedOn")) is { } refusal)
            return refusal;
        if (_case.PlannableFrom is not { } talk)
            return Refusal.Of(RefusalCodes.MeasureBeforeNeedsTalk);
        if (on < talk)
            return Refusal.Of(RefusalCodes.DateBefore, "closedOn", talk);
        if (_case.InputClosedOn is { } closed)
            return Refusal.Of(RefusalCodes.InputClosed, "closedOn", closed);
        _case.InputClosedOn = on;
        if (_case.Consent.IsGiven && Contributors.Any())
            _case.Agenda.Put(AgendaTopic.Input, entry.At);
        if (_case.Consent.IsGiven && _case.Plan.AgreedOn is not null && _case.Group.Members.Any())
            _case.Agenda.Put(AgendaTopic.Plan, entry.At);
        return null;
    }

    /// <summary>
    /// Input opens again: the person has consented after it closed, so the group was never asked. A plan that is not agreed yet waits for it. Refused without
    /// consent, and while it is open.
    /// </summary>
    public Refusal? ReopenInput()
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (!_case.Consent.IsGiven)
            return Refusal.Of(RefusalCodes.SharedWithoutConsent);
        if (_case.InputClosedOn is null)
            return Refusal.Of(RefusalCodes.InputOpen);
        _case.InputClosedOn = null;
        return null;
    }

    private Refusal? Check(NewProposal proposal)
    {
        if ((TextLimits.Require(proposal.Title, TextLimits.Line, "title") ?? TextLimits.Check(proposal.Description, TextLimits.Text, "description")) is { } wrong)
            return wrong;
        if (proposal.StartsOn is null)
            return Refusal.Of(RefusalCodes.ProposalWithoutTime, "startsOn");
        if ((DateLimits.Check(proposal.StartsOn, "startsOn") ?? DateLimits.Check(proposal.EndsOn, "endsOn")) is { } outside)
            return outside;
        if (proposal.EndsOn < proposal.StartsOn)
            return Refusal.Of(RefusalCodes.EndsBeforeStart, "endsOn");
        if (TextLimits.Require(proposal.Requirements, TextLimits.Paragraph, "requirements", RefusalCodes.RequirementsMissing) is { } unsaid)
            return unsaid;
        if (!proposal.CanBeOffered)
            return Refusal.Of(RefusalCodes.ProposalCannotBeOffered, "canBeOffered");
        if (_case.Needs.CheckAnswers(proposal.Answers, "answers") is { } refusal)
            return refusal;
        return _proposals.Exists(other => other.MemberNumber == proposal.MemberNumber && string.Equals(other.Title, proposal.Title.Trim(), StringComparison.OrdinalIgnoreCase))
            ? Refusal.Of(RefusalCodes.ProposalTwice, "title")
            : null;
    }
}

/// <summary>A proposal as entered.</summary>
public sealed record NewProposal
{
    /// <summary>The member who proposes; null: the contact officer's own.</summary>
    public int? MemberNumber { get; init; }

    /// <summary>What, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>More about it, such as weekdays and place; null: nothing.</summary>
    public string? Description { get; init; }

    /// <summary>First day; required.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Last day; null: open-ended.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>What is required of the person, in words ("none" is an answer); required.</summary>
    public string? Requirements { get; init; }

    /// <summary>The numbers of the needs it answers; at least one.</summary>
    public ImmutableArray<int> Answers { get; init; } = [];

    /// <summary>The one who proposes says that it can be offered as things stand; must be true.</summary>
    public bool CanBeOffered { get; init; }
}

/// <summary>A proposed measure.</summary>
public sealed class Proposal
{
    /// <summary>The longest title.</summary>
    public const int MaxTitle = TextLimits.Line;

    private Proposal()
    {
    }

    internal Proposal(int number, NewProposal proposal, Entry entry)
    {
        (Number, MemberNumber, Title, Description) = (number, proposal.MemberNumber, proposal.Title.Trim(), proposal.Description);
        (StartsOn, EndsOn, Answers) = (proposal.StartsOn!.Value, proposal.EndsOn, [.. proposal.Answers.Distinct().Order()]); // checked
        (Requirements, EnteredAt, EnteredBy) = (proposal.Requirements!, entry.At, entry.Actor.Id); // checked
    }

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The member who proposes; null: the contact officer.</summary>
    public int? MemberNumber { get; private set; }

    /// <summary>What, in a line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>More about it; null: nothing.</summary>
    public string? Description { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day; null: open-ended.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>What is required of the person.</summary>
    public string Requirements { get; private set; } = "";

    /// <summary>The needs it answers.</summary>
    public ImmutableArray<int> Answers { get; private set; } = [];

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Who entered it: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";
}
