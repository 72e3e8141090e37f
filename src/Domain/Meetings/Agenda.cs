using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Changes;

namespace ProcessAutomation.Domain.Meetings;

/// <summary>
/// What meetings must discuss. A change goes to the earliest meeting that is booked, whether with the person or the group; what is to be presented to the group
/// goes to the earliest meeting of the group. While none is booked it waits and goes to the first that is. It stays until a meeting it stood on has been held.
/// </summary>
public sealed class Agenda
{
    private readonly List<AgendaItem> _items;
    private readonly List<Meeting> _meetings;

    internal Agenda(List<AgendaItem> items, List<Meeting> meetings) => (_items, _meetings) = (items, meetings);

    /// <summary>Every item there was, oldest first.</summary>
    public IReadOnlyList<AgendaItem> All => _items;

    /// <summary>Changes no meeting has discussed yet, booked for one or waiting.</summary>
    public IEnumerable<AgendaItem> Open => _items.Where(item => item.DiscussedOn is null);

    /// <summary>The items of one meeting.</summary>
    public IEnumerable<AgendaItem> Of(int meetingNumber) => _items.Where(item => item.MeetingNumber == meetingNumber);

    /// <summary>What the group has not been presented yet, booked for a meeting or waiting.</summary>
    public IEnumerable<AgendaTopic> OpenTopics => Open.Where(item => item.Topic is not null).Select(item => item.Topic!.Value);

    /// <summary>Something is to be presented to the group. What waits for that already is not put there twice.</summary>
    internal void Put(AgendaTopic topic, DateTimeOffset at)
    {
        if (OpenTopics.Contains(topic))
            return;
        _items.Add(new AgendaItem(_items.Count + 1, topic, at));
        Rebind();
    }

    /// <summary>The group has heard of what waited to be presented, before the case was kept here.</summary>
    internal void WasPresented(DateOnly on)
    {
        foreach (var item in Open.Where(item => item.Topic is not null))
            item.Discuss(on);
    }

    internal void Put(Change change)
    {
        _items.Add(new AgendaItem(_items.Count + 1, change.Number, "", change.At));
        Rebind();
    }

    internal void Put(int meetingNumber, string text, DateTimeOffset at)
    {
        var item = new AgendaItem(_items.Count + 1, null, text, at);
        item.MoveTo(meetingNumber);
        _items.Add(item);
    }

    /// <summary>A meeting was held: what had been put on its agenda by the end of that day has been discussed.</summary>
    internal void Discuss(int meetingNumber, DateOnly heldOn)
    {
        foreach (var item in Open.Where(item => item.MeetingNumber == meetingNumber && NorwegianTime.DateOf(item.AddedAt) <= heldOn))
            item.Discuss(heldOn);
        Rebind();
    }

    /// <summary>Moves what is open to the meeting that now comes next; called when a meeting is booked, moved, held or called off.</summary>
    internal void Rebind()
    {
        var booked = _meetings.Where(meeting => meeting.Status == MeetingStatus.Booked).OrderBy(meeting => meeting.PlannedAt).ThenBy(meeting => meeting.Number).ToList();
        var (next, nextOfGroup) = (booked.FirstOrDefault(), booked.Find(meeting => meeting.Kind == MeetingKind.GroupMeeting));
        foreach (var item in Open)
        {
            var stays = item.ChangeNumber is null && item.Topic is null && _meetings.Exists(meeting => meeting.Number == item.MeetingNumber && meeting.Status == MeetingStatus.Booked);
            if (!stays)
                item.MoveTo((item.Topic is null ? next : nextOfGroup)?.Number);
        }
    }
}

/// <summary>What the group is presented in a meeting. Stored as the numbers.</summary>
public enum AgendaTopic
{
    /// <summary>The members' input to measures, step 4.</summary>
    Input = 1,

    /// <summary>The plan the person has chosen, step 5.</summary>
    Plan = 2,
}

/// <summary>One thing to discuss: a change, something to present to the group, or a text somebody put there.</summary>
public sealed class AgendaItem
{
    private AgendaItem()
    {
    }

    internal AgendaItem(int number, int? changeNumber, string text, DateTimeOffset addedAt) =>
        (Number, ChangeNumber, Text, AddedAt) = (number, changeNumber, text, addedAt);

    internal AgendaItem(int number, AgendaTopic topic, DateTimeOffset addedAt) => (Number, Topic, AddedAt) = (number, topic, addedAt);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The meeting it stands on; null: waits for one to be booked.</summary>
    public int? MeetingNumber { get; private set; }

    /// <summary>The change it is about; null: an item of its own.</summary>
    public int? ChangeNumber { get; private set; }

    /// <summary>What the group is to be presented; null: a change, or an item of its own.</summary>
    public AgendaTopic? Topic { get; private set; }

    /// <summary>The item's own text; empty for a change or a topic.</summary>
    public string Text { get; private set; } = "";

    /// <summary>When it was put there, UTC.</summary>
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>The day the meeting discussed it; null: open.</summary>
    public DateOnly? DiscussedOn { get; private set; }

    internal void MoveTo(int? meetingNumber) => MeetingNumber = meetingNumber;

    internal void Discuss(DateOnly on) => DiscussedOn = on;
}
