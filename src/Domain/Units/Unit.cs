namespace ProcessAutomation.Domain.Units;

/// <summary>What a unit of the correctional service is. Stored as the numbers.</summary>
public enum UnitKind
{
    /// <summary>A region; has prisons and probation offices below it.</summary>
    Region = 1,

    /// <summary>A prison or a department of one.</summary>
    Prison = 2,

    /// <summary>A probation office (friomsorgskontor).</summary>
    Probation = 3,
}

/// <summary>A unit of the correctional service.</summary>
public sealed class Unit
{
    private Unit()
    {
    }

    /// <summary>A unit. <paramref name="regionId"/> null: a region itself. <paramref name="leaderId"/> null: no leader, a gap in escalation.</summary>
    public Unit(string id, string name, UnitKind kind, string? regionId, string? leaderId) =>
        (Id, Name, Kind, RegionId, LeaderId) = (id, name, kind, regionId, leaderId);

    /// <summary>Short key ("bjorgvin").</summary>
    public string Id { get; private set; } = "";

    /// <summary>Name as people say it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Region, prison or probation office.</summary>
    public UnitKind Kind { get; private set; }

    /// <summary>The region above; null: a region itself.</summary>
    public string? RegionId { get; private set; }

    /// <summary>The user who leads it; null: nobody.</summary>
    public string? LeaderId { get; private set; }
}
