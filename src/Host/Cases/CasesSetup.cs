using ProcessAutomation.Host.Cases.Actions;
using ProcessAutomation.Host.Due;

namespace ProcessAutomation.Host.Cases;

/// <summary>What the case pages need.</summary>
internal static class CasesSetup
{
    public static WebApplicationBuilder AddCases(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DateActions>().AddSingleton<RoleActions>().AddSingleton<NeedActions>().AddSingleton<MeasureActions>().AddSingleton<GroupActions>().AddSingleton<MeetingActions>().AddSingleton<LifeActions>();
        builder.Services.AddSingleton<PartnerActions>().AddSingleton<LanguageActions>().AddSingleton<ExtraTaskActions>().AddSingleton<HomeActions>();
        builder.Services.AddSingleton<CaseActionBook>();
        builder.Services.AddScoped<WaitWords>();
        return builder;
    }
}
