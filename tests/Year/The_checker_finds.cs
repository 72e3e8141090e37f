using ProcessAutomation.Year.Checker;

namespace ProcessAutomation.Year;

/// <summary>A checker that finds nothing may be blind: one thing at a time is broken in a finished year, and it must say what.</summary>
public sealed class The_checker_finds(LivedYear lived)
{
    private const string Copy = "insert into outbox (id, key, kind, case_id, payload, rendered, status, attempts, next_attempt_at, fence, created_at) select gen_random_uuid(), key || ':again', kind, case_id,";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Breakages { get; } = new()
    {
        { "an incident", "incident", "insert into incidents (id, instance_id, node_id, execution_id, activity_type, code, message, retryable, attempts, status, created_at) select gen_random_uuid(), id, 'x', 1, 'x', 'x', 'x', false, 1, 0, created_at from instances limit 1" },
        { "an escalation that did not go out", "deadline.missing", $"delete from outbox where id = ({One("escalation")})" },
        { "a reminder that did not go out", "deadline.missing", $"delete from outbox where id = ({One("reminder")})" },
        { "a reminder an hour late", "deadline.missing", $"update outbox set created_at = created_at + interval '1 hour' where id = ({One("reminder")})" },
        { "a reminder for what is done", "deadline.unexpected", $"{Copy} payload, rendered, status, attempts, next_attempt_at, fence, created_at + interval '200 days' from outbox where id = ({One("reminder")})" },
        { "an escalation to somebody else", "deadline.recipient", $"update outbox set payload = replace(payload, '\"reference\":\"leader-', '\"reference\":\"stranger-') where id = ({One("escalation")})" },
        { "an escalation that went out twice", "deadline.twice", $"{Copy} payload, rendered, status, attempts, next_attempt_at, fence, created_at from outbox where id = ({One("escalation")})" },
        { "a task due on another day", "deadline.due", "update tasks set due_at = due_at + interval '1 day' where id = (select id from tasks where step = 'summons' limit 1)" },
        { "a task nobody asked for", "stuck.unasked", "delete from tasks where step = 'progress-talk' and status in (0, 1)" },
        { "a flow that is gone", "stuck.flow", "delete from instances where id = (select i.id from instances i join cases c on i.correlation_id = c.id::text where c.status = 1 and i.parent_id is null limit 1)" },
        { "a case without task and timer", "stuck.nothing", "with open as (select id from cases where status = 1 limit 1), left_over as (delete from bookmarks where instance_id in (select i.id from instances i join open on i.correlation_id = open.id::text)) delete from tasks where case_id in (select id from open)" },
        { "a timer that did not go off", "stuck.timer", "update bookmarks set due_at = due_at - interval '400 days' where due_at is not null" },
        { "a role without a holder", "stuck.nobody", "update case_roles set to_date = from_date where role = 'contact-officer'" },
        { "a pause without a reason", "stuck.pause", "update cases set status = 2, status_reason = null where id = (select id from cases where status = 1 limit 1)" },
        { "a closed case with an open task", "ended.open-task", "update tasks set status = 0, completed_at = null where id = (select t.id from tasks t join cases c on c.id = t.case_id where c.status = 3 and t.status = 3 limit 1)" },
        { "a closed case with a flow that runs", "ended.running", "update instances set status = 0 where id = (select i.id from instances i join cases c on i.correlation_id = c.id::text where c.status = 3 limit 1)" },
        { "a notice on consent after a refusal", "consent.notice", AfterRefusal },
        { "a needs map shared although the person said no", "consent.shared", "update case_consents set answer = 2 where number = 1 and answer = 1 and case_id in (select case_id from case_sharings where matter = 1)" },
        { "a needs map seen after the withdrawal", "consent.still-shared", "update case_sharings s set stopped_at = null where matter = 1 and exists (select 1 from case_consents c where c.case_id = s.case_id and c.answer = 3)" },
        { "a group that was not told that sharing stopped", "consent.untold", "delete from outbox where payload like '%\"template\":\"sharing-stopped\"%'" },
        { "a notice on needs sent as a duty", "consent.basis", $"update outbox set payload = replace(payload, '\"basis\":\"Consent\"', '\"basis\":\"Statutory\"') where id = ({One("input-requested")})" },
        { "a member not told of the release", "duty.missing", $"delete from outbox where id = ({One("duty-release-date")})" },
        { "a release told with another date", "duty.wrong", $"update outbox set payload = regexp_replace(payload, '\"date\":\"....-..-..\"', '\"date\":\"2027-02-28\"') where id = ({One("duty-release-date")})" },
        { "a release moved without a word", "duty.missing", "update case_changes set what = '2027-01-01 → 2031-01-01' where kind = 2; update cases set release_date = '2031-01-01' where id in (select case_id from case_changes where kind = 2)" },
        { "a member who was not invited", "notice.invitation", $"delete from outbox where id = ({One("group-invitation")})" },
        { "a summons that did not go out", "notice.summons", $"delete from outbox where id = ({One("summons")})" },
        { "a notice twice in the outbox", "notice.twice", $"{Copy} payload, rendered, status, attempts, next_attempt_at, fence, created_at from outbox where id = ({One("farewell")})" },
        { "a notice that never left", "outbox.waiting", $"update outbox set status = 0 where id = ({One("farewell")})" },
        { "a notice held back without a reason", "outbox.revoked", $"update outbox set status = 3 where id = ({One("farewell")})" },
        { "a letter nobody was asked to hand over", "outbox.unasked", "delete from tasks where id = (select id from tasks where step = 'undelivered-notice' limit 1)" },
        { "a change on no agenda", "agenda.missing", "delete from case_agenda where (case_id, number) in (select case_id, number from case_agenda where change_number is not null limit 1)" },
        { "a change on the agenda of a later meeting", "agenda.not-next", "update case_agenda set meeting_number = 99 where discussed_on is null and meeting_number is not null" },
        { "a plan the group is not to hear of", "agenda.plan", "delete from case_agenda where topic = 2" },
        { "input the group is not to hear of", "agenda.input", "delete from case_agenda where topic = 1" },
        { "a plan presented in a talk with the person", "agenda.not-of-group", "update case_agenda set meeting_number = 1 where topic = 2" },
        { "a meeting about the plan that nobody is asked to book", "stuck.unasked", "delete from tasks where step = 'book-group-meeting'; update case_agenda set discussed_on = null, added_at = added_at + interval '300 days' where topic = 2; update case_meetings set status = 3 where kind = 5 and status = 1" },
        { "somebody who joined and sees nothing", "sharing.joiner", "delete from case_sharings s using case_members m where m.case_id = s.case_id and m.number = s.member_number and m.role = 'member:voluntary'" },
        { "somebody who joined and was not told", "notice.joiner", "delete from outbox where payload like '%\"template\":\"needs-shared\"%'" },
        { "a meeting the group was not told of", "notice.group-meeting", "delete from outbox where payload like '%\"template\":\"group-meeting-booked\"%'" },
        { "an answer about satisfaction without its talk", "satisfaction.talk", "update satisfaction_answers set step = 'consent'" },
        { "a measure before the needs talk", "measure.before-talk", "update case_measures set started_on = '2026-12-01' where not acute and started_on is not null" },
        { "a handover without an overlap", "overlap.none", "update case_handover_lines set gone_through_on = null where gone_through_on is not null" },
        { "a talk after which none was booked", "meeting.no-next", "update case_meetings set planned_at = null" },
        { "a summons without a contact person", "summons.no-contact", "update case_roles set from_date = '2030-01-01' where role = 'contact-officer'" },
        { "a case closed without a farewell", "closed.open-handover", "delete from case_farewells" },
        { "a case that went elsewhere without a farewell", "transfer.no-farewell", "update case_changes set kind = 44, what = 'elsewhere' where kind = 50" },
        { "a look at a case that left no trace", "reading.unnoted", "delete from case_reads" },
        { "talks that stopped in a case that has ended since", "history.unasked", "delete from tasks where step = 'progress-talk' and created_at > (select min(entered_at) + interval '20 days' from case_meetings m where m.case_id = tasks.case_id and m.kind = 3 and m.status = 2) and case_id in (select id from cases where status = 3)" },
        { "a needs talk that was never asked for in a case that has ended since", "history.unasked", "delete from tasks where step = 'needs-talk' and case_id in (select id from cases where status in (3, 4))" },
        { "a group nobody was asked to establish in a case that has ended since", "history.unasked", "delete from tasks where step = 'establish-group' and case_id in (select id from cases where status = 3); update cases set group_established_on = ended_at::date where status = 3" },
        { "a handover that was never begun in a case that has ended since", "history.unasked", "delete from tasks where step in ('begin-handover', 'confirm-handover', 'complete-handover', 'farewell') and case_id in (select id from cases where status = 3)" },
        { "a silence nobody followed up in a case that has ended since", "history.silent", "delete from tasks where step = 'silent-measure' and case_id in (select id from cases where status = 3)" },
        { "a plan that was agreed in no talk", "plan.no-choice", "update case_plan_versions set agreed_on = agreed_on - 40 where number = 1" },
        { "a measure the person never chose", "plan.no-choice", "update case_measures set plan_version = null where not acute" },
        { "a consent without what was explained", "consent.unexplained", "update case_consents set explained = ' ' where answer = 1" },
        { "a proposal without a time", "proposal.vague", "update case_proposals set starts_on = '0001-01-01'" },
        { "a proposal that does not say what it requires", "proposal.vague", "update case_proposals set requirements = ''" },
        { "a deliverer who was not at the meeting and has no reason", "meeting.unaccounted", "delete from case_attendance where member_number is not null" },
        { "a deliverer who was absent without a reason", "meeting.unaccounted", "update case_attendance set presence = 3, reason = null where member_number is not null" },
        { "a group doubled beside the one there was", "group.doubled", "update case_members set from_existing_group = false where from_existing_group" },
        { "a member who is in the group twice", "group.doubled", "insert into case_members (case_id, number, role, channel, is_external, user_id, agency_id, name, email, from_existing_group, joined_on, left_on) select case_id, number + 50, role, channel, is_external, user_id, agency_id, name, email, false, joined_on, null from case_members where left_on is null limit 1" },
        { "a member who left and nobody had taken the role", "overlap.none", "update case_roles set to_date = from_date + 20 where role = 'member:nav'; update case_members m set left_on = r.to_date from case_roles r where r.case_id = m.case_id and r.member_number = m.number and r.to_date is not null" },
        { "a member who left and holds the role", "overlap.none", "update case_members set left_on = joined_on + 20 where role = 'member:nav'" },
        { "an end of custody nobody was told of", "duty.missing", "delete from outbox where payload like '%\"template\":\"duty-custody-end\"%'" },
        { "a new start the person was not told of", "start.untold", "delete from outbox where payload like '%\"template\":\"start-date-changed\"%'" },
        { "a notice to somebody who is dead", "dead.notice", "update cases set stopped_for = 1, ended_at = (select min(created_at) from outbox o where o.case_id = cases.id and o.payload like '%\"kind\":\"Person\"%') where id = (select case_id from outbox where payload like '%\"template\":\"farewell\"%' limit 1)" },
        { "a look at the page of a case that left no trace", "reading.unnoted", "delete from case_reads where what = 'case'" },
        { "a delivery without an attempt", "mail.unattempted", $"delete from delivery_attempts where outbox_id = ({One("summons")})" },
        { "a mail that no notice stands for", "mail.unknown", $"delete from outbox where id = ({One("meeting-booked")})" },
        { "a notice that never arrived", "mail.lost", $"{Copy} replace(payload, 'farewell', 'plan-informed'), replace(rendered, 'Veien videre', 'Planen'), status, attempts, next_attempt_at, fence, created_at from outbox where id = ({One("farewell")})" },
    };

