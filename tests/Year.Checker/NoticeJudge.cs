namespace ProcessAutomation.Year.Checker;

/// <summary>Who must be told is told, once; who may not know is not.</summary>
internal static class NoticeJudge
{
    private static readonly string[] AboutNeeds = ["input-requested", "plan-informed"];

    public static IEnumerable<Finding> Judge(CaseFile file) =>
        OnConsent(file).Concat(OnDuty(file, Codes.ReleaseMoved, "duty-release-date", file.ReleaseAt)).Concat(OnDuty(file, Codes.TransferMoved, "duty-transfer", file.TransferAt))
            .Concat(OnDuty(file, Codes.CustodyMoved, "duty-custody-end", file.CustodyAt)).Concat(NewStarts(file)).Concat(ToTheDead(file)).Concat(OnTheWay(file)).Concat(Undelivered(file)).Concat(Twice(file));

    private static IEnumerable<Finding> OnConsent(CaseFile file)
    {
        foreach (var notice in file.Notices)
        {
            if (AboutNeeds.Contains(notice.Template) && notice.Basis != "Consent")
                yield return new Finding("consent.basis", file.Case.Id, $"{notice.Template} of {DeadlineJudge.Show(notice.At)} rests on {notice.Basis}.");
            if ((notice.Basis == "Consent" || AboutNeeds.Contains(notice.Template)) && !file.HasConsentAt(notice.At))
                yield return new Finding("consent.notice", file.Case.Id, $"{notice.Template} of {DeadlineJudge.Show(notice.At)} went out without consent.");
        }

        foreach (var sharing in file.Sharings.Where(row => row.Matter == Codes.NeedsMap))
        {
            if (!file.HasConsentAt(sharing.At))
                yield return new Finding("consent.shared", file.Case.Id, $"The needs map was shared with member {sharing.Member} at {DeadlineJudge.Show(sharing.At)} without consent.");
            var withdrawn = file.Consents.FirstOrDefault(row => row.Answer != Codes.Given && row.At >= sharing.At);
            if (withdrawn is null || sharing.StoppedAt < withdrawn.At)
                continue;
            if (sharing.StoppedAt != withdrawn.At)
                yield return new Finding("consent.still-shared", file.Case.Id, $"The consent was withdrawn {DeadlineJudge.Show(withdrawn.At)}, and member {sharing.Member} saw the needs map until {DeadlineJudge.Show(sharing.StoppedAt)}.");
            if (!file.Notices.Any(notice => notice.Template == "sharing-stopped" && notice.At == withdrawn.At && IsTo(notice, sharing.Member)))
                yield return new Finding("consent.untold", file.Case.Id, $"Member {sharing.Member} was not told that sharing stopped {DeadlineJudge.Show(withdrawn.At)}.");
        }
    }

    // When the group is there, and again whenever the date is set or changed, everyone in it and the person. Before that the person, once summoned, is told of
    // what changes, and not again of what they know.
    private static IEnumerable<Finding> OnDuty(CaseFile file, int kind, string template, Func<DateTimeOffset, DateOnly?> dateAt)
    {
        var told = file.Notices.Where(notice => notice.Template == template).ToList();
        if (file.GroupAt is { } established)
        {
            var moves = file.Changes.Where(change => change.Kind == kind && change.At > established && CaseFile.Moved(change) is not null).Select(change => (change.At, Before: CaseFile.Moved(change)!.Value.From));
            foreach (var (at, before) in moves.Prepend((established, null)))
            {
                // A date that is called off is told as well, by what it was.
                var isCalledOff = dateAt(at) is null;
                if ((dateAt(at) ?? before) is not { } date)
                    continue;
                var missing = file.MembersAt(at).Select(member => $"Member {member.Number}").Append("Person")
                    .Where(to => !told.Any(notice => notice.At == at && notice.Date == date && notice.IsCalledOff == isCalledOff && To(notice) == to) && !(at == established && Knows(to, at, date))).ToList();
                foreach (var to in missing)
                    yield return new Finding("duty.missing", file.Case.Id, $"{to} was not told of {date:yyyy-MM-dd} ({template}) at {DeadlineJudge.Show(at)}.");
            }
        }

        foreach (var change in file.Changes.Where(change => change.Kind == kind && !(change.At >= file.GroupAt) && Almanac.DayOf(change.At) > file.Case.SummonedOn && CaseFile.Moved(change)?.To is not null))
        {
            if (dateAt(change.At) is { } date && !Knows("Person", change.At, date) && !told.Any(notice => notice.At == change.At && notice.Date == date && To(notice) == "Person"))
                yield return new Finding("duty.missing", file.Case.Id, $"Person was not told of {date:yyyy-MM-dd} ({template}) at {DeadlineJudge.Show(change.At)}, before there was a group.");
        }

        bool Knows(string to, DateTimeOffset at, DateOnly date) => told.LastOrDefault(notice => notice.At < at && To(notice) == to) is { IsCalledOff: false } last && last.Date == date;

        foreach (var notice in told.Where(notice => dateAt(notice.At) != (notice.IsCalledOff ? null : notice.Date)))
            yield return new Finding("duty.wrong", file.Case.Id, $"{template} of {DeadlineJudge.Show(notice.At)} says {notice.Date:yyyy-MM-dd}; the date was {dateAt(notice.At):yyyy-MM-dd}.");
    }

