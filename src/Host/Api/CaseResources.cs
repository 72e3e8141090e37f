using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Host.Cases;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Api;

/// <summary>A case in a list.</summary>
public sealed record CaseLineResource(Guid Id, string PersonName, string UnitId, string Status, DateOnly StartDate, DateOnly? ReleaseDate, string? ContactOfficer)
{
    internal static CaseLineResource Of(CaseListItem item) => new(item.Id, item.PersonName, item.UnitId, Wire.Name(item.Status), item.StartDate, item.ReleaseDate, item.ContactOfficerId);
}

/// <summary>The cases the caller may see.</summary>
/// <param name="Items">One page, by start date.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">What <c>after</c> takes to go on; missing: this page is the last, or the next is empty.</param>
public sealed record CaseListResource(ImmutableArray<CaseLineResource> Items, int Total, string? Next = null);

/// <summary>A case. What the caller may not see is missing.</summary>
public sealed record CaseResource
{
    public required Guid Id { get; init; }
    public required string Reference { get; init; }

    /// <summary>What If-Match takes.</summary>
    public required long Version { get; init; }
    public required string PersonName { get; init; }
    public required string UnitId { get; init; }
    public required string Status { get; init; }
    public required string Phase { get; init; }
    public required DateOnly StartDate { get; init; }
    public DateOnly? ReleaseDate { get; init; }
    public DateOnly? TransferDate { get; init; }

    /// <summary>The day custody ends; missing: not in custody, or not known.</summary>
    public DateOnly? CustodyEndDate { get; init; }

    /// <summary>The municipality that takes over after release; missing: not known.</summary>
    public string? HomeMunicipality { get; init; }

    /// <summary>The day a place to live after release was clarified; missing: it is not.</summary>
    public DateOnly? HomeClarifiedOn { get; init; }

    /// <summary><c>none</c>, <c>given</c>, <c>refused</c>, <c>undecided</c> or <c>withdrawn</c>.</summary>
    public required string Consent { get; init; }
    public required ImmutableArray<StepResource> Timeline { get; init; }
    public required ImmutableArray<RoleResource> Roles { get; init; }
    public required ImmutableArray<MemberResource> Members { get; init; }

    /// <summary>Missing when needs may not be seen.</summary>
    public ImmutableArray<NeedResource>? Needs { get; init; }

    /// <summary>Input to measures; every member whom the map is shared with sees all of it. Missing when needs may not be seen.</summary>
    public ImmutableArray<ProposalResource>? Proposals { get; init; }
    public required ImmutableArray<MeasureResource> Measures { get; init; }
    public required ImmutableArray<MeetingResource> Meetings { get; init; }

    /// <summary>What meetings must discuss and have discussed, oldest first. Missing when needs may not be seen.</summary>
    public ImmutableArray<AgendaItemResource>? Agenda { get; init; }
    public required ImmutableArray<HandoverResource> Handovers { get; init; }

    /// <summary>The group's thread, oldest first. Missing when it may not be seen.</summary>
    public ImmutableArray<MessageResource>? Thread { get; init; }
    public required ImmutableArray<TaskResource> Tasks { get; init; }

    internal static CaseResource Of(CaseView view, Viewer viewer, string language)
    {
        var subject = view.Case;
        var seesNeeds = view.Rights.HasFlag(CaseRights.SeeNeeds);
        return new CaseResource
        {
            Id = subject.Id,
            Reference = subject.Reference,
            Version = subject.Version,
            PersonName = view.Person.Name,
            UnitId = subject.UnitId,
            Status = Wire.Name(subject.Status),
            Phase = Wire.Name(subject.Phase),
            StartDate = subject.StartDate,
            ReleaseDate = subject.ReleaseDate,
            TransferDate = subject.TransferDate,
            CustodyEndDate = subject.CustodyEndDate,
            HomeMunicipality = subject.HomeMunicipality,
            HomeClarifiedOn = subject.HomeClarifiedOn,
            Consent = subject.Facts.Consent,
            Timeline = [.. ProcessTimeline.Of(subject).Select(s => new StepResource(s.Number, Wire.Name(s.Phase), Wire.Name(s.Standing), s.On))],
            Roles = [.. subject.Roles.All.Where(h => h.To is null).Select(h => new RoleResource(h.Number, h.Role, h.UserId, h.MemberNumber, h.From, h.ConfirmedAt is not null))],
            Members = [.. subject.Group.Members.Select(m => new MemberResource(m.Number, m.Role, m.UserId, m.AgencyId, m.Name, Wire.Name(m.Channel), m.IsExternal))],
            Needs = seesNeeds ? [.. subject.Needs.All.Select(n => new NeedResource(n.Number, Wire.Name(n.Tangle), n.Knot, n.Thread, n.Acute, Wire.Name(n.Status), [.. subject.Needs.AnsweredBy(n.Number).Select(measure => measure.Number)]))] : null,
            Proposals = seesNeeds ? [.. subject.Proposals.All.Select(p => new ProposalResource(p.Number, p.Title, p.MemberNumber, p.StartsOn, p.EndsOn, p.Requirements, p.Answers))] : null,
            Measures = [.. subject.Measures.All.Where(m => CaseAccess.SeesMeasure(subject, viewer, m.Number)).Select(m =>
                new MeasureResource(m.Number, m.Title, m.DelivererNumber, m.StartsOn, m.EndsOn, m.RequiredOfPerson, m.Answers, Wire.Name(m.Status), m.Acute, m.LastHeardOn))],
            Meetings = [.. subject.Meetings.All.Select(m => new MeetingResource(m.Number, Wire.Name(m.Kind), Wire.Name(m.Status), m.PlannedAt, m.HeldOn, m.HeldBy))],
            Agenda = seesNeeds ? [.. subject.Agenda.All.Select(a => AgendaItemResource.Of(subject, a)), .. AgendaItemResource.AskConsentAgain(subject)] : null,
            Handovers = [.. subject.Handovers.All.Select(t => new HandoverResource(t.Number, Wire.Name(t.Kind), t.Receiver, Wire.Name(t.Status), t.BegunOn, t.ConfirmedOn))],
            Thread = view.Rights.HasFlag(CaseRights.SeeThread) ? [.. view.Thread.Select(m => new MessageResource(m.AuthorId, m.At, m.Text))] : null,
            Tasks = [.. view.Tasks.Select(t => TaskResource.Of(t, subject.Reference, null, language))],
        };
    }
}

