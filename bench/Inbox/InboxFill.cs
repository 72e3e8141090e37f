using System.Data.Common;
using System.Globalization;

namespace ProcessAutomation.Bench.Inbox;

/// <summary>
/// Cases and tasks as a country of prisons would have them after some years, in PostgreSQL: sixty units, one of which has a sixth of everything, because
/// what one unit has is what a list has to find its way through. Nine tasks in ten are finished. Which person, unit and case go together is drawn by a hash, so
/// that no two of them follow from each other.
/// </summary>
internal sealed class InboxFill(BenchDatabase database, int tasks)
{
    /// <summary>The unit with a sixth of all cases.</summary>
    public const string LargeUnit = "stor";

    private const int TasksOfACase = 50;
    private const string Form = """[{"name":"heldOn","kind":"date","required":true,"label":"Holdt den"},{"name":"heldBy","kind":"user","required":true,"label":"Holdt av"},{"name":"note","kind":"multiline","label":"Merknad","hint":"Kort, og bare det som trengs for at en kollega kan ta over."}]""";

    public async Task RunAsync()
    {
        await using var connection = database.Open();
        var cases = tasks / TasksOfACase;
        await DoAsync(connection, $"""
            insert into units (id, name, kind, leader_id) select case when n = 0 then '{LargeUnit}' else 'unit-' || n end, 'Enhet ' || n, 2, 'leader-' || n from generate_series(0, 59) n
            """);
        await DoAsync(connection, $"""
            insert into persons (id, national_number, given_name, family_name, entered_at)
            select ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid, lpad(n::text, 11, '0'),
              (array['Anne', 'Ole Martin', 'Åse', 'Per', 'Kari', 'Nils', 'Ingrid', 'Jon-Arne', 'Siv', 'Tor'])[1 + abs(hashint4(n)::bigint) % 10] || case when n % 7 = 0 then ' ' || chr(65 + n % 26) || 'ne' else '' end,
              (array['Berg', 'Dahl', 'Eide', 'Foss', 'Hagen', 'Lie', 'Moen', 'Nygård', 'Solli', 'Vik', 'Østby', 'Haugen'])[1 + abs(hashint4(n + {cases})::bigint) % 12] || case when n % 3 = 0 then '' else chr(97 + n % 26) || chr(97 + (n / 26) % 26) || 'sen' end,
              now() from generate_series(1, {cases}) n
            """);
        await DoAsync(connection, $"""
            insert into cases (id, version, person_id, unit_id, status, opened_at, opened_by, language, start_date)
            select md5('case' || n)::uuid, 1, ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid,
              case when n % 6 = 0 then '{LargeUnit}' else 'unit-' || (1 + n % 59) end, case when abs(hashint4(-n)::bigint) % 10 < 7 then 1 else 4 end, now(), 'leader-0', 'nb', current_date
            from generate_series(1, {cases}) n
            """);

        // Forty contact officers a unit; members of agencies have some thirty cases each.
        await DoAsync(connection, $"""
            insert into case_roles (case_id, number, role, user_id, member_number, from_date)
            select md5('case' || n)::uuid, 1, 'contact-officer', (case when n % 6 = 0 then '{LargeUnit}' else 'unit-' || (1 + n % 59) end) || '-officer-' || (n / 6) % 40, null, current_date
            from generate_series(1, {cases}) n
            union all
            select md5('case' || n)::uuid, 2, 'member:nav', 'nav-' || (n % 600), 1, current_date from generate_series(1, {cases}) n
            """);
        await DoAsync(connection, $"""
            insert into case_members (case_id, number, role, channel, is_external, user_id, agency_id, from_existing_group, joined_on)
            select md5('case' || n)::uuid, 1, 'member:nav', 1, true, 'nav-' || (n % 600), 'nav', false, current_date from generate_series(1, {cases}) n
            """);

        // Every tenth is unfinished, spread over the years in which they were made; a third of those claimed, some on hold, some for a group.
        await DoAsync(connection, $"""
            insert into tasks (id, case_id, step, title, text, role, assignee, candidate_group, priority, due_at, deadline_text, form_json, outcomes_json, status,
              claimed_by, claimed_at, claimed_until, held_until, completed_by, completed_at, outcome, created_at, version, unit_id, title_key)
            select ('01900000-0000-7000-8000-' || lpad(to_hex(t.n), 12, '0'))::uuid, md5('case' || t.c)::uuid, t.step, t.title, repeat('Se over saken og ta kontakt med dem det gjelder. ', 4),
              case when t.kind = 7 then null when t.kind = 8 then 'member:nav' when t.kind = 9 and t.n % 20 < 10 then 'unit-leader' else 'contact-officer' end,
              null, case when t.kind = 7 then (case when t.n % 20 < 10 then 'unit:environment-worker' else 'agency:nav' end) end,
              (t.n % 50 = 0)::int, case when t.n % 9 > 0 then now() + ((t.n % 100000) * 7919 % 100000 - 20000) * interval '1 minute' end,
              'Innen sju dager etter ankomst', '{Form.Replace("'", "''", StringComparison.Ordinal)}', '["Done"]', t.status,
              case when t.status in (1, 4) then t.unit || '-officer-' || (t.n / 10) % 40 end, case when t.status in (1, 4) then now() - interval '1 hour' end,
              case when t.status in (1, 4) then now() + interval '30 days' end, case when t.status = 4 then now() + interval '20 days' end,
              case when t.status = 2 then t.unit || '-officer-' || (t.n / 10) % 40 end, case when t.status = 2 then now() - (t.n % 1000) * interval '1 day' end,
              case when t.status = 2 then 'Done' end, now() - interval '3 years' + t.n * interval '1 minute', 1, t.unit, lower(t.title)
            from (
              select n, c, (n / 10) % 10 as kind, case when c % 6 = 0 then '{LargeUnit}' else 'unit-' || (1 + c % 59) end as unit,
                case when n % 10 > 0 then 2 when (n / 10) % 3 = 0 then 1 when (n / 10) % 31 = 0 then 4 else 0 end as status,
                (array['summons', 'establish-group', 'arrival', 'needs-talk', 'consent', 'agree-plan', 'progress-talk', 'group-meeting'])[1 + (n / 10) % 8] as step,
                (array['Send innkalling', 'Etabler ansvarsgruppe', 'Hold ankomstmøte', 'Hold behovssamtale', 'Be om samtykke', 'Lag plan', 'Hold oppfølgingssamtale', 'Hold ansvarsgruppemøte'])[1 + (n / 10) % 8] as title
              from (select n, 1 + abs(hashint4(n)::bigint) % {cases} as c from generate_series(1, {tasks}) n) numbered) t
            """);
        await DoAsync(connection, $"vacuum (analyze)");
    }

    private static async Task DoAsync(DbConnection connection, FormattableString sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 3600;
        command.CommandText = sql.ToString(CultureInfo.InvariantCulture);
        await command.ExecuteNonQueryAsync();
    }
}
