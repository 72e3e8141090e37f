using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Host.Health;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Registration of mail delivery. Needs the activities and the engine's stores beside it.</summary>
public static class DeliverySetup
{
    /// <summary>Adds options, the transport they choose, the loop and its readiness check.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>();
        services.AddSingleton<IEmailTransport>(provider =>
            provider.GetRequiredService<IOptions<EmailOptions>>().Value.Smtp.Host.Length > 0
                ? ActivatorUtilities.CreateInstance<SmtpTransport>(provider)
                : ActivatorUtilities.CreateInstance<EmlFileTransport>(provider));
        services.AddSingleton<ComposeMail>((provider, message, cancellationToken) => provider.GetRequiredService<NoticeComposer>().ComposeAsync(message, cancellationToken));
        services.AddSingleton<UndeliveredNotice>();
        services.AddSingleton<GiveUpMail>(provider => provider.GetRequiredService<UndeliveredNotice>().GiveUpAsync);
        services.AddSingleton<Courier>();
        services.AddSingleton<DeliveryLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryLoop>());
        services.AddHealthChecks().AddCheck<DeliveryCheck>("delivery", tags: [HealthEndpoints.Ready]);
        return services;
    }
}
