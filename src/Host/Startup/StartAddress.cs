using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ProcessAutomation.Host.Startup;

/// <summary>Prints the one address to open, once the server listens.</summary>
internal static class StartAddress
{
    public static WebApplication PrintAddress(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
            if (addresses?.FirstOrDefault() is { } address) Console.WriteLine(address);
        });
        return app;
    }
}
