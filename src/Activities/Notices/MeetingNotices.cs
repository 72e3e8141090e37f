using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>
/// Whoever changes a case looks at what is booked before, and after it tells of every booking that was made, moved or called off: talks to the person, meetings
/// of the group to its members, and from arrival on to the person, who may attend. Whoever joins the group is told of the meetings it has booked. A time and a
/// place to ask is no need of the person: it goes without the consent to share needs.
/// </summary>
internal sealed class MeetingNotices
{
    private const string Talk = "meeting-booked";
    private const string OfGroup = "group-meeting-booked";

    private readonly FrozenDictionary<int, DateTimeOffset> _booked;
    private readonly FrozenSet<int> _members;

    private MeetingNotices(Case subject)
    {
        _booked = subject.Meetings.All.Where(IsBooked).ToFrozenDictionary(meeting => meeting.Number, meeting => meeting.PlannedAt!.Value); // booked ones have a time
        _members = subject.Group.Members.Select(member => member.Number).ToFrozenSet();
    }

    /// <summary>What is booked in a case before it is changed.</summary>
    public static MeetingNotices Before(Case subject) => new(subject);

    /// <summary>Queues the notices of what is different now. None for a case that has ended: its end is told.</summary>
    /// <param name="unit">The unit of work that has changed the case.</param>
    /// <param name="subject">The case, changed.</param>
    /// <param name="act">What has changed it; the same act sends each notice once.</param>
    /// <param name="bookedIn">How the bookings that are new came about.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask TellAsync(UnitOfWork unit, Case subject, string act, BookedIn bookedIn, CancellationToken cancellationToken)
    {
        if (subject.EndedAt is not null)
            return;
        var ids = unit.Services.GetRequiredService<IdSource>();
        var news = News(subject, unit.Now).ToList();
        foreach (var item in news)
        {
            var isTalk = item.Meeting.Kind != MeetingKind.GroupMeeting;
            if (isTalk && item.IsNew && !await IsToBeToldAsync(unit, subject, bookedIn, cancellationToken))
                continue;
            foreach (var (to, role) in isTalk ? [PersonOf(subject)] : GroupOf(subject))
                unit.Enqueue(NoticeQueue.Message(ids, ActOf(act, item.Meeting), subject.Id, Payload(item, isTalk ? Talk : OfGroup, to, role), unit.Now));
        }

        var joined = subject.Group.Members.Where(member => !_members.Contains(member.Number)).ToList();
        foreach (var meeting in subject.Meetings.All.Where(meeting => IsBooked(meeting) && meeting.Kind == MeetingKind.GroupMeeting && meeting.PlannedAt > unit.Now && news.TrueForAll(item => item.Meeting != meeting)))
        {
            foreach (var member in joined)
                unit.Enqueue(NoticeQueue.Message(ids, ActOf(act, meeting), subject.Id, Payload(new BookingNews(meeting, meeting.PlannedAt!.Value), OfGroup, ToMember(member.Number), member.Role), unit.Now)); // booked
        }
    }

    // A meeting that was called off when its day had passed has misled nobody.
    private IEnumerable<BookingNews> News(Case subject, DateTimeOffset now)
    {
        foreach (var meeting in subject.Meetings.All)
        {
            var before = _booked.TryGetValue(meeting.Number, out var at) ? at : (DateTimeOffset?)null;
            if (IsBooked(meeting) && meeting.PlannedAt is { } planned && planned != before)
                yield return new BookingNews(meeting, planned) { Before = before };
            else if (meeting.Status == MeetingStatus.CalledOff && before > now)
                yield return new BookingNews(meeting, before.Value) { Before = before, IsCalledOff = true };
        }
    }

    // The person was there when a talk ended in the time of the next, and has it in writing where there is an address; nobody is asked to print it.
    private static async ValueTask<bool> IsToBeToldAsync(UnitOfWork unit, Case subject, BookedIn bookedIn, CancellationToken cancellationToken)
    {
        if (bookedIn != BookedIn.Talk)
            return bookedIn == BookedIn.Case;
        var personId = subject.PersonId;
        return await unit.Services.GetRequiredService<CaseDbContext>().Set<Person>().AsNoTracking().AnyAsync(row => row.Id == personId && row.Email != null && row.Email != "", cancellationToken);
    }

    private static ImmutableArray<(Recipient To, string? Role)> GroupOf(Case subject)
    {
        ImmutableArray<(Recipient, string?)> members = [.. subject.Group.Members.Select(member => (ToMember(member.Number), (string?)member.Role))];
        return subject.Meetings.ArrivalHeldOn is null ? members : members.Add(PersonOf(subject));
    }

    private static NoticePayload Payload(BookingNews news, string template, Recipient to, string? role) => new()
    {
        Template = template,
        To = to,
        Basis = NoticeBasis.Service,
        Role = role,
        At = news.At,
        IsChanged = news is { IsNew: false, IsCalledOff: false },
        IsCalledOff = news.IsCalledOff,
    };

    private static (Recipient To, string? Role) PersonOf(Case subject) => (new Recipient(RecipientKind.Person, subject.PersonId.ToString("D")), null);

    private static Recipient ToMember(int number) => new(RecipientKind.Member, number.ToString(CultureInfo.InvariantCulture));

    private static string ActOf(string act, Meeting meeting) => string.Create(CultureInfo.InvariantCulture, $"{act}:meeting-{meeting.Number}");

    private static bool IsBooked(Meeting meeting) => meeting.Status == MeetingStatus.Booked;

    // A booking that is new, another than it was, or called off; At is the time it has, or had.
    private sealed record BookingNews(Meeting Meeting, DateTimeOffset At)
    {
        public DateTimeOffset? Before { get; init; }

        public bool IsCalledOff { get; init; }

        public bool IsNew => Before is null;
    }
}

/// <summary>How a talk with the person came to be booked.</summary>
internal enum BookedIn
{
    /// <summary>Outside the talks: the person knows of it by the notice alone.</summary>
    Case,

    /// <summary>In a talk with the person.</summary>
    Talk,

    /// <summary>In a step after which the flow tells the person by itself.</summary>
    ToldByFlow,
}
