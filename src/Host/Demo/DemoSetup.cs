using ProcessAutomation.Persistence.Nodes;

namespace ProcessAutomation.Host.Demo;

/// <summary>The demonstration: in Development the directory is filled at start, and cases are opened unless <c>Demo:Cases=false</c>.</summary>
internal static class DemoSetup
{
    public static WebApplicationBuilder AddDemo(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()) return builder;
        builder.Services.AddSingleton<DemoDirectory>();
        builder.Services.AddSingleton<DemoCases>();
        builder.Services.AddHostedService(services => new DemoStart(
            services.GetRequiredService<NodeTurns>(), services.GetRequiredService<DemoDirectory>(), builder.Configuration.GetValue("Demo:Cases", true) ? services.GetRequiredService<DemoCases>() : null));
        return builder;
    }

    private sealed class DemoStart(NodeTurns turns, DemoDirectory directory, DemoCases? cases) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => turns.RunAsync(
            "demonstration",
            async stopping =>
            {
                await directory.WriteAsync(stopping);
                if (cases is not null) await cases.OpenAsync(stopping);
            },
            cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
