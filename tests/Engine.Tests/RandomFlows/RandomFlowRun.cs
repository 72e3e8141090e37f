using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>Runs one random case on the engine beside what is expected of it, and compares them whenever the instance is quiet.</summary>
internal sealed class RandomFlowRun(IServiceProvider services, RandomCase randomCase, string name, CancellationToken cancellationToken)
{
    private const int MostRounds = 200;
    private const int MostLooks = 200;

    private readonly NodeSpec _flow = randomCase.Flow();
    private readonly PowerCuts _cuts = services.GetRequiredService<PowerCuts>();
    private readonly WorkflowRuntime _runtime = services.GetRequiredService<WorkflowRuntime>();
    private readonly EngineStepper _stepper = services.GetRequiredService<EngineStepper>();
    private readonly BusinessClock _clock = services.GetRequiredService<BusinessClock>();
    private readonly Guid _id = services.GetRequiredService<IdSource>().New();
    private ExpectedRun _expected = null!; // made first in RunAsync
    private int _stimuli;
    private Stimulus? _last;

    /// <summary>Throws when the engine does otherwise than expected. False: the case was too large, or its flow is refused for a reason that is meant.</summary>
    public async Task<bool> RunAsync()
    {
        _expected = new ExpectedRun(_flow, randomCase.Tokens);
        try
        {
            return await PublishAsync() && await RunCommandsAsync();
        }
        catch (TooLargeException)
        {
            return false;
        }
        finally
        {
            _cuts.Arm(0);
            await _runtime.CancelAsync(_id, "not ended", CancellationToken.None); // nothing of it may be in the next one's way
        }
    }

    private async Task<bool> PublishAsync()
    {
        var result = await services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(FlowText.Of(name, _flow, randomCase.Tokens), _clock.GetUtcNow(), cancellationToken);
        if (result is not PublishResult.Refused refused)
        {
            return true;
        }

        Assert.All(refused.Problems, problem => Assert.True(problem.Id == ProblemIds.LoopIntoConverge, problem.ToString()));
        return false;
    }

    private async Task<bool> RunCommandsAsync()
    {
        // A burst that is cut short takes the engine's own retries earlier: another order, and a right one.
        services.GetRequiredService<IOptions<EngineOptions>>().Value.BurstActivities = _flow.All().Any(node => node.Failures > 0) ? 10_000 : randomCase.Budget;
        _expected.Start();
        await DoAsync(randomCase.Commands is [.., { } last] ? last.Crash : 0, () => _runtime.StartAsync(new StartRequest { DefinitionId = name, InstanceId = _id }, cancellationToken));
        await CheckAsync("start");
        foreach (var command in randomCase.Commands)
        {
            await DoAsync(command);
            await CheckAsync(command.ToString());
        }

        await EndAsync();
        return true;
    }

    private async Task DoAsync(Command command)
    {
        var failed = _expected.All().Where(run => run.Failed is { IsOpen: true }).ToArray();
        switch (command.What)
        {
            case <= 9:
                var waits = _flow.All().Where(node => node.Kind == Kind.Wait).Select(node => node.Id).Concat(_expected.Marks.Where(mark => mark.Name == "Go").Select(mark => mark.Key)).ToArray();
                await PickedAsync(waits, command, key => GoAsync(key, command.Crash));
                break;
            case <= 12 when _last is { } last:
                await DeliverAsync(last, command.Crash);
                break;
            case <= 15:
                await PickedAsync([.. _flow.All().Where(node => node.Kind == Kind.Event)], command, node => PublishAsync("ev-" + node.Id, command.Crash));
                break;
            case <= 20 or 31:
                await PassAsync(1 + (command.Pick % 3), command.Crash, isClaimLost: command.What == 31);
                break;
            case <= 24:
                await PickedAsync([.. _expected.Marks.Where(mark => mark.Name == "HumanTask")], command, mark => FinishTaskAsync(mark, command.Crash));
                break;
            case <= 27:
                await PickedAsync(failed, command, run => DecideAsync(run, isSkip: false, command.Crash));
                break;
            case <= 29:
                await PickedAsync(failed, command, run => DecideAsync(run, isSkip: true, command.Crash));
                break;
            case 30 when command.Pick % 4 == 0:
                _expected.Cancel();
                await DoAsync(command.Crash, () => _runtime.CancelAsync(_id, "random", cancellationToken));
                break;
        }
    }

    private static Task PickedAsync<T>(T[] from, Command command, Func<T, Task> act) => from.Length == 0 ? Task.CompletedTask : act(from[command.Pick % from.Length]);

