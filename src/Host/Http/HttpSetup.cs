using Microsoft.Extensions.Options;

namespace ProcessAutomation.Host.Http;

/// <summary>Requests of flows to others, and of others to flows. Needs the engine and its stores beside it.</summary>
public static class HttpSetup
{
    /// <summary>Adds options, the sender and the loop that carries requests out.</summary>
    public static IServiceCollection AddHttpRequests(this IServiceCollection services)
    {
        services.AddOptions<HttpOptions>().BindConfiguration(HttpOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpOptions>, HttpOptionsValidator>();
        services.AddSingleton<RequestSender>();
        services.AddSingleton<RequestCourier>();
        services.AddHostedService<RequestLoop>();
        return services;
    }
}
