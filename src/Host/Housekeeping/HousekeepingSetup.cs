using Microsoft.Extensions.Options;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Databases;
using Quartz;

namespace ProcessAutomation.Host.Housekeeping;

/// <summary>
/// Recurring housekeeping (docs/adr/0017). On PostgreSQL the nodes share one schedule, in the database, and each time falls to one of
/// them. On SQLite there is one process, and the schedule is in its memory.
/// </summary>
public static class HousekeepingSetup
{
    /// <summary>How often a node shows the others that its scheduler lives; one that died in a run blocks that job for about twice this long.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(20);

    /// <summary>How long the scheduler leaves a database alone that is away.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(15);

    public static WebApplicationBuilder AddHousekeeping(this WebApplicationBuilder builder)
    {
        builder.Services.AddHousekeeping(new PersistenceSettings { ConnectionString = builder.Configuration.GetConnectionString("Default") }.IsShared);
        return builder;
    }

    /// <summary>The jobs, the scheduler and the record. Needs persistence beside it.</summary>
    /// <param name="services">The container.</param>
    /// <param name="isShared">Whether several processes share the database.</param>
    public static IServiceCollection AddHousekeeping(this IServiceCollection services, bool isShared)
    {
        services.AddOptions<HousekeepingOptions>().BindConfiguration(HousekeepingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HousekeepingOptions>, HousekeepingOptionsValidator>();
        services.AddSingleton<HousekeepingJobs>();
        services.AddSingleton<HousekeepingScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<HousekeepingScheduler>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "ProcessAutomation"; // one schedule a database
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.AddSchedulerListener<SchedulerTrouble>();
            quartz.UseDefaultThreadPool(1); // one job at a time is enough for a node
            if (isShared)
                quartz.UsePersistentStore(Share);
            else
                quartz.UseInMemoryStore();
        });
        return services;
    }

    private static void Share(IPersistentStoreBuilder store)
    {
        store.UsePostgres(source => source.DataSourceFactory = provider => ((PostgresDatabase)provider.GetRequiredService<Database>()).Connections);
        store.UseClustering(cluster => cluster.CheckinInterval = CheckInterval);
        store.ConfigureStore(options =>
        {
            options.StoreJobDataAsStrings = true;
            options.DbRetryInterval = RetryInterval;
            options.UseBackgroundThreads = true;
        });
    }
}
