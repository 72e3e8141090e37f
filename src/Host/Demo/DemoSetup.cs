namespace ProcessAutomation.Host.Demo;

/// <summary>The demonstration: in Development the directory is filled at start.</summary>
internal static class DemoSetup
{
    public static WebApplicationBuilder AddDemo(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()) return builder;
        builder.Services.AddSingleton<DemoDirectory>();
        builder.Services.AddHostedService<DemoStart>();
        return builder;
    }

    private sealed class DemoStart(DemoDirectory directory) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => directory.WriteAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
