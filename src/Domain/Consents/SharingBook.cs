using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Consents;

/// <summary>What was shared. Stored as the numbers.</summary>
public enum SharedMatter
{
    /// <summary>The needs map, on the person's consent.</summary>
    NeedsMap = 1,

    /// <summary>One acute measure with the one who delivers it, because it cannot be done otherwise.</summary>
    AcuteMeasure = 2,
}

/// <summary>
/// What was shared with which member, from when until when. The needs map is shared on consent alone and seen only through here, so
/// that without consent there is nothing to see.
/// </summary>
public sealed class SharingBook
{
    private readonly Case _case;
    private readonly List<Sharing> _sharings;

    internal SharingBook(Case owner, List<Sharing> sharings) => (_case, _sharings) = (owner, sharings);

    /// <summary>Every sharing, oldest first, ended ones too.</summary>
    public IReadOnlyList<Sharing> All => _sharings;

    /// <summary>Whether the member may see the needs map: shared, not stopped, and the consent stands.</summary>
    public bool IsSharedWith(int memberNumber) =>
        _case.Consent.IsGiven
        && _sharings.Exists(sharing => sharing.MemberNumber == memberNumber && sharing is { Matter: SharedMatter.NeedsMap, StoppedAt: null });

    /// <summary>
    /// Shares the needs map with members of the group (all who are in it when <paramref name="members"/> is empty). Refused without consent.
    /// A member it is shared with already stays as is.
    /// </summary>
    public Refusal? ShareNeedsMap(ImmutableArray<int> members, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (!_case.Consent.IsGiven)
            return Refusal.Of(RefusalCodes.SharedWithoutConsent);
        var numbers = members.IsDefaultOrEmpty ? [.. _case.Group.Members.Select(member => member.Number)] : members;
        if (numbers.IsEmpty)
            return Refusal.Of(RefusalCodes.NobodyToShareWith, "members");
        if (numbers.FirstOrDefault(number => _case.Group.Find(number) is not { LeftOn: null }) is var unknown and not 0)
            return Refusal.Of(RefusalCodes.MemberUnknown, "members", $"{unknown}");
        foreach (var number in numbers.Distinct().Where(number => !IsSharedWith(number)))
            Add(number, SharedMatter.NeedsMap, null, entry);
        return null;
    }

    /// <summary>
    /// Somebody has joined the group: they see the needs map at once when the group does, or has been asked for input or told of a plan. Nothing without
    /// consent. False: there was nothing to share.
    /// </summary>
    public bool ShareWithJoiner(int memberNumber, Entry entry)
    {
        var isShared = _case.InputClosedOn is not null || _case.Plan.AgreedOn is not null
            || _sharings.Exists(sharing => sharing is { Matter: SharedMatter.NeedsMap, StoppedAt: null });
        return isShared && !IsSharedWith(memberNumber) && ShareNeedsMap([memberNumber], entry) is null;
    }

    internal void ShareAcute(int memberNumber, int measureNumber, Entry entry) => Add(memberNumber, SharedMatter.AcuteMeasure, measureNumber, entry);

    /// <summary>The consent is withdrawn: the map is shared with nobody any more. Acute measures never rested on it.</summary>
    internal void StopAll(DateTimeOffset at)
    {
        foreach (var sharing in _sharings.Where(sharing => sharing is { Matter: SharedMatter.NeedsMap, StoppedAt: null }))
            sharing.Stop(at);
    }

    internal void StopFor(int memberNumber, DateTimeOffset at)
    {
        foreach (var sharing in _sharings.Where(sharing => sharing.MemberNumber == memberNumber && sharing.StoppedAt is null))
            sharing.Stop(at);
    }

    private void Add(int member, SharedMatter matter, int? measure, Entry entry) =>
        _sharings.Add(new Sharing(_sharings.Count + 1, member, matter, measure, entry.At, entry.Actor.Id));
}

/// <summary>Something shared with one member for a time.</summary>
public sealed class Sharing
{
    private Sharing()
    {
    }

    internal Sharing(int number, int memberNumber, SharedMatter matter, int? measureNumber, DateTimeOffset sharedAt, string sharedBy) =>
        (Number, MemberNumber, Matter, MeasureNumber, SharedAt, SharedBy) = (number, memberNumber, matter, measureNumber, sharedAt, sharedBy);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The group member.</summary>
    public int MemberNumber { get; private set; }

    /// <summary>The needs map, or one acute measure.</summary>
    public SharedMatter Matter { get; private set; }

    /// <summary>The acute measure; null for the needs map.</summary>
    public int? MeasureNumber { get; private set; }

    /// <summary>From when, UTC.</summary>
    public DateTimeOffset SharedAt { get; private set; }

    /// <summary>Who shared it: an actor's id.</summary>
    public string SharedBy { get; private set; } = "";

    /// <summary>Until when, UTC; null: still.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    internal void Stop(DateTimeOffset at) => StoppedAt = at;
}
