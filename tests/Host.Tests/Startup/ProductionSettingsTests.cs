using Microsoft.Extensions.Configuration;
using ProcessAutomation.Host.Startup;

namespace ProcessAutomation.Host.Tests.Startup;

public sealed class ProductionSettingsTests
{
    private static readonly Dictionary<string, string?> Fit = new()
    {
        ["Authentication:Schemes:Bearer:Authority"] = "https://id.example",
        ["Authentication:Schemes:Bearer:ValidAudiences:0"] = "processautomation",
        ["DataProtection:KeyRing"] = "database",
        ["Email:Smtp:Host"] = "mail.example",
    };

    [Fact]
    public void A_complete_configuration_may_start() => Assert.Empty(FaultsOf(Fit));

    [Theory]
    [InlineData("Authentication:Schemes:Bearer:Authority")]
    [InlineData("Authentication:Schemes:Bearer:ValidAudiences:0")]
    [InlineData("DataProtection:KeyRing")]
    [InlineData("Email:Smtp:Host")]
    public void A_missing_setting_is_named(string setting)
    {
        var fault = Assert.Single(FaultsOf(Fit.Where(s => s.Key != setting)));
        Assert.StartsWith(setting.Replace(":0", "", StringComparison.Ordinal), fault, StringComparison.Ordinal);
    }

    [Fact]
    public void All_missing_settings_are_named_at_once() => Assert.Equal(4, FaultsOf([]).Length);

    [Fact]
    public void The_manual_clock_is_refused()
    {
        var fault = Assert.Single(FaultsOf(Fit.Append(new("Clock:Manual", "true"))));
        Assert.StartsWith("Clock:Manual", fault, StringComparison.Ordinal);
    }

    private static string[] FaultsOf(IEnumerable<KeyValuePair<string, string?>> settings) =>
        [.. ProductionSettings.Faults(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())];
}
