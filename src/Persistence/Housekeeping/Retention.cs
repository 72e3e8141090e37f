using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>
/// Removes what the engine has left and nobody needs any more, in small transactions with rests between them. Cases, human tasks and the
/// record of who has read which case are never touched. One run at a time: that is the scheduler's to see to.
/// </summary>
public sealed class Retention(Database database, BusinessClock clock, TimeProvider machineClock)
{
    // An id is made a little before its row is dated, and the clocks of two nodes differ a little.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    /// <summary>Works until all has been looked at or the time is up.</summary>
    /// <param name="terms">How long what is kept.</param>
    /// <param name="atMost">Machine clock; what is left is for the next run.</param>
    /// <param name="cancellationToken">Shutdown: stops between two batches.</param>
    public async Task<HousekeepingResult> RunAsync(RetentionTerms terms, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var pace = new Pace(machineClock, atMost);
        var messages = await MessagesAsync(terms, pace, cancellationToken);
        var instances = await InstancesAsync(terms, pace, cancellationToken);
        return new HousekeepingResult(messages.Affected + instances.Affected, messages.IsWhole && instances.IsWhole);
    }

    private async Task<HousekeepingResult> InstancesAsync(RetentionTerms terms, Pace pace, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var retention = new InstanceRetention(database);
        var walk = new IdWalk(database, "instances");
        await walk.BeginAsync(Bound(terms.FinishedInstances < terms.ConsumedStimuli ? terms.FinishedInstances : terms.ConsumedStimuli), cancellationToken);
        long affected = 0;
        var any = true;
        while (any && !pace.IsOver)
        {
            (any, var instances, var keys) = await retention.StepAsync(walk, now - terms.FinishedInstances, now - terms.ConsumedStimuli, terms.BatchSize, cancellationToken);
            affected += instances + keys;
            await pace.RestAsync(cancellationToken);
        }

        // What stays is looked at anew each time: it is what still runs, or belongs to cases that go on.
        await walk.EndAsync(isWhole: !any, Guid.Empty, cancellationToken);
        return new HousekeepingResult(affected, !any);
    }

    private async Task<HousekeepingResult> MessagesAsync(RetentionTerms terms, Pace pace, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - terms.MessageTexts;
        var retention = new MessageRetention(database);
        var walk = new IdWalk(database, "outbox");
        var bound = Bound(terms.MessageTexts);
        await walk.BeginAsync(bound, cancellationToken);
        var begun = walk.Before;
        long affected = 0;
        var any = true;
        while (any && !pace.IsOver)
        {
            (any, var messages) = await retention.StepAsync(walk, before, terms.BatchSize, cancellationToken);
            affected += messages;
            await pace.RestAsync(cancellationToken);
        }

        await walk.EndAsync(isWhole: !any, clock.IsManual ? walk.Low : begun, cancellationToken);
        return new HousekeepingResult(affected, !any);
    }

    // Ids carry the machine's time. With a clock moved by hand they say nothing about the business's, and everything is looked at.
    private Guid Bound(TimeSpan kept) => IdWalk.FirstOf(clock.IsManual ? null : machineClock.GetUtcNow() - kept + Slack);
}
