using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Engine.Values;
using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Clock;

/// <summary><c>POST /dev/clock</c>: in Development with <c>Clock:Manual=true</c>, time is moved by hand. It does not exist otherwise.</summary>
public static class ClockEndpoints
{
    // Long after anybody's sentence, and long before the calendar ends and days can be added no more.
    private static readonly DateTimeOffset Farthest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static WebApplicationBuilder AddManualClock(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ClockDriver>();
        builder.Services.AddOptions<ManualClockOptions>().BindConfiguration(ManualClockOptions.Section).ValidateDataAnnotations();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ClockJson.Default));
        return builder;
    }

    public static WebApplication MapManualClock(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || !app.Services.GetRequiredService<BusinessClock>().IsManual) return app;
        var clock = app.MapGroup("/dev/clock").WithTags("Manual clock").AllowAnonymous().DisableAntiforgery();
        clock.MapPost("", MoveAsync).WithName("MoveClock");
        clock.MapGet("", Show).WithName("ShowClock");
        return app;
    }

    private static async Task<Results<Ok<ClockReport>, ProblemHttpResult>> MoveAsync(ClockMove move, BusinessClock clock, ClockDriver driver, HttpContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset target;
        if (move is { Now: { } instant, Advance: null }) target = instant.ToUniversalTime();
        else if (move is { Now: null, Advance: { } text } && Durations.TryParse(text, out var by)) target = now + by;
        else return Refuse(context, "Give either now (ISO 8601 with offset) or advance (P7D, PT1H).", "advance");
        if (target > Farthest)
            return Refuse(context, $"The clock goes no further than {Farthest:O}.", move.Now is null ? "advance" : "now");
        return target < now
            ? Refuse(context, $"The clock shows {now:O} and does not go back.", move.Now is null ? "advance" : "now")
            : TypedResults.Ok(await driver.MoveAsync(target, cancellationToken));
    }

    private static Ok<ClockReport> Show(BusinessClock clock) => TypedResults.Ok(new ClockReport(clock.GetUtcNow(), ImmutableArray<ClockFiring>.Empty, 0, true));

    private static ProblemHttpResult Refuse(HttpContext context, string detail, string field) =>
        Problems.Invalid(context, "clock", detail, [new FieldProblem(field, detail)]);
}
