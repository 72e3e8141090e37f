using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Startup;

/// <summary>The database: SQLite in the data folder, or the server that <c>ConnectionStrings:Default</c> names.</summary>
internal static class DatabaseSetup
{
    public static WebApplicationBuilder AddDatabase(this WebApplicationBuilder builder)
    {
        var folder = new DataFolder(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IdSource>();
        builder.Services.AddPersistence(new PersistenceSettings
        {
            ConnectionString = builder.Configuration.GetConnectionString("Default"),
            DataDirectory = folder.Path,
            ManualClock = builder.Environment.IsDevelopment() && builder.Configuration.GetValue("Clock:Manual", false),
        });
        builder.Services.AddScoped<CaseStore>();
        builder.Services.AddScoped<CaseList>();
        if (string.IsNullOrWhiteSpace(builder.Configuration["Email:Directory"]))
            builder.Configuration.AddInMemoryCollection([new("Email:Directory", Path.Combine(folder.Path, "mail"))]);
        return builder;
    }
}
