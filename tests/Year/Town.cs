using System.Text;
using Npgsql;

namespace ProcessAutomation.Year;

/// <summary>A user of the year.</summary>
internal sealed record Citizen(string Id, string Role, string? Unit, string? Party);

/// <summary>The units with their people and the services of some municipalities.</summary>
internal sealed class Town
{
    private static readonly string[] Services = ["nav", "municipality", "health"];

    private Town(IReadOnlyList<string> prisons, IReadOnlyList<string> municipalities, int officers)
    {
        (Prisons, Municipalities) = (prisons, municipalities);
        Units = [.. prisons, Probation];
        Citizens =
        [
            .. Units.Select(unit => new Citizen(LeaderOf(unit), "unit-leader", unit, null)),
            .. Units.SelectMany(unit => Enumerable.Range(1, officers).Select(number => new Citizen($"officer-{number}-{unit}", "contact-officer", unit, null))),
            .. municipalities.SelectMany(home => Services.Select(service => new Citizen(MemberOf(service, home), "group-member", null, service))),
        ];
    }

    /// <summary>The system that tells of sentences and their dates.</summary>
    public static Citizen Source { get; } = new("sentences", "source-system", null, null);

    /// <summary>The office for those who serve outside.</summary>
    public static string Probation => "probation";

    public IReadOnlyList<string> Prisons { get; }

    public IReadOnlyList<string> Units { get; }

    public IReadOnlyList<string> Municipalities { get; }

    public IReadOnlyList<Citizen> Citizens { get; }

    /// <summary>As large as so many persons need.</summary>
    public static Town For(int persons) => persons <= 60
        ? new Town(["prison-1"], ["home-1"], 2)
        : new Town([.. Enumerable.Range(1, Math.Clamp(persons / 125, 2, 8)).Select(number => $"prison-{number}")], [.. Enumerable.Range(1, 8).Select(number => $"home-{number}")], 4);

    public static string LeaderOf(string unit) => $"leader-{unit}";

    /// <summary>Who speaks for a service in a municipality: <c>nav</c>, <c>municipality</c> or <c>health</c>.</summary>
    public static string MemberOf(string service, string home) => $"{service}-{home}";

    public string[] OfficersOf(string unit) => [.. Citizens.Where(citizen => citizen.Role == "contact-officer" && citizen.Unit == unit).Select(citizen => citizen.Id)];

    /// <summary>Writes units, users and agencies, as an administrator would, and the day the year begins.</summary>
    public async Task BuildAsync(string connectionString, DateTimeOffset beginning, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder("insert into business_clock (id, now) values (1, '").Append(beginning.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss")).Append("Z');");
        foreach (var unit in Units)
            sql.Append($"insert into units (id, name, kind, leader_id) values ('{unit}', 'Enhet {unit}', {(unit == Probation ? 3 : 2)}, '{LeaderOf(unit)}');");
        foreach (var home in Municipalities)
            sql.Append($"insert into agencies (id, name, role, channel, email) values ('agency-{home}', 'Etat {home}', 'member:housing', 2, 'agency-{home}@town.example');");
        foreach (var citizen in Citizens)
            sql.Append($"insert into users (id, display_name, roles, unit_id, email) values ('{citizen.Id}', 'Bruker {citizen.Id}', '{citizen.Role}', {(citizen.Unit is null ? "null" : $"'{citizen.Unit}'")}, '{citizen.Id}@town.example');");
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var text in (string[])[sql.ToString(), "alter system set fsync = off", "select pg_reload_conf()"]) // no power cuts here
        {
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