    // Ends every wait and tries again or passes over every incident: whatever has happened, the instance must come to its end.
    private async Task EndAsync()
    {
        for (var round = 0; !_expected.IsOver; round++)
        {
            Assert.True(round < MostRounds, "it does not end");
            var failed = _expected.All().Where(run => run.Failed is { IsOpen: true }).ToArray();
            var waiting = _expected.Marks.Where(mark => mark.Owner.Failed is null).ToArray();
            if (failed.Length > 0 && (waiting.Length == 0 || round % 5 == 4))
            {
                await DecideAsync(failed[round / 2 % failed.Length], isSkip: waiting.Length == 0 && round % 2 == 1, 0);
            }
            else
            {
                Assert.True(waiting.Length > 0, "nothing is expected to wait, and it is not over");
                if (_last is { } seen)
                {
                    await DeliverAsync(seen, 0); // what has come must do nothing the second time, also when something waits for its key again
                }

                var mark = waiting[round % waiting.Length];
                await (mark.Name switch
                {
                    "Go" => GoAsync(mark.Key, 0),
                    "Event" => PublishAsync(mark.Key, 0),
                    "HumanTask" => FinishTaskAsync(mark, 0),
                    _ => PassAsync(3, 0, isClaimLost: false),
                });
            }

            await CheckAsync("end");
        }
    }

    private Task GoAsync(string node, int crash) => DeliverAsync(
        new Stimulus { InstanceId = _id, Key = string.Create(CultureInfo.InvariantCulture, $"go:{++_stimuli:D4}"), Name = "Go", BookmarkKey = node, CreatedAt = _clock.GetUtcNow() }, crash);

    private async Task DeliverAsync(Stimulus stimulus, int crash)
    {
        _last = stimulus;
        _expected.Deliver(stimulus.Name, stimulus.BookmarkKey, stimulus.Key);
        await DoAsync(crash, () => _runtime.DeliverAsync(stimulus, cancellationToken));
    }

