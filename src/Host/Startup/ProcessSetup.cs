using ProcessAutomation.Activities;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Host.Delivery;
using ProcessAutomation.Host.Http;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Nodes;

namespace ProcessAutomation.Host.Startup;

/// <summary>The workflow engine with the process's activities on the business clock, the shipped flows, and the notices they send.</summary>
internal static class ProcessSetup
{
    public static WebApplicationBuilder AddProcess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new EngineClocks(services.GetRequiredService<BusinessClock>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddEngine();
        builder.Services.AddActivities();
        builder.Services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateOnStart();
        builder.Services.AddOptions<NoticeOptions>().BindConfiguration(NoticeOptions.Section);
        builder.Services.AddOptions<TaskOptions>().BindConfiguration(TaskOptions.Section)
            .Validate(o => o.ReservationDays is >= 0 and <= 30, "Tasks:ReservationDays is a number of working days from 0 to 30.")
            .Validate(o => o.LongestHoldDays is >= 1 and <= 3650, "Tasks:LongestHoldDays is a number of days from 1 to 3650.").ValidateOnStart();
        builder.Services.AddHostedService<ShelfStart>(); // before the pumps: no instance runs while flows are missing
        builder.Services.AddEnginePumps();
        builder.Services.AddDelivery();
        builder.Services.AddHttpRequests();
        builder.Services.AddWorkflowEndpoints();
        return builder;
    }

    private sealed class ShelfStart(WorkflowShelf shelf, NodeTurns turns) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => turns.RunAsync("flows", shelf.PublishAsync, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
