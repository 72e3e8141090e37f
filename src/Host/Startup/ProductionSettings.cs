using System.Collections.Immutable;

namespace ProcessAutomation.Host.Startup;

/// <summary>What must be set before the program may run for real people. All missing settings are named at once.</summary>
public static class ProductionSettings
{
    /// <summary>Stops the start in Production when a setting is missing or one of Development is on.</summary>
    /// <exception cref="InvalidOperationException">Names every setting at fault.</exception>
    public static WebApplicationBuilder RefuseUnfitProduction(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment()) return builder;
        var faults = Faults(builder.Configuration);
        if (!faults.IsEmpty)
            throw new InvalidOperationException($"The Host does not start in {builder.Environment.EnvironmentName}:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", faults)}");
        return builder;
    }

    /// <summary>Every fault of a production configuration, in words for who runs the program; empty: it may start.</summary>
    public static ImmutableArray<string> Faults(IConfiguration configuration)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        void Need(string setting, string why)
        {
            if (string.IsNullOrWhiteSpace(configuration[setting])) faults.Add($"{setting} is missing: {why}");
        }

        Need("Authentication:Schemes:Bearer:Authority", "the identity provider whose tokens are accepted. "
            + "(Sign-in to the pages by OpenID Connect needs Microsoft.AspNetCore.Authentication.OpenIdConnect, which this build does not contain; until then the pages stay closed in production and the API is open to tokens.)");
        if (string.IsNullOrWhiteSpace(configuration["Authentication:Schemes:Bearer:ValidAudience"]) && !configuration.GetSection("Authentication:Schemes:Bearer:ValidAudiences").GetChildren().Any())
            faults.Add("Authentication:Schemes:Bearer:ValidAudiences is missing: the audience a token must be made out to.");
        if (!string.Equals(configuration["DataProtection:KeyRing"], "database", StringComparison.OrdinalIgnoreCase))
            faults.Add("DataProtection:KeyRing is missing: set it to \"database\", so that every process reads the same keys. DataProtection:CertificatePath (and CertificatePassword) encrypts them at rest.");
        Need("Email:Smtp:Host", "the mail server. Mails written to files reach nobody.");
        if (string.Equals(configuration["Clock:Manual"], "true", StringComparison.OrdinalIgnoreCase))
            faults.Add("Clock:Manual is set: the manual clock exists in Development only.");
        if (!string.IsNullOrWhiteSpace(configuration["Clock:Skew"]))
            faults.Add("Clock:Skew is set: a clock is made wrong in Development only.");
        return faults.ToImmutable();
    }
}