    private async Task PublishAsync(string eventName, int crash)
    {
        _expected.Publish(eventName);
        await DoAsync(crash, () => _runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Publish(eventName, null, null);
                return ValueTask.FromResult(true);
            },
            cancellationToken));
    }

    private async Task PassAsync(int hours, int crash, bool isClaimLost)
    {
        _expected.Pass(hours);
        await _clock.AdvanceAsync(TimeSpan.FromHours(hours), cancellationToken);
        if (isClaimLost)
        {
            await services.GetRequiredService<IEngineStore>().ClaimDueTimersAsync(_clock.GetUtcNow(), 100, TimeSpan.FromMilliseconds(1), cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, cancellationToken);
        }

        await DoAsync(crash, () => Task.CompletedTask);
    }

    private async Task FinishTaskAsync(Mark mark, int crash)
    {
        var bookmark = (await ReadAsync(context => context.Bookmarks.Where(row => row.InstanceId == _id).ToListAsync(cancellationToken))).Single(row => row.ExecutionId == mark.Owner.Id);
        var task = await ReadAsync(context => context.Tasks.SingleAsync(row => row.BookmarkId == bookmark.Id, cancellationToken));
        _expected.Deliver("HumanTask", mark.Key, "task:" + mark.Key);
        await DoAsync(crash, () => _runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.ChangeTask(new HumanTaskChange(task with { Status = HumanTaskStatus.Completed, CompletedBy = "odd", CompletedAt = unit.Now, Outcome = "Done" }));
                unit.Deliver(new Stimulus { InstanceId = _id, Key = $"task:{task.Id}", Name = EngineStimuli.HumanTask, BookmarkKey = EngineStimuli.KeyOf(task.Id), CreatedAt = unit.Now });
                return ValueTask.FromResult(true);
            },
            cancellationToken));
    }

    private async Task DecideAsync(Running run, bool isSkip, int crash)
    {
        var incident = await ReadAsync(context => context.Incidents.SingleAsync(row => row.InstanceId == _id && row.ExecutionId == run.Id && row.Status == IncidentStatus.Open, cancellationToken));
        if (isSkip)
        {
            _expected.Skip(run);
            await DoAsync(crash, () => _runtime.SkipAsync(_id, incident.Id, null, "odd", cancellationToken));
        }
        else
        {
            _expected.Retry(run);
            await DoAsync(crash, () => _runtime.RetryAsync(_id, incident.Id, "odd", cancellationToken));
        }
    }

    // Whoever asked asks again when the process died before it had committed; the pumps of the next process do what is left.
    private async Task DoAsync(int crash, Func<Task> act)
    {
        _cuts.Arm(crash);
        try
        {
            await act();
        }
        catch (PowerCutException cut)
        {
            if (!cut.IsCommitted)
            {
                await act();
            }
        }

        // What a dead process had claimed is free when its lease has ended; what is tried again at once is ready a moment later on the database's clock.
        await _stepper.UntilQuietAsync(cancellationToken);
        for (var looks = 0; looks < MostLooks && (_cuts.HasCome || await WorkLeftAsync() > 0); looks++)
        {
            _cuts.Arm(0);
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, cancellationToken);
            await _stepper.UntilQuietAsync(cancellationToken);
        }

        _cuts.Arm(0);
    }

    private async Task CheckAsync(string after)
    {
        var standing = await ReadStandingAsync();
        var log = standing.Log.ToArray();
        if (standing.Folded > 0)
        {
            CheckFolded(standing, log);
        }
        else
        {
            CheckWhole(after, log);
        }

        try
        {
            standing.Check();
            Assert.Equal(ExpectedTokens(), standing.Tokens.Order(StringComparer.Ordinal));
            Assert.Equal(_expected.IsOver, standing.Row.Status == InstanceStatus.Finished);
            Assert.Equal(0, await WorkLeftAsync());
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            throw new InvalidOperationException($"after {after}: {exception.Message}\nlog: {string.Join("; ", log)}", exception);
        }
    }

    // Turns that a burst has begun and ended may be counted instead of written; nothing else may be missing, and nothing may be too much.
    private void CheckFolded(Standing standing, string[] log)
    {
        Assert.Empty(log.Except(_expected.Log));
        Assert.Equal(_expected.Log.Count(IsStart), log.Count(IsStart) + standing.Folded);

        static bool IsStart(string line) => line[0] == 'S';
    }

    private void CheckWhole(string after, string[] log)
    {
        var same = log.Zip(_expected.Log).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(
            same == log.Length && same == _expected.Log.Count,
            $"after {after}: as expected for {same} lines, then expected [{string.Join("; ", _expected.Log.Skip(same).Take(8))}], but it was [{string.Join("; ", log.Skip(same).Take(8))}]");
    }

    // Stimuli that are ready and timers that are due.
    private async Task<long> WorkLeftAsync()
    {
        var database = services.GetRequiredService<Database>();
        return await database.ReadAsync(
            async connection =>
            {
                await using var command = database.Command(
                    connection, null,
                    "select (select count(*) from stimuli where instance_id = @id and status = 0) + (select count(*) from bookmarks where instance_id = @id and due_at <= @now)",
                    ("id", _id), ("now", _clock.GetUtcNow()));
                return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // a count is never null
            },
            cancellationToken);
    }

    private IEnumerable<string> ExpectedTokens() => _expected.All().Where(run => randomCase.Tokens && run.Node.Kind == Kind.Chart).Select(run =>
    {
        return string.Create(CultureInfo.InvariantCulture, $"{run.Id}: {Counts(isBlock: false)} {Counts(isBlock: true)}");

        string Counts(bool isBlock) => "[" + string.Join(',', run.Node.Edges.Select((edge, place) => (Place: place, Count: run.Tokens.Count(token => token.Edge == edge && token.IsBlock == isBlock)))
            .Where(pair => pair.Count > 0).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Place},{pair.Count}"))) + "]";
    }).Order(StringComparer.Ordinal);

    private Task<Standing> ReadStandingAsync() => ReadAsync(async context => new Standing(
        await context.Instances.SingleAsync(row => row.Id == _id, cancellationToken),
        [.. (await context.Journal.Where(row => row.InstanceId == _id).OrderBy(row => row.FirstSequence).ToListAsync(cancellationToken)).SelectMany(block => JournalReader.Read(block.Entries))],
        await context.Bookmarks.Where(row => row.InstanceId == _id).ToListAsync(cancellationToken),
        await context.Incidents.Where(row => row.InstanceId == _id).ToListAsync(cancellationToken),
        await context.Tasks.Where(row => row.InstanceId == _id).ToListAsync(cancellationToken),
        await context.Outbox.Where(row => row.InstanceId == _id).Select(row => row.Key).ToListAsync(cancellationToken))
    {
        Sends = [.. _flow.All().Where(node => node.HasEffect).Select(node => node.Id)],
    });

    private async Task<T> ReadAsync<T>(Func<CaseDbContext, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CaseDbContext>());
    }
}
