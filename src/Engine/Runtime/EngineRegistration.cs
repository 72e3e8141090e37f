using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Branching;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Events;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Flowcharts;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Looping;
using ProcessAutomation.Engine.Primitives;
using ProcessAutomation.Engine.Scheduling;
using ProcessAutomation.Engine.Sequences;
using ProcessAutomation.Engine.WorkerTasks;
using ProcessAutomation.Engine.StateMachines;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>Puts the engine into a container.</summary>
public static class EngineRegistration
{
    /// <summary>
    /// The engine and its built-in activities. The store, the business clock (as <see cref="EngineClocks"/>) and the case facts come from
    /// elsewhere; without a clock of its own the business runs on the machine's, without facts there are none.
    /// </summary>
    public static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>();
        services.TryAddSingleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new EngineClocks(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IdSource>();
        services.TryAddSingleton(FactCatalog.Empty);
        services.TryAddSingleton<ActivityRegistry>();
        services.TryAddSingleton<DefinitionCompiler>();
        services.TryAddSingleton<WorkflowActivityCatalog>();
        services.TryAddSingleton<DefinitionCatalog>();
        services.TryAddSingleton<DefinitionPublisher>();
        services.TryAddSingleton<MissingActivities>();
        services.TryAddSingleton<StorageWatch>();
        services.TryAddSingleton<EngineSignals>();
        services.TryAddSingleton<EngineInstruments>();
        services.TryAddSingleton<WorkflowRuntime>();
        services.TryAddSingleton<EngineStepper>();
        services.TryAddSingleton<WorkerTaskDesk>();
        services.TryAddSingleton<InstanceInspector>();
        services.TryAddSingleton<InstanceAlterations>();
        return services
            .AddActivity<Flowchart>().AddActivity<Start>().AddActivity<End>().AddActivity<FlowNode>()
            .AddActivity<FlowDecision>().AddActivity<FlowSwitch>().AddActivity<FlowFork>().AddActivity<FlowJoin>().AddActivity<If>()
            .AddActivity<Switch>().AddActivity<Fork>().AddActivity<Branching.Parallel>().AddActivity<StateMachine>()
            .AddActivity<Sequence>()
            .AddActivity<For>().AddActivity<ForEach>().AddActivity<ParallelForEach>().AddActivity<While>().AddActivity<Break>()
            .AddActivity<SetVariable>().AddActivity<Finish>().AddActivity<Fault>().AddActivity<Correlate>().AddActivity<SetName>().AddActivity<WriteLine>()
            .AddActivity<Delay>().AddActivity<StartAt>().AddActivity<Cron>().AddActivity<Scheduling.Timer>()
            .AddActivity<Event>().AddActivity<PublishEvent>()
            .AddActivity<BulkDispatchWorkflows>().AddActivity<RunTask>()
            .AddActivity<Complete>().AddActivity<SetOutput>().AddActivity<DispatchWorkflow>().AddActivity<ExecuteWorkflow>()
            .AddActivity<FlowSendHttpRequest>().AddActivity<SendHttpRequest>().AddActivity<DownloadHttpFile>()
            .AddActivity<HttpEndpoint>().AddActivity<WriteHttpResponse>().AddActivity<WriteFileHttpResponse>();
    }

    /// <summary>The loops that run instances in the background of this process, after a look that every running instance can go on.</summary>
    public static IServiceCollection AddEnginePumps(this IServiceCollection services) =>
        services.AddHostedService<MissingActivityStop>().AddHostedService<StimulusPump>().AddHostedService<TimerPump>();

    /// <summary>Makes an activity type known. It is one stateless singleton.</summary>
    public static IServiceCollection AddActivity<T>(this IServiceCollection services)
        where T : Activity
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Activity, T>());
        return services;
    }
}
