using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Keys;

/// <summary>
/// The keys that protect cookies and forms, in the database, so that any process can read what another has protected. Synchronous,
/// because the framework asks for them so, a few times in a process's life. Thread-safe.
/// </summary>
public sealed class KeyRing(Database database, IdSource ids)
{
    /// <summary>Every key, oldest first.</summary>
    public IReadOnlyList<string> ReadAll() => database.ReadAsync<IReadOnlyList<string>>(
        async connection =>
        {
            await using var command = database.Command(connection, null, "select xml from protection_keys order by id");
            await using var reader = await command.ExecuteReaderAsync();
            var keys = new List<string>();
            while (await reader.ReadAsync()) keys.Add(reader.GetString(0));
            return keys;
        },
        CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Keeps a new key.</summary>
    public void Add(string friendlyName, string xml) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var command = database.Command(connection, transaction, "insert into protection_keys (id, friendly_name, xml) values (@id, @name, @xml)", ("@id", ids.New()), ("@name", friendlyName), ("@xml", xml));
            return await command.ExecuteNonQueryAsync();
        },
        CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
