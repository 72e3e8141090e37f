using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Simulation;

/// <summary>
/// Plays a flow before it is published: the real engine, a made-up case, a clock that jumps from one event to the next, a database that is thrown
/// away. Two at a time, others wait. Thread-safe.
/// </summary>
internal sealed class Simulator(IServiceScopeFactory scopes, BusinessClock clock, TimeProvider machineClock, IOptions<NoticeOptions> notices) : IDisposable
{
    private const int MostEvents = 3_000;
    private const int DaysWithoutRelease = 396;
    private const int DaysAfterRelease = 90;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _two = new(2, 2);

    /// <summary>Plays a flow. The wish has been checked by <see cref="SimulationCheck"/>.</summary>
    public async Task<SimulationResult> PlayAsync(SimulationWish wish, CancellationToken cancellationToken)
    {
        await _two.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var sets = new FlowSets(scope.ServiceProvider.GetRequiredService<IDefinitionStore>(), scope.ServiceProvider.GetRequiredService<DefinitionCatalog>());
            return await sets.FindAsync(wish.DefinitionId, wish.Flow, isByItself: false, cancellationToken) is { } flows
                ? await PlayAsync(flows, wish, cancellationToken)
                : SimulationResult.NotFound.Instance;
        }
        catch (InvalidDefinitionException invalid)
        {
            await using var scope = scopes.CreateAsyncScope();
            var stored = await scope.ServiceProvider.GetRequiredService<IDefinitionStore>().LoadAsync(invalid.VersionId, cancellationToken);
            return new SimulationResult.Faulty([new FaultyFlow(stored?.Json, invalid.Problems)]);
        }
        finally
        {
            _two.Release();
        }
    }

    public void Dispose() => _two.Dispose();

    private async Task<SimulationResult> PlayAsync(FlowSet flows, SimulationWish wish, CancellationToken cancellationToken)
    {
        var began = machineClock.GetTimestamp();
        await using var process = await ThrowAwayProcess.BeginAsync(clock.GetUtcNow(), notices.Value.Address, cancellationToken);
        var faulty = await process.PublishAsync(flows, cancellationToken);
        if (!faulty.IsEmpty)
            return new SimulationResult.Faulty(faulty);
        await process.OpenCaseAsync(flows.Root, wish, ImmutableDictionary<string, object?>.Empty, cancellationToken);
        var recorder = new CourseRecorder(process);
        var last = NorwegianTime.At(wish.ReleaseDate?.AddDays(DaysAfterRelease) ?? wish.StartDate.AddDays(DaysWithoutRelease), new TimeOnly(12, 0));
        var end = await PlayAsync(process, recorder, new SimulatedActors(process, wish), last, () => machineClock.GetElapsedTime(began) > Patience, cancellationToken);
        return new SimulationResult.Played(new Course(flows.Chosen.Version, recorder.Events, end, process.Clock.GetUtcNow(), machineClock.GetElapsedTime(began)));
    }

    private static async Task<CourseEnd> PlayAsync(
        ThrowAwayProcess process, CourseRecorder recorder, SimulatedActors actors, DateTimeOffset last, Func<bool> isTooLong, CancellationToken cancellationToken)
    {
        var stepper = process.Services.GetRequiredService<EngineStepper>();
        var store = process.Services.GetRequiredService<IEngineStore>();
        SimulatedMoment? moment = null;
        try
        {
            while (true)
            {
                await stepper.UntilQuietAsync(cancellationToken);
                moment = await SimulatedMoment.ReadAsync(process, moment, cancellationToken);
                await recorder.NoteAsync(moment, cancellationToken);
                if (recorder.Count > MostEvents || isTooLong())
                    return CourseEnd.CutOff;
                actors.Look(moment);
                if (actors.NextAt <= process.Clock.GetUtcNow())
                {
                    if (await actors.ActAsync(moment, cancellationToken) is { } unanswered)
                        recorder.NoteUnanswered(unanswered.Task, unanswered.Why);
                    continue;
                }

                var due = await store.NextDueAsync(cancellationToken);
                var next = due is { } timer && !(actors.NextAt < timer) ? timer : actors.NextAt;
                if (next is null)
                    return !moment.Open.Any() ? CourseEnd.Finished : CourseEnd.Waiting;
                if (next > last)
                    return CourseEnd.Waiting;
                if (next > process.Clock.GetUtcNow())
                    await process.Clock.SetAsync(next.Value, cancellationToken);
            }
        }
        finally
        {
            if (moment is not null)
                await moment.DisposeAsync();
        }
    }
}
