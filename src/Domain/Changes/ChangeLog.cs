using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;

namespace ProcessAutomation.Domain.Changes;

/// <summary>The change log. Whatever is written to it, by whomever, is put on the next meeting's agenda in the same breath: there is no other way in.</summary>
public sealed class ChangeLog
{
    private readonly List<Change> _changes;
    private readonly Agenda _agenda;

    internal ChangeLog(List<Change> changes, Agenda agenda) => (_changes, _agenda) = (changes, agenda);

    /// <summary>Every change, oldest first.</summary>
    public IReadOnlyList<Change> All => _changes;

    internal void Record(ChangeKind kind, string what, Entry entry)
    {
        var change = new Change(_changes.Count + 1, kind, what, entry.Actor.Id, entry.At);
        _changes.Add(change);
        _agenda.Put(change);
    }
}