    // The summons said another day.
    private static IEnumerable<Finding> NewStarts(CaseFile file)
    {
        foreach (var moved in file.Changes.Where(change => change.Kind == Codes.StartMoved && file.Case.SummonedOn < Almanac.DayOf(change.At)))
        {
            if (!file.Notices.Any(notice => notice.Template == "start-date-changed" && notice.At == moved.At && notice.ToKind == "Person"))
                yield return new Finding("start.untold", file.Case.Id, $"The person was not told of the start {moved.What} at {DeadlineJudge.Show(moved.At)}.");
        }
    }

    // Nothing goes to somebody who is dead, or whose case was a mistake.
    private static IEnumerable<Finding> ToTheDead(CaseFile file) =>
        file.Case.StoppedFor is not (Codes.Death or Codes.Mistake) ? []
        : file.Notices.Where(notice => notice.ToKind == "Person" && notice.At >= file.Case.EndedAt && notice.Status != Codes.Revoked)
            .Select(notice => new Finding("dead.notice", file.Case.Id, $"{notice.Template} of {DeadlineJudge.Show(notice.At)} went to a person whose case ended {DeadlineJudge.Show(file.Case.EndedAt)} by death or mistake."));

    private static IEnumerable<Finding> OnTheWay(CaseFile file)
    {
        if (file.GroupAt is { } established)
        {
            foreach (var member in file.MembersAt(established).Where(member => !file.Notices.Any(notice => notice.Template == "group-invitation" && notice.At == established && IsTo(notice, member.Number))))
                yield return new Finding("notice.invitation", file.Case.Id, $"Member {member.Number} was not invited.");
        }

        foreach (var task in file.Tasks.Where(task => task is { Kind: "summons", Status: Codes.TaskCompleted, Outcome: "Email" }))
        {
            if (file.Notices.Count(notice => notice.Template == "summons") != 1)
                yield return new Finding("notice.summons", file.Case.Id, $"The summons was done {DeadlineJudge.Show(task.CompletedAt)}, and {file.Notices.Count(notice => notice.Template == "summons")} went out.");
        }

        foreach (var meeting in file.Meetings.Where(meeting => meeting is { Kind: Codes.Arrival, Status: Codes.Held }))
        {
            if (!file.Notices.Any(notice => notice.Template == "meeting-booked" && notice.At == meeting.EnteredAt))
                yield return new Finding("notice.meeting", file.Case.Id, "The person was not told of the meeting after arrival.");
        }

        foreach (var meeting in file.Meetings.Where(meeting => meeting is { Kind: Codes.GroupMeeting, PlannedAt: not null }))
        {
            foreach (var member in file.MembersAt(meeting.PlannedAt!.Value).Where(member => !file.Notices.Any(notice => notice.Template == "group-meeting-booked" && notice.Meeting == meeting.PlannedAt && IsTo(notice, member.Number))))
                yield return new Finding("notice.group-meeting", file.Case.Id, $"Member {member.Number} was not told of the meeting of {DeadlineJudge.Show(meeting.PlannedAt)}.");
        }

        if (file.Case.Status == Codes.CaseClosed && !file.Notices.Any(notice => notice.Template == "farewell" && notice.At == file.Case.EndedAt))
            yield return new Finding("notice.farewell", file.Case.Id, "The person was told no farewell.");
    }

    private static IEnumerable<Finding> Undelivered(CaseFile file)
    {
        foreach (var notice in file.Notices)
        {
            if (notice.Status == Codes.Waiting)
                yield return new Finding("outbox.waiting", file.Case.Id, $"{notice.Template} of {DeadlineJudge.Show(notice.At)} has not left.");
            if (notice.Status == Codes.Revoked && (notice.Basis != "Consent" || file.HasConsentAt(notice.At)) && !(notice.ToKind == "Person" && file.Case.StoppedFor is Codes.Death or Codes.Mistake))
                yield return new Finding("outbox.revoked", file.Case.Id, $"{notice.Template} of {DeadlineJudge.Show(notice.At)} was held back although it may leave.");
        }

        var (failed, asked) = (file.Notices.Count(notice => notice.Status == Codes.Failed), file.Tasks.Count(task => task.Kind == "undelivered-notice"));
        if (failed != asked)
            yield return new Finding("outbox.unasked", file.Case.Id, $"{failed} notices reached nobody, and {asked} tasks were made to hand them over.");
    }

    private static IEnumerable<Finding> Twice(CaseFile file) =>
        file.Notices.GroupBy(notice => (notice.At, notice.Template, To(notice), notice.TaskId ?? notice.Reminds, notice.Date, notice.Meeting)).Where(same => same.Count() > 1)
            .Select(same => new Finding("notice.twice", file.Case.Id, $"{same.Key.Template} of {DeadlineJudge.Show(same.Key.At)} to {same.Key.Item3} stands {same.Count()} times in the outbox."));

    private static bool IsTo(NoticeRow notice, int member) => notice.ToKind == "Member" && notice.To == $"{member}";

    private static string To(NoticeRow notice) => notice.ToKind == "Person" ? "Person" : $"{notice.ToKind} {notice.To}";
}
