namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>How long is kept what the engine leaves behind, by the business clock, and how gently it is removed.</summary>
/// <param name="FinishedInstances">Finished instances with their journal, since they ended. Those of a case that goes on stay longer.</param>
/// <param name="MessageTexts">What was sent, since it was enqueued; and messages that belong to no case, whole.</param>
/// <param name="ConsumedStimuli">The keys of consumed stimuli of instances that have not ended.</param>
/// <param name="BatchSize">Rows looked at, and at most removed, in one transaction; at least 1.</param>
public sealed record RetentionTerms(TimeSpan FinishedInstances, TimeSpan MessageTexts, TimeSpan ConsumedStimuli, int BatchSize);

/// <summary>What a run came to.</summary>
/// <param name="Affected">Rows removed or emptied; for instances, the instances.</param>
/// <param name="IsWhole">False: time was up first, and the next run goes on from there.</param>
public sealed record HousekeepingResult(long Affected, bool IsWhole);
