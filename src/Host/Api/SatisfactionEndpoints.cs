using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.Satisfaction;

namespace ProcessAutomation.Host.Api;

/// <summary>Figures of what people answered about satisfaction. Single answers are shown to nobody.</summary>
public static class SatisfactionEndpoints
{
    public static RouteGroupBuilder MapSatisfaction(this RouteGroupBuilder api)
    {
        api.MapGet("/satisfaction", OfYearAsync).WithName("GetSatisfaction").WithTags("Indicators")
            .WithSummary("Figures of a year by quarter, step and question. Quarters that are not over, and questions that fewer than five answered, are left out.")
            .RequireAuthorization(policy => policy.RequireRole(SatisfactionYears.Readers));
        return api;
    }

    private static async Task<Results<Ok<SatisfactionResource>, ProblemHttpResult>> OfYearAsync(int year, SatisfactionFigures figures, HttpContext context, CancellationToken cancellationToken) =>
        !SatisfactionYears.Have(year)
            ? Problems.Invalid(context, "year", "year is from 2000 to 2200.", [new FieldProblem("year", "2000 to 2200")])
            : TypedResults.Ok(new SatisfactionResource(year, [.. (await figures.OfYearAsync(year, cancellationToken)).Select(figure => new SatisfactionFigureResource(
                figure.Quarter, figure.Step, Wire.Name(figure.Respondent), Wire.Name(figure.Question), figure.Answers, figure.Declined, figure.Mean))]));
}

/// <summary>Figures of a year.</summary>
public sealed record SatisfactionResource(int Year, ImmutableArray<SatisfactionFigureResource> Items);

/// <summary>
/// One question in one quarter. <paramref name="Respondent"/>: <c>person</c> or <c>staff</c>; <paramref name="Question"/>: <c>overall</c>, <c>influence</c> or <c>cooperation</c>;
/// <paramref name="Mean"/>: 1 to 5.
/// </summary>
public sealed record SatisfactionFigureResource(int Quarter, string Step, string Respondent, string Question, int Answers, int Declined, double Mean);
