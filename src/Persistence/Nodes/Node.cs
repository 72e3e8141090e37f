namespace ProcessAutomation.Persistence.Nodes;

/// <summary>A process that serves the database, as it was last heard of.</summary>
/// <param name="Id">One life of one process: a process started again has another.</param>
/// <param name="Name">What people call it: the setting <c>Node:Name</c>, else machine and process number.</param>
/// <param name="Version">The program's version.</param>
/// <param name="StartedAt">The database's clock, UTC.</param>
/// <param name="SeenAt">Last sign of life; the database's clock, UTC.</param>
/// <param name="ClockOffset">By how much its machine's clock is ahead of the database's; negative: behind. Nothing goes by that clock.</param>
/// <param name="IsAlive">False: it has given no sign for so long that it counts as dead. What it held goes to others anyway, when its leases end.</param>
/// <param name="IsThis">Whether it is the process that asks.</param>
public sealed record Node(
    Guid Id, string Name, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, TimeSpan ClockOffset, bool IsAlive, bool IsThis);

/// <summary>What a process says of itself.</summary>
/// <param name="Id">New at every start.</param>
/// <param name="Name">For people.</param>
/// <param name="Version">The program's.</param>
public sealed record NodeIdentity(Guid Id, string Name, string Version);
