using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Corrections;

/// <summary>What has been corrected in a case, and what can be.</summary>
/// <param name="Case">The case, to read.</param>
/// <param name="Made">Newest first.</param>
/// <param name="Facts">Facts that stand and can be corrected, in the order of the process.</param>
/// <param name="MayCorrect">Whether this viewer may.</param>
/// <param name="Incomplete">Meetings of the group in whose attendance not everybody stands, in the order they were held.</param>
public sealed record CorrectionView(Case Case, ImmutableArray<Correction> Made, ImmutableArray<StandingFact> Facts, bool MayCorrect, ImmutableArray<IncompleteAttendance> Incomplete);

/// <summary>A meeting of the group that was held, and who does not stand in its attendance: members by number, and the person. At least one.</summary>
public sealed record IncompleteAttendance(Meeting Meeting, ImmutableArray<Choice> LeftOut);

/// <summary>A fact as it stands. <paramref name="Value"/> null: nothing stands there yet.</summary>
public sealed record StandingFact(CorrectableFact Fact, int? Part, string? Value);

/// <summary>Reads corrections for those who see the needs of a case; every look leaves a row. Lives with its scope's database context.</summary>
public sealed class CorrectionReads(CaseDbContext database, CaseStore cases, CaseReads reads)
{
    /// <summary>Most corrections shown.</summary>
    public const int MaxShown = 500;

    /// <summary>The corrections of a case; null: there is none for this viewer.</summary>
    public async Task<CorrectionView?> OpenAsync(Guid caseId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await cases.LoadAsync(caseId, cancellationToken) is not { } subject || CaseAccess.Of(subject, viewer) is not (var rights and not CaseRights.None) || !rights.HasFlag(CaseRights.SeeNeeds))
            return null;
        await reads.NoteAsync(caseId, viewer.UserId, "corrections", cancellationToken);
        var made = await database.Set<Correction>().AsNoTracking().Where(row => row.CaseId == caseId).OrderByDescending(row => row.MadeAt).ThenByDescending(row => row.Id).Take(MaxShown).ToListAsync(cancellationToken);
        var person = rights.HasFlag(CaseRights.SeeIdentity) ? await database.Set<Person>().AsNoTracking().SingleAsync(row => row.Id == subject.PersonId, cancellationToken) : null;
        return new CorrectionView(subject, [.. made], [.. Standing(subject, person)], (rights & (CaseRights.Keep | CaseRights.Lead)) != CaseRights.None, [.. Incomplete(subject)]);
    }

    private static IEnumerable<IncompleteAttendance> Incomplete(Case subject)
    {
        var members = MemberChoices.OfAll(subject);
        foreach (var meeting in subject.Meetings.All.Where(meeting => meeting is { Kind: MeetingKind.GroupMeeting, Status: MeetingStatus.Held }))
        {
            int?[] entered = [.. subject.Meetings.Attendance.Of(meeting.Number).Select(line => line.MemberNumber)];
            var leftOut = subject.Group.All.Zip(members).Where(pair => !entered.Contains(pair.First.Number)).Select(pair => pair.Second);
            ImmutableArray<Choice> all = entered.Contains(null) ? [.. leftOut] : [GroupMeetingStep.PersonChoice, .. leftOut];
            if (!all.IsEmpty)
                yield return new IncompleteAttendance(meeting, all);
        }
    }

    private static IEnumerable<StandingFact> Standing(Case subject, Person? person)
    {
        foreach (var fact in CorrectableFacts.All)
        {
            if (CorrectableFacts.IsOfPerson(fact.Key))
            {
                if (person is not null)
                    yield return new StandingFact(fact, null, CorrectionBook.PersonFact(person, fact.Key));
                continue;
            }

            foreach (var part in Parts(subject, fact))
            {
                if (subject.Corrections.IsThere(fact.Key, part))
                    yield return new StandingFact(fact, part, subject.Corrections.ValueOf(fact.Key, part));
            }
        }
    }

    private static IEnumerable<int?> Parts(Case subject, CorrectableFact fact) => !fact.IsOfPart ? [null] : Enumerable.Range(1, fact.Key.Split('.')[0] switch
    {
        "meeting" => subject.Meetings.All.Count,
        "attendance" => subject.Meetings.Attendance.Count,
        "checklist" => subject.Handovers.ItemCount,
        "need" => subject.Needs.All.Count,
        "consent" => subject.Consent.All.Count,
        "measure" => subject.Measures.All.Count,
        "log" => subject.Measures.Log.Count,
        "member" => subject.Group.All.Count,
        "handover" => subject.Handovers.All.Count,
        _ => subject.Handovers.Farewells.Count,
    }).Select(number => (int?)number);
}
