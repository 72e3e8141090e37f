namespace ProcessAutomation.Year.Checker;

/// <summary>What is written down is whole: consents with what was explained, proposals with time and requirements, plans that the person agreed in a talk, who was at the meetings, and one group.</summary>
internal static class RecordJudge
{
    public static IEnumerable<Finding> Judge(CaseFile file) => Consents(file).Concat(Proposals(file)).Concat(Plans(file)).Concat(Attendance(file)).Concat(Group(file));

    private static IEnumerable<Finding> Consents(CaseFile file) =>
        file.Consents.Where(row => row.Answer != Codes.Withdrawn && string.IsNullOrWhiteSpace(row.Explained))
            .Select(row => new Finding("consent.unexplained", file.Case.Id, $"Answer {row.Number} on consent says nothing of what was explained."));

    private static IEnumerable<Finding> Proposals(CaseFile file) =>
        file.Proposals.Where(row => row.StartsOn.Year < 2000 || string.IsNullOrWhiteSpace(row.Requirements) || string.IsNullOrWhiteSpace(row.Answers))
            .Select(row => new Finding("proposal.vague", file.Case.Id, $"Proposal {row.Number} lacks a time, what it requires or the needs it answers."));

    // The person chooses in a talk; what is chosen later belongs to a later version of the plan.
    private static IEnumerable<Finding> Plans(CaseFile file)
    {
        if (file.Plans is [var first, ..] && !file.Meetings.Any(meeting => meeting is { Kind: Codes.PlanTalk, Status: Codes.Held } && meeting.HeldOn == first.AgreedOn && meeting.EnteredAt == first.At))
            yield return new Finding("plan.no-choice", file.Case.Id, $"The plan of {first.AgreedOn:yyyy-MM-dd} was agreed in no talk with the person.");
        foreach (var measure in file.Measures.Where(measure => !measure.Acute && !file.Plans.Any(plan => plan.Number == measure.PlanVersion && plan.At == measure.EnteredAt)))
            yield return new Finding("plan.no-choice", file.Case.Id, $"Measure {measure.Number} came into the plan without the person's choice.");
    }

    private static IEnumerable<Finding> Attendance(CaseFile file)
    {
        foreach (var meeting in file.Meetings.Where(meeting => meeting is { Kind: Codes.GroupMeeting, Status: Codes.Held }))
        {
            var delivering = file.Measures.Where(measure => measure.Deliverer is not null && measure.EnteredAt < meeting.EnteredAt && !(measure.EndedOn <= Almanac.DayOf(meeting.EnteredAt!.Value))).Select(measure => measure.Deliverer!.Value).Distinct();
            foreach (var member in delivering.Where(member => !file.Attendance.Any(row => row.Meeting == meeting.Number && row.Member == member && (row.Presence != Codes.Absent || !string.IsNullOrWhiteSpace(row.Reason)))))
                yield return new Finding("meeting.unaccounted", file.Case.Id, $"Member {member} delivers a measure, and neither was at the meeting of {meeting.HeldOn:yyyy-MM-dd} nor has a reason.");
        }
    }

    private static IEnumerable<Finding> Group(CaseFile file)
    {
        if (file is { Case.ExistingGroup: not null, GroupAt: not null } && !file.Members.Any(member => member.FromExistingGroup))
            yield return new Finding("group.doubled", file.Case.Id, "The person had a group, and nobody was taken over from it.");
        foreach (var twice in file.Members.Where(member => member.LeftOn is null).GroupBy(member => (member.Role, member.Who)).Where(same => same.Count() > 1))
            yield return new Finding("group.doubled", file.Case.Id, $"{twice.Key.Who} is in the group as {twice.Key.Role} {twice.Count()} times.");
    }
}
