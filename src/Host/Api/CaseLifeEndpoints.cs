using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>What happens in the life of a case outside its tasks. Each answers 204 or a problem, and takes If-Match as the other changes do.</summary>
internal static class CaseLifeEndpoints
{
    public static void MapCaseLife(this RouteGroupBuilder cases)
    {
        cases.MapPost("/{id:guid}/pause", PauseAsync).WithName("PauseCase");
        cases.MapPost("/{id:guid}/resume", ResumeAsync).WithName("ResumeCase");
        cases.MapPost("/{id:guid}/stop", StopAsync).WithName("StopCase");
        cases.MapPost("/{id:guid}/consent", DecideConsentAsync).WithName("DecideConsent");
        cases.MapPost("/{id:guid}/needs", AddNeedAsync).WithName("AddNeed");
        cases.MapPost("/{id:guid}/measures", StartAcuteAsync).WithName("StartAcuteMeasure");
        cases.MapPost("/{id:guid}/measures/{number:int}/end", EndMeasureAsync).WithName("EndMeasure");
        cases.MapPost("/{id:guid}/plan/changes", ChangePlanAsync).WithName("ChangePlan");
        cases.MapPost("/{id:guid}/handover/call-off", CallOffAsync).WithName("CallOffHandover");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PauseAsync(
        Guid id, ReasonRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.PauseAsync(id, request.Reason, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        Guid id, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.ResumeAsync(id, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(
        Guid id, StopCaseRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        return (request.Kind is { } kind ? StopKinds.Words.Find(kind) : StopKind.Other) is not { } known
            ? Problems.Invalid(context, "invalid-answers", "kind is death, sentence-lifted, mistake or other.", [new FieldProblem("kind", "death, sentence-lifted, mistake, other")])
            : Answer(await keeping.StopAsync(id, known, request.Reason, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideConsentAsync(
        Guid id, ConsentRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        ConsentAnswer? answer = request.Consent switch { "given" => ConsentAnswer.Given, "refused" => ConsentAnswer.Refused, "undecided" => ConsentAnswer.Undecided, _ => null };
        return answer is not { } known
            ? Problems.Invalid(context, "invalid-answers", "consent is given, refused or undecided.", [new FieldProblem("consent", "given, refused, undecided")])
            : Answer(await keeping.DecideConsentAsync(id, known, new Held(request.HeldOn, request.HeldBy), request.Explained, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AddNeedAsync(
        Guid id, NeedRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        return Tangles.Words.Find(request.Tangle) is not { } known
            ? Problems.Invalid(context, "invalid-answers", "tangle is health, social-belonging or economy-and-housing.", [new FieldProblem("tangle", "health, social-belonging, economy-and-housing")])
            : Answer(await keeping.AddNeedAsync(id, new NewNeed(known, request.Knot, request.Thread, request.Acute), request.RaisedOn, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StartAcuteAsync(
        Guid id, MeasureRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.StartAcuteMeasureAsync(id, MeasureOf(request), user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> EndMeasureAsync(
        Guid id, int number, EndMeasureRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.EndMeasureAsync(id, number, request.Completed, request.On, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePlanAsync(
        Guid id, ChangePlanRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var change = new PlanChange
        {
            Held = new Held(request.HeldOn, request.HeldBy),
            DecidedByPerson = request.DecidedByPerson,
            Added = request.Measures.IsDefault ? [] : [.. request.Measures.Select(MeasureOf)],
            Stopped = request.Stopped.IsDefault ? [] : request.Stopped,
            Note = request.Note,
        };
        return Answer(await keeping.ChangePlanAsync(id, change, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CallOffAsync(
        Guid id, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.CallOffHandoverAsync(id, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static NewMeasure MeasureOf(MeasureRequest request) => new()
    {
        Title = request.Title,
        DelivererNumber = request.Deliverer,
        StartsOn = request.StartsOn,
        EndsOn = request.EndsOn,
        RequiredOfPerson = request.RequiredOfPerson,
        Answers = request.Answers.IsDefault ? [] : request.Answers,
    };

    private static Results<NoContent, ProblemHttpResult> Answer(CaseResult result, HttpContext context, Texts texts) =>
        result is CaseResult.Done ? TypedResults.NoContent() : RefusalProblems.Of(result, context, texts);
}
