namespace ProcessAutomation.Year.Checker;

/// <summary>Who stands above whom: the leader of a unit, the leader of its region, and with none there the administrators.</summary>
/// <param name="Leaders">By unit.</param>
/// <param name="RegionLeaders">By unit, for those whose region has a leader.</param>
/// <param name="Administrators">Users of no unit and no agency.</param>
internal sealed record Chain(IReadOnlyDictionary<string, string> Leaders, IReadOnlyDictionary<string, string> RegionLeaders, IReadOnlyList<string> Administrators)
{
    /// <summary>The leader of the unit; those of all where it is not known.</summary>
    public IEnumerable<string> LeaderOf(string? unit) =>
        unit is null ? Leaders.Values.Select(each => $"User {each}") : Leaders.TryGetValue(unit, out var leader) ? [$"User {leader}"] : [];

    /// <summary>Whom the leader's own lateness goes to.</summary>
    public IEnumerable<string> Above(string? unit) =>
        unit is not null && RegionLeaders.TryGetValue(unit, out var leader) ? [$"User {leader}"] : Administrators.Select(user => $"User {user}");
}
