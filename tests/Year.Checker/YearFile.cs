using System.Data.Common;
using System.Text.Json;

namespace ProcessAutomation.Year.Checker;

/// <summary>The whole database of a year, read by SQL of its own. PostgreSQL.</summary>
public sealed class YearFile
{
    private YearFile()
    {
    }

    /// <summary>How many there are of what, for the report.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private init; } = new Dictionary<string, int>();

    internal IReadOnlyList<CaseFile> Cases { get; private init; } = [];

    internal IReadOnlyList<BookmarkRow> Bookmarks { get; private init; } = [];

    internal IReadOnlyList<NoticeRow> Notices { get; private init; } = [];

    internal Chain Chain { get; private init; } = new(new Dictionary<string, string>(), new Dictionary<string, string>(), []);

    internal IReadOnlyDictionary<Guid, int> Attempts { get; private init; } = new Dictionary<Guid, int>();

    internal IReadOnlyList<string> Incidents { get; private init; } = [];

    internal DateTimeOffset Now { get; private init; }

    /// <summary>Reads everything. The connection may stand in a transaction.</summary>
    public static async Task<YearFile> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var read = new Reading(connection, cancellationToken);
        var tasks = await read.RowsAsync(
            "select id, case_id, step, title, role, assignee, due_at, status, claimed_by, completed_by, completed_at, outcome, created_at, instance_id is not null from tasks where case_id is not null order by created_at, id",
            r => new TaskRow(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), Text(r, 4), Text(r, 5), Instant(r, 6), r.GetInt16(7), Text(r, 8), Text(r, 9), Instant(r, 10), Text(r, 11), At(r, 12), r.GetBoolean(13)));
        var notices = await read.RowsAsync(
            "select id, case_id, status, created_at, payload, rendered from outbox where case_id is not null order by created_at, id",
            r => Notice(r.GetGuid(0), r.GetGuid(1), r.GetInt16(2), At(r, 3), r.GetString(4), Text(r, 5)));
        var changes = await read.RowsAsync("select case_id, number, kind, what, made_at, made_by from case_changes order by case_id, number", r => new ChangeRow(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), r.GetString(3), At(r, 4), r.GetString(5)));
        var agenda = await read.RowsAsync("select case_id, meeting_number, change_number, added_at, discussed_on, topic from case_agenda", r => new AgendaRow(r.GetGuid(0), Number(r, 1), Number(r, 2), At(r, 3), Day(r, 4), Number(r, 5)));
        var meetings = await read.RowsAsync("select case_id, number, kind, status, planned_at, held_on, entered_at from case_meetings order by case_id, number", r => new MeetingRow(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), Instant(r, 4), Day(r, 5), Instant(r, 6)));
        var consents = await read.RowsAsync("select case_id, number, answer, entered_at, explained from case_consents order by case_id, number", r => new ConsentRow(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), At(r, 3), r.GetString(4)));
        var sharings = await read.RowsAsync("select case_id, member_number, matter, shared_at, stopped_at from case_sharings", r => new SharingRow(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), At(r, 3), Instant(r, 4)));
        var members = await read.RowsAsync("select case_id, number, role, user_id, joined_on, left_on, coalesce(user_id, agency_id, name), from_existing_group from case_members order by case_id, number", r => new MemberRow(r.GetGuid(0), r.GetInt32(1), r.GetString(2), Text(r, 3), Day(r, 4)!.Value, Day(r, 5), Text(r, 6), r.GetBoolean(7)));
        var roles = await read.RowsAsync("select case_id, number, role, user_id, member_number, from_date, to_date, confirmed_at, gone_through_on from case_roles order by case_id, number", r => new RoleRow(r.GetGuid(0), r.GetInt32(1), r.GetString(2), Text(r, 3), Number(r, 4), Day(r, 5)!.Value, Day(r, 6), Instant(r, 7), Day(r, 8)));
        var needs = await read.RowsAsync("select case_id, number, thread, acute from case_needs", r => new NeedRow(r.GetGuid(0), r.GetInt32(1), r.GetString(2), r.GetBoolean(3)));
        var measures = await read.RowsAsync("select case_id, number, acute, starts_on, answers, status, started_on, ended_on, last_heard_on, entered_at, deliverer_number, plan_version from case_measures", r => new MeasureRow(r.GetGuid(0), r.GetInt32(1), r.GetBoolean(2), Day(r, 3)!.Value, r.GetString(4), r.GetInt32(5), Day(r, 6), Day(r, 7), Day(r, 8), At(r, 9), Number(r, 10), Number(r, 11)));
        var transitions = await read.RowsAsync("select case_id, number, kind, begun_on, status, confirmed_on, receiver from case_transitions order by case_id, number", r => new TransitionRow(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), Day(r, 3)!.Value, r.GetInt32(4), Day(r, 5), r.GetString(6)));
        var lines = await read.RowsAsync("select case_id, transition_number, role, leaver_holding, joined_on, gone_through_on, confirmed_at from case_handover_lines", r => new LineRow(r.GetGuid(0), r.GetInt32(1), r.GetString(2), r.GetInt32(3), Day(r, 4), Day(r, 5), Instant(r, 6)));
        var farewells = await read.RowsAsync("select case_id, held_on, responsibility_taken_by, responsibility_statement from case_farewells order by case_id, number", r => new FarewellRow(r.GetGuid(0), Day(r, 1)!.Value, Text(r, 2), Text(r, 3)));
        var proposals = await read.RowsAsync("select case_id, member_number, entered_at, number, starts_on, requirements, answers from case_proposals", r => new ProposalRow(r.GetGuid(0), Number(r, 1), At(r, 2), r.GetInt32(3), Day(r, 4)!.Value, r.GetString(5), r.GetString(6)));
        var plans = await read.RowsAsync("select case_id, number, agreed_on, entered_at from case_plan_versions order by case_id, number", r => new PlanRow(r.GetGuid(0), r.GetInt32(1), Day(r, 2)!.Value, At(r, 3)));
        var attendance = await read.RowsAsync("select case_id, meeting_number, member_number, presence, reason from case_attendance", r => new AttendanceRow(r.GetGuid(0), r.GetInt32(1), Number(r, 2), r.GetInt32(3), Text(r, 4)));
        var log = await read.RowsAsync("select case_id, measure_number, on_date, entered_at, entered_by from case_measure_log order by case_id, number", r => new LogRow(r.GetGuid(0), r.GetInt32(1), Day(r, 2)!.Value, At(r, 3), r.GetString(4)));
        var satisfaction = await read.RowsAsync("select case_id, task_id, step, score from satisfaction_answers", r => new SatisfactionRow(r.GetGuid(0), r.GetGuid(1), r.GetString(2), Number(r, 3)));
        var reads = await read.RowsAsync("select case_id, read_by, read_at, what from case_reads", r => new ReadRow(r.GetGuid(0), r.GetString(1), At(r, 2), r.GetString(3)));
        var instances = await read.RowsAsync("select id, correlation_id, parent_id is null and definition_id = 'reintegration', status = 0 from instances", r => new InstanceRow(r.GetGuid(0), Guid.TryParse(Text(r, 1), out var id) ? id : null, r.GetBoolean(2), r.GetBoolean(3)));
        var bookmarks = await read.RowsAsync("select instance_id, due_at from bookmarks", r => new BookmarkRow(r.GetGuid(0), Instant(r, 1)));
        var cases = await read.RowsAsync(
            "select c.id, c.unit_id, u.unit_id, c.status, c.status_reason, c.opened_at, c.ended_at, c.start_date, c.release_date, c.transfer_date, c.summoned_on, c.input_closed_on, c.group_established_on, c.needs_talk_held_on, c.custody_end_date, c.stopped_for, c.existing_group from cases c left join users u on u.id = c.opened_by order by c.opened_at, c.id",
            r => new CaseRow(r.GetGuid(0), r.GetString(1), Text(r, 2), r.GetInt32(3), Text(r, 4), At(r, 5), Instant(r, 6), Day(r, 7)!.Value, Day(r, 8), Day(r, 9), Day(r, 10), Day(r, 11), Day(r, 12), Day(r, 13), Day(r, 14), Number(r, 15), Text(r, 16)));

        var (taskOf, noticeOf, changeOf, agendaOf) = (tasks.ToLookup(row => row.CaseId), notices.ToLookup(row => row.CaseId), changes.ToLookup(row => row.CaseId), agenda.ToLookup(row => row.CaseId));
        var (meetingOf, consentOf, sharingOf, memberOf) = (meetings.ToLookup(row => row.CaseId), consents.ToLookup(row => row.CaseId), sharings.ToLookup(row => row.CaseId), members.ToLookup(row => row.CaseId));
        var (roleOf, needOf, measureOf, transitionOf) = (roles.ToLookup(row => row.CaseId), needs.ToLookup(row => row.CaseId), measures.ToLookup(row => row.CaseId), transitions.ToLookup(row => row.CaseId));
        var (lineOf, farewellOf, readOf, instanceOf) = (lines.ToLookup(row => row.CaseId), farewells.ToLookup(row => row.CaseId), reads.ToLookup(row => row.CaseId), instances.ToLookup(row => row.CaseId ?? Guid.Empty));
        var (proposalOf, satisfactionOf) = (proposals.ToLookup(row => row.CaseId), satisfaction.ToLookup(row => row.CaseId));
        var (planOf, attendanceOf, logOf) = (plans.ToLookup(row => row.CaseId), attendance.ToLookup(row => row.CaseId), log.ToLookup(row => row.CaseId));
        return new YearFile
        {
            Cases = [.. cases.Select(row => new CaseFile
            {
                Case = row, Tasks = [.. taskOf[row.Id]], Notices = [.. noticeOf[row.Id]], Changes = [.. changeOf[row.Id]], Agenda = [.. agendaOf[row.Id]], Meetings = [.. meetingOf[row.Id]],
                Consents = [.. consentOf[row.Id]], Sharings = [.. sharingOf[row.Id]], Members = [.. memberOf[row.Id]], Roles = [.. roleOf[row.Id]], Needs = [.. needOf[row.Id]],
                Measures = [.. measureOf[row.Id]], Transitions = [.. transitionOf[row.Id]], Lines = [.. lineOf[row.Id]], Farewells = [.. farewellOf[row.Id]], Reads = [.. readOf[row.Id]], Proposals = [.. proposalOf[row.Id]], Satisfaction = [.. satisfactionOf[row.Id]], Instances = [.. instanceOf[row.Id]],
                Plans = [.. planOf[row.Id]], Attendance = [.. attendanceOf[row.Id]], Log = [.. logOf[row.Id]],
            })],
            Bookmarks = bookmarks,
            Notices = notices,
            Chain = new Chain(
                (await read.RowsAsync("select id, leader_id from units where leader_id is not null", r => (Unit: r.GetString(0), Leader: r.GetString(1)))).ToDictionary(row => row.Unit, row => row.Leader),
                (await read.RowsAsync("select u.id, r.leader_id from units u join units r on r.id = u.region_id where r.leader_id is not null", r => (Unit: r.GetString(0), Leader: r.GetString(1)))).ToDictionary(row => row.Unit, row => row.Leader),
                await read.RowsAsync("select id from users where unit_id is null and agency_id is null and roles like '%administrator%' order by id", r => r.GetString(0))),
            Attempts = (await read.RowsAsync("select outbox_id, count(*)::int from delivery_attempts group by outbox_id", r => (Id: r.GetGuid(0), Count: r.GetInt32(1)))).ToDictionary(row => row.Id, row => row.Count),
            Incidents = await read.RowsAsync("select code, activity_type, instance_id from incidents order by created_at", r => $"{r.GetString(0)} in {r.GetString(1)} of instance {r.GetGuid(2)}"),
            Now = (await read.RowsAsync("select now from business_clock", r => At(r, 0))).Single(),
            Counts = new Dictionary<string, int>
            {
                ["cases"] = cases.Count,
                ["closed"] = cases.Count(row => row.Status == Codes.CaseClosed),
                ["stopped"] = cases.Count(row => row.Status == Codes.CaseStopped),
                ["tasks"] = tasks.Count,
                ["tasks completed"] = tasks.Count(row => row.Status == Codes.TaskCompleted),
                ["completed after the deadline"] = tasks.Count(row => row.Status == Codes.TaskCompleted && row.CompletedAt > row.DueAt),
                ["notices"] = notices.Count,
                ["reminders"] = notices.Count(row => row.Template == "reminder"),
                ["escalations"] = notices.Count(row => row.Template == "escalation"),
                ["duty notices"] = notices.Count(row => row.Template.StartsWith("duty-", StringComparison.Ordinal)),
                ["changes"] = changes.Count,
                ["readings"] = reads.Count,
                ["instances"] = instances.Count,
            },
        };
    }

    private static NoticeRow Notice(Guid id, Guid caseId, int status, DateTimeOffset at, string payload, string? rendered)
    {
        using var document = JsonDocument.Parse(payload);
        var notice = document.RootElement;
        var to = notice.GetProperty("to");
        return new NoticeRow(
            id, caseId, status, at, notice.GetProperty("template").GetString()!, to.GetProperty("kind").GetString()!, to.GetProperty("reference").GetString()!, notice.GetProperty("basis").GetString()!,
            notice.TryGetProperty("taskId", out var task) ? task.GetGuid() : null, notice.TryGetProperty("date", out var date) ? DateOnly.Parse(date.GetString()!) : null,
            notice.TryGetProperty("isCalledOff", out var calledOff) && calledOff.GetBoolean(), notice.TryGetProperty("noticeId", out var reminds) ? reminds.GetGuid() : null, rendered,
            notice.TryGetProperty("at", out var meeting) ? meeting.GetDateTimeOffset() : null);
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DateOnly? Day(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static DateTimeOffset At(DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    private static DateTimeOffset? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : At(row, column);

    private sealed class Reading(DbConnection connection, CancellationToken cancellationToken)
    {
        public async Task<List<T>> RowsAsync<T>(string sql, Func<DbDataReader, T> of)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text stands in this file
            command.CommandText = sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(of(reader));
            return rows;
        }
    }
}
