namespace ProcessAutomation.Persistence.Definitions;

/// <summary>A window of somebody's browser that draws, or wants to.</summary>
/// <param name="WindowId">Made by the window; empty: a program, which has none.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="UserName">For others to read.</param>
public sealed record LeaseHolder(string WindowId, string UserId, string UserName);

/// <summary>Who draws on a flow, or did last.</summary>
/// <param name="Holder">The window.</param>
/// <param name="TakenAt">Since when, machine clock of the database, UTC.</param>
/// <param name="IsLive">False: it has been given back or its time is over, so whoever opens the flow next gets it.</param>
/// <param name="TakenFrom">User it was taken over from; null: nobody.</param>
/// <param name="Reason">Why it was taken over; null when it was not.</param>
public sealed record DefinitionLease(LeaseHolder Holder, DateTimeOffset TakenAt, bool IsLive, string? TakenFrom, string? Reason);
