using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ProcessAutomation.Host.Partners;

/// <summary>What partners without an account reach, and how often.</summary>
internal static class PartnersSetup
{
    /// <summary>Name of the limit.</summary>
    public const string Limit = "answers";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static WebApplicationBuilder AddPartners(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AnswerOptions>().BindConfiguration(AnswerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, PartnerJson.Default));
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning); // it writes addresses down, and the address of a link is its key
        builder.Services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = context.RequestServices.GetRequiredService<IOptions<AnswerOptions>>().Value.PerMinute, Window = Window }));
            o.OnRejected = RejectAsync;
        });
        return builder;
    }

    public static WebApplication UsePartners(this WebApplication app)
    {
        app.UseRateLimiter();
        return app;
    }

    private static async ValueTask RejectAsync(Microsoft.AspNetCore.RateLimiting.OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        AnswerEndpoints.Guard(rejected.HttpContext);
        rejected.HttpContext.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await new RazorComponentResult<AnswerPage>(AnswerPage.With(AnswerPageView.Busy)) { StatusCode = StatusCodes.Status429TooManyRequests }.ExecuteAsync(rejected.HttpContext);
    }
}
