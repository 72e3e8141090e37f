using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Startup;

/// <summary>The workflow engine with the process's activities, on the business clock.</summary>
internal static class ProcessSetup
{
    public static WebApplicationBuilder AddProcess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new EngineClocks(services.GetRequiredService<BusinessClock>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddEngine();
        builder.Services.AddEnginePumps();
        builder.Services.Configure<EngineOptions>(builder.Configuration.GetSection(EngineOptions.Section));
        return builder;
    }
}