/// <summary>A message in the group's thread.</summary>
public sealed record MessageResource(string By, DateTimeOffset At, string Text);

/// <summary>A step of the process in the case: done, current, later or skipped.</summary>
public sealed record StepResource(string Number, string Phase, string Standing, DateOnly? On);

/// <summary>Who holds a role now.</summary>
public sealed record RoleResource(int Number, string Role, string? UserId, int? Member, DateOnly From, bool IsConfirmed);

/// <summary>A member of the responsibility group.</summary>
public sealed record MemberResource(int Number, string Role, string? UserId, string? AgencyId, string? Name, string Channel, bool IsExternal);

/// <summary>A need on the map.</summary>
public sealed record NeedResource(int Number, string Tangle, string Knot, string Thread, bool Acute, string Status, ImmutableArray<int> AnsweredBy);

/// <summary>A proposed measure. <paramref name="Member"/> missing: the contact officer's own.</summary>
public sealed record ProposalResource(int Number, string Title, int? Member, DateOnly StartsOn, DateOnly? EndsOn, string Requirements, ImmutableArray<int> Answers);

/// <summary>A measure of the plan, or an acute one.</summary>
public sealed record MeasureResource(
    int Number, string Title, int? Deliverer, DateOnly StartsOn, DateOnly? EndsOn, string RequiredOfPerson, ImmutableArray<int> Answers, string Status, bool Acute, DateOnly? LastHeardOn);

/// <summary>A talk or meeting.</summary>
public sealed record MeetingResource(int Number, string Kind, string Status, DateTimeOffset? PlannedAt, DateOnly? HeldOn, string? HeldBy);

/// <summary>Something to discuss. <paramref name="Change"/>: kind of the change it is about; missing: an item of its own, or, with <paramref name="Topic"/>, what the group is to be presented. <paramref name="Meeting"/> missing: waits for one to be booked.</summary>
public sealed record AgendaItemResource(string? Change, string? ChangedBy, string What, DateTimeOffset AddedAt, int? Meeting, DateOnly? DiscussedOn, string? Topic = null)
{
    internal static AgendaItemResource Of(Case subject, AgendaItem item) =>
        item.ChangeNumber is { } number && subject.Changes.All[number - 1] is var change
            ? new(Wire.Name(change.Kind), change.By, change.What, item.AddedAt, item.MeetingNumber, item.DiscussedOn)
            : new(null, null, item.Text, item.AddedAt, item.MeetingNumber, item.DiscussedOn, item.Topic is { } topic ? Wire.Name(topic) : null);

    // Nobody has put it there: it stands on every talk until the person says yes.
    internal static IEnumerable<AgendaItemResource> AskConsentAgain(Case subject) =>
        subject is { EndedAt: null, Consent: { IsToBeAskedAgain: true, Current: { } last } }
            ? [new("askConsentAgain", null, "", last.EnteredAt, subject.Meetings.NextWithPerson?.Number, null)]
            : [];
}

/// <summary>A handover of the responsibility.</summary>
public sealed record HandoverResource(int Number, string Kind, string Receiver, string Status, DateOnly BegunOn, DateOnly? ConfirmedOn);

/// <summary>A notice of a case and what became of it.</summary>
public sealed record DeliveryResource(Guid Id, string Template, string ToKind, string To, string Basis, string Status, DateTimeOffset QueuedAt, ImmutableArray<AttemptResource> Attempts)
{
    internal static DeliveryResource Of(CaseNotice notice) => new(
        notice.Id, notice.Template, Wire.Name(notice.To.Kind), notice.To.Reference, Wire.Name(notice.Basis), Wire.Name(notice.Status), notice.QueuedAt,
        [.. notice.Attempts.Select(a => new AttemptResource(a.At, a.Code))]);
}

/// <summary>One attempt to deliver; <paramref name="Code"/> is stable, e.g. <c>smtp.550</c>.</summary>
public sealed record AttemptResource(DateTimeOffset At, string Code);

/// <summary>The notices of a case, newest first.</summary>
public sealed record DeliveryListResource(ImmutableArray<DeliveryResource> Items);

/// <summary>What was opened.</summary>
public sealed record OpenedCaseResource(Guid Id, string Reference);

/// <summary>Names of choices on the wire: <c>understand-needs</c>.</summary>
internal static class Wire
{
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
