using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Schema;

namespace ProcessAutomation.Bench.Flows;

/// <summary>The engine as the Host has it, over one database, without the web.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly WorkflowRuntime _runtime;

    private BenchEngine(ServiceProvider services, BenchClock clock)
    {
        _services = services;
        Clock = clock;
        Stepper = services.GetRequiredService<EngineStepper>();
        _runtime = services.GetRequiredService<WorkflowRuntime>();
    }

    public static async Task<BenchEngine> OpenAsync(string connectionString, int loopTurns)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var clock = new BenchClock();
        services.AddPersistence(new PersistenceSettings { ConnectionString = connectionString });
        services.AddSingleton(new EngineClocks(clock, TimeProvider.System));
        services.AddEngine().AddActivity<AskPerson>();
        services.Configure<EngineOptions>(options => (options.BurstActivities, options.BurstTime) = (1_000_000, TimeSpan.FromMinutes(1)));
        var engine = new BenchEngine(services.BuildServiceProvider(), clock);
        await engine._services.GetRequiredService<SchemaRunner>().RunAsync(CancellationToken.None);
        foreach (var text in new[] { FlowTexts.Ask, FlowTexts.Timer, FlowTexts.Loop(loopTurns) })
        {
            await engine.PublishAsync(text);
        }

        return engine;
    }

    /// <summary>Makes a definition startable.</summary>
    public async Task PublishAsync(string text)
    {
        var result = await _services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(text, DateTimeOffset.UtcNow, CancellationToken.None);
        if (result is PublishResult.Refused refused)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, refused.Problems));
        }

        if (result is not PublishResult.Published)
        {
            throw new InvalidOperationException($"The bench flow was not published: {result}");
        }
    }

    /// <summary>Reads and compiles a definition without keeping it.</summary>
    public CompileResult Compile(string text) =>
        _services.GetRequiredService<DefinitionCompiler>().Compile(((ReadResult.Read)DefinitionReader.Read(text)).Definition);

    /// <summary>One instance of any definition, until it waits or ends.</summary>
    public Task<Guid> RunAsync(string definitionId) => _runtime.StartAsync(new StartRequest { DefinitionId = definitionId }, CancellationToken.None);

    /// <summary>Publishes an event and runs what it moves, until nothing more moves.</summary>
    public async Task PublishEventAsync(string eventName)
    {
        await _runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Publish(eventName, correlationId: null, payload: null);
                return ValueTask.FromResult(true);
            },
            CancellationToken.None);
        await Stepper.UntilQuietAsync(CancellationToken.None);
    }

    /// <summary>Business time, moved by hand.</summary>
    public BenchClock Clock { get; }

    /// <summary>What the pumps of the Host call in rounds.</summary>
    public EngineStepper Stepper { get; }

    /// <summary>One instance that waits an hour.</summary>
    public Task<Guid> StartTimerAsync() => _runtime.StartAsync(new StartRequest { DefinitionId = "bench-timer" }, CancellationToken.None);

    /// <summary>One instance to its first wait.</summary>
    public Task<Guid> StartAsync(string? correlationId = null) =>
        _runtime.StartAsync(new StartRequest { DefinitionId = "bench-ask", CorrelationId = correlationId }, CancellationToken.None);

    /// <summary>The task completed and the instance finished, in one transaction.</summary>
    public Task ResumeAsync(Guid instance) => ResumeAsync(instance, null);

    /// <summary>The same, and the case changed with it: loaded whole, a fact set, a change logged and put on the agenda.</summary>
    public Task ResumeAsync(Guid instance, Guid? caseId)
    {
        AskPerson.Asked.TryRemove(instance, out var task);
        return _runtime.ExecuteAsync(
            async (unit, cancellationToken) =>
            {
                if (caseId is { } id)
                {
                    var found = await new CaseStore(unit.Services.GetRequiredService<CaseDbContext>()).LoadAsync(id, cancellationToken);
                    var refusal = found!.Home.SetMunicipality(found.HomeMunicipality == "4601" ? "0301" : "4601", Entry.By("kari", unit.Now)); // made below
                    if (refusal is not null)
                    {
                        throw new InvalidOperationException(refusal.Code);
                    }
                }

                unit.ChangeTask(new HumanTaskChange(task! with // the start put it there
                {
                    Status = HumanTaskStatus.Completed,
                    CompletedBy = "kari",
                    CompletedAt = unit.Now,
                    Outcome = "Done",
                }));
                unit.Deliver(new Stimulus
                {
                    InstanceId = instance,
                    Key = $"task:{task.Id}",
                    Name = "HumanTask",
                    BookmarkKey = task.Id.ToString(),
                    BookmarkId = task.BookmarkId,
                    PayloadJson = """{"outcome":"Done"}""",
                    CreatedAt = unit.Now,
                });
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>A whole loop in one burst.</summary>
    public Task LoopAsync() => _runtime.StartAsync(new StartRequest { DefinitionId = "bench-loop" }, CancellationToken.None);

    /// <summary>Cases of as many synthetic persons.</summary>
    public async Task<IReadOnlyList<Guid>> MakeCasesAsync(int count)
    {
        var cases = new List<Guid>();
        while (cases.Count < count)
        {
            var caseId = Guid.CreateVersion7();
            await _runtime.ExecuteAsync(
                (unit, _) =>
                {
                    var context = unit.Services.GetRequiredService<CaseDbContext>();
                    var person = BenchPersons.Next(unit.Now);
                    context.Add(person);
                    var start = new CaseStart { PersonId = person.Id, UnitId = "bench", StartDate = new DateOnly(2027, 1, 4) };
                    context.Add(((CaseOpening.Opened)Case.Open(caseId, start, Entry.By("kari", unit.Now))).Case);
                    return ValueTask.FromResult(true);
                },
                CancellationToken.None);
            cases.Add(caseId);
        }

        return cases;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
