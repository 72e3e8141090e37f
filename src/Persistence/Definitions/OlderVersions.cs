using System.Globalization;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Definitions;

/// <summary>Who goes on on a version of a flow that is no longer the published one. Thread-safe.</summary>
public sealed class OlderVersions(Database database)
{
    /// <summary>
    /// How many running root instances (cases, as a rule) run another version of the flow than this one, or have another one pinned for when they come
    /// to it. They stay there.
    /// </summary>
    public ValueTask<int> CountRootsAsync(string definitionId, string versionId, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = database.Command(
                connection, null,
                """
                select count(distinct i.root_id) from instances i where i.status = 0 and
                  ((i.definition_id = @definition and i.version_id <> @version)
                   or exists (select 1 from instance_pins p where p.root_id = i.root_id and p.definition_id = @definition and p.version_id <> @version))
                """,
                ("definition", definitionId), ("version", versionId));
            return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        },
        cancellationToken);
}