    [Theory]
    [MemberData(nameof(Breakages))]
    public async Task What_is_broken(string what, string rule, string sql)
    {
        var findings = await (await lived.LiveAsync(Cancel)).JudgeAsync(sql, Cancel);
        Assert.True(findings.Any(finding => finding.Rule == rule), $"Not found: {what}. Found: {string.Join(", ", findings.Select(finding => finding.Rule).Distinct())}");
    }

    [Fact]
    public async Task A_ladder_or_a_number_that_is_taken_out_of_a_flow()
    {
        var folder = Directory.CreateTempSubdirectory("processautomation-flows-").FullName;
        try
        {
            foreach (var flow in Directory.EnumerateFiles(FinishedYear.Flows, "*.json"))
                File.Copy(flow, Path.Combine(folder, Path.GetFileName(flow)));
            Assert.Empty(Rules.Read(folder).Faults);
            foreach (var (flow, variable, value) in ((string, string, string)[])[("preparations", "OfficerRemindBefore", ""), ("make-a-plan", "InputEscalateAfter", ""), ("carry-out", "TalkEscalateAfter", "9"), ("hand-over", "FarewellRemindBefore", "7"), ("reintegration", "HandoverDaysBefore", "41")])
            {
                var file = Path.Combine(folder, $"{flow}.json");
                var shipped = await File.ReadAllTextAsync(file, Cancel);
                var changed = System.Text.Json.Nodes.JsonNode.Parse(shipped)!;
                changed["variables"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == variable)!["value"] = value;
                await File.WriteAllTextAsync(file, changed.ToJsonString(), Cancel);
                Assert.Contains(variable, Assert.Single(Rules.Read(folder).Faults.Distinct()), StringComparison.Ordinal);
                await File.WriteAllTextAsync(file, shipped, Cancel);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Mails_that_came_twice_never_came_or_name_somebody()
    {
        var year = await lived.LiveAsync(Cancel);
        var person = year.Lives.First(life => life.Needs.Count > 0);
        foreach (var word in person.Secrets)
            Assert.Contains("mail.secret", await RulesAsync([.. year.Mails, year.Mails[0] with { MessageId = "new", Text = $"Hei {word}, velkommen." }]));
        Assert.Contains("mail.twice", await RulesAsync([.. year.Mails, year.Mails[0]]));
        Assert.Contains("mail.lost", await RulesAsync([.. year.Mails.Skip(1)]));
        Assert.Contains("mail.unknown", await RulesAsync([.. year.Mails, year.Mails[0] with { MessageId = "new" }]));

        async Task<List<string>> RulesAsync(IReadOnlyList<ArrivedMail> mails) => [.. (await (year with { Mails = mails }).JudgeAsync(null, Cancel)).Select(finding => finding.Rule)];
    }

    private static string One(string template) => $"select id from outbox where payload like '%\"template\":\"{template}\"%' order by created_at, id limit 1";

    // The notice goes to a case whose person has said no.
    private static string AfterRefusal =>
        $"insert into outbox (id, key, kind, case_id, payload, rendered, status, attempts, next_attempt_at, fence, created_at) select gen_random_uuid(), o.key || ':again', o.kind, r.case_id, o.payload, o.rendered, o.status, o.attempts, o.next_attempt_at, o.fence, r.entered_at + interval '1 day' from outbox o, (select case_id, entered_at from case_consents where answer = 2 limit 1) r where o.id = ({One("input-requested")})";
}
