using System.Reflection;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Startup;

/// <summary>The database: SQLite in the data folder, or the server that <c>ConnectionStrings:Default</c> names.</summary>
internal static class DatabaseSetup
{
    public static WebApplicationBuilder AddDatabase(this WebApplicationBuilder builder)
    {
        var folder = new DataFolder(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton<IdSource>();
        builder.Services.AddPersistence(new PersistenceSettings
        {
            ConnectionString = builder.Configuration.GetConnectionString("Default"),
            DataDirectory = folder.Path,
            ManualClock = builder.Environment.IsDevelopment() && builder.Configuration.GetValue("Clock:Manual", false),
            NodeName = builder.Configuration["Node:Name"],
            Version = typeof(DatabaseSetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            MachineClock = MachineClock(builder),
        });
        builder.Services.AddScoped<CaseStore>();
        builder.Services.AddScoped<CaseList>();
        if (string.IsNullOrWhiteSpace(builder.Configuration["Email:Directory"]))
            builder.Configuration.AddInMemoryCollection([new("Email:Directory", Path.Combine(folder.Path, "mail"))]);
        return builder;
    }

    /// <summary>The machine's clock, or in Development one that is wrong by <c>Clock:Skew</c>: to try how nodes with different clocks get along.</summary>
    private static TimeProvider MachineClock(WebApplicationBuilder builder)
    {
        var skew = builder.Environment.IsDevelopment() ? builder.Configuration.GetValue("Clock:Skew", TimeSpan.Zero) : TimeSpan.Zero;
        return skew == TimeSpan.Zero ? TimeProvider.System : new SkewedClock(TimeProvider.System, skew);
    }
}
