using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.Designer;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Simulation;

/// <summary><c>POST /api/v1/simulations</c>: plays a flow, for those who draw flows. Nothing of it is stored.</summary>
public static class SimulationEndpoints
{
    public static WebApplicationBuilder AddSimulation(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Simulator>();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, SimulationJson.Default));
        return builder;
    }

    public static WebApplication MapSimulation(this WebApplication app)
    {
        app.MapPost("/api/v1/simulations", PlayAsync).WithName("Simulate").WithTags("Simulations").RequireAuthorization().DisableAntiforgery();
        return app;
    }

    private static async Task<Results<Ok<CourseResource>, ProblemHttpResult>> PlayAsync(
        SimulationRequest request, Simulator simulator, BusinessClock clock, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (!DesignerAccess.MayEdit(user)) return Problems.Forbidden(context);
        var wish = request.Wish;
        var refusals = SimulationCheck.Check(wish, NorwegianTime.DateOf(clock.GetUtcNow()));
        if (!refusals.IsEmpty)
            return Problems.Invalid(context, "simulation-refused", texts["simulation.refused"], texts.Explain(refusals), refusals.Select(refusal => refusal.Code));
        var played = await simulator.PlayAsync(wish, cancellationToken);
        if (played is not SimulationResult.Played { Course: var course }) return Refuse(played, context, texts);
        if (!request.Compare) return TypedResults.Ok(ResourceOf(course, null, texts.Language));
        return await simulator.PlayAsync(wish with { Flow = FlowChoice.Published }, cancellationToken) is SimulationResult.Played { Course: var published }
            ? TypedResults.Ok(ResourceOf(course, published, texts.Language))
            : TypedResults.Ok(ResourceOf(course, null, texts.Language)); // nothing is published to compare with
    }

    private static ProblemHttpResult Refuse(SimulationResult result, HttpContext context, Texts texts) => result is SimulationResult.Faulty faulty
        ? Problems.Invalid(context, "flow-faulty", texts["simulation.faulty"], [.. faulty.Problems.Select(problem => new FieldProblem(problem.Pointer, texts.Explain(problem)))], faulty.Problems.Select(problem => problem.Id))
        : Problems.NotFound(context, "flow");

    private static CourseResource ResourceOf(Course course, Course? published, string language) => new(
        course.Version, course.End, course.Until, Math.Round(course.Took.TotalSeconds, 2),
        [.. course.Events.Select(happened => CourseEventResource.Of(happened, language))],
        published is null ? null : [.. CourseComparison.Compare(published, course).Select(difference => new CourseDifferenceResource(
            difference.Change,
            difference.Before is { } before ? CourseEventResource.Of(before, language) : null,
            difference.After is { } after ? CourseEventResource.Of(after, language) : null))]);
}
