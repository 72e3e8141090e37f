using System.Data.Common;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>Reads the rows of an instance; both databases select the same columns in the same order.</summary>
internal static class StoredRows
{
    public static StoredInstance ReadHeader(Database database, DbDataReader reader, Guid instanceId) => new()
    {
        Id = instanceId,
        DefinitionId = reader.GetString(0),
        VersionId = reader.GetString(1),
        CorrelationId = reader.IsDBNull(2) ? null : reader.GetString(2),
        ParentId = reader.IsDBNull(3) ? null : reader.GetGuid(3),
        RootId = reader.GetGuid(4),
        Status = (InstanceStatus)reader.GetInt16(5),
        SubStatus = (InstanceSubStatus)reader.GetInt16(6),
        Revision = reader.GetInt64(7),
        BehaviourVersion = reader.GetInt32(8),
        IncidentCount = reader.GetInt32(9),
        State = reader.GetFieldValue<byte[]>(10),
        CreatedAt = database.Instant(reader, 11),
        Bookmarks = [],
        Stimuli = [],
        StimulusSeen = false,
    };

    public static Bookmark ReadBookmark(Database database, DbDataReader reader, Guid instanceId) => new()
    {
        Id = reader.GetGuid(0),
        InstanceId = instanceId,
        NodeId = reader.GetString(1),
        ExecutionId = reader.GetInt64(2),
        Name = reader.GetString(3),
        Key = reader.GetString(4),
        CorrelationId = reader.IsDBNull(5) ? null : reader.GetString(5),
        DueAt = reader.IsDBNull(6) ? null : database.Instant(reader, 6),
    };

    public static Stimulus ReadStimulus(Database database, DbDataReader reader, Guid instanceId) => new()
    {
        InstanceId = instanceId,
        Key = reader.GetString(0),
        Name = reader.GetString(1),
        BookmarkKey = reader.GetString(2),
        BookmarkId = reader.IsDBNull(3) ? null : reader.GetGuid(3),
        PayloadJson = reader.IsDBNull(4) ? null : reader.GetString(4),
        NotBefore = reader.IsDBNull(5) ? null : database.Instant(reader, 5),
        Status = (StimulusStatus)reader.GetInt16(6),
        CreatedAt = database.Instant(reader, 7),
    };
}
