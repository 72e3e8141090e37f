using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Putting right what was entered wrong: facts of a case, answers to completed tasks; and opening tasks again. For those who keep or lead the case.</summary>
public static class CorrectionEndpoints
{
    public static RouteGroupBuilder MapCorrections(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases/{id:guid}/corrections").WithTags("Cases");
        cases.MapGet("", ListAsync).WithName("ListCorrections");
        cases.MapPost("", CorrectAsync).WithName("CorrectFacts");
        cases.MapPost("/attendance", AddAttendanceAsync).WithName("AddAttendance");
        var tasks = api.MapGroup("/tasks/{id:guid}").WithTags("Tasks");
        tasks.MapPost("/correction", CorrectTaskAsync).WithName("CorrectTask");
        tasks.MapPost("/reopening", ReopenAsync).WithName("ReopenTask");
        return api;
    }

    /// <summary>What was corrected, newest first, and the facts that stand and can be.</summary>
    private static async Task<Results<Ok<CorrectionListResource>, ProblemHttpResult>> ListAsync(Guid id, CorrectionReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await reads.OpenAsync(id, user.Viewer, cancellationToken) is { } view
            ? TypedResults.Ok(new CorrectionListResource([.. view.Made.Select(CorrectionResource.Of)], [.. view.Facts.Select(fact => new FactResource(fact.Fact.Key, fact.Part, fact.Value))]))
            : Problems.NotFound(context, "case");

    /// <summary>Corrects facts, all or none. Deadlines that count from them move at once; If-Match with the case's version is optional.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> CorrectAsync(
        Guid id, CorrectionRequest request, CorrectionDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        ImmutableArray<FactToCorrect> facts = [.. request.Facts.Select(fact => new FactToCorrect(fact.Fact, fact.Part, fact.Value))];
        var result = await desk.CorrectAsync(id, facts, request.Reason, user.Viewer, EntityTags.Read(context), cancellationToken);
        return result is CaseResult.Done ? TypedResults.NoContent() : RefusalProblems.Of(result, context, texts);
    }

    /// <summary>Enters who was left out when the attendance of a meeting of the group was; If-Match with the case's version is optional.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> AddAttendanceAsync(
        Guid id, AttendanceRequest request, CorrectionDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (Presences.Words.Find(request.Presence) is not { } presence)
            return RefusalProblems.Of(new CaseResult.Refused([Refusal.Of(RefusalCodes.CorrectionNotAChoice, "presence")]), context, texts);
        var result = await desk.AddAttendanceAsync(id, request.Meeting, new Attendee(request.Member, presence, request.WhyAbsent), request.Reason, user.Viewer, EntityTags.Read(context), cancellationToken);
        return result is CaseResult.Done ? TypedResults.NoContent() : RefusalProblems.Of(result, context, texts);
    }

    /// <summary>Corrects the answers of a completed task; an answer that is not sent stays.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> CorrectTaskAsync(
        Guid id, TaskCorrectionRequest request, TaskCorrectionDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await desk.CorrectAsync(id, request.Answers, request.Reason, user.Viewer, cancellationToken);
        return result is CaseResult.Done ? TypedResults.NoContent() : OfTask(result, context, texts);
    }

    /// <summary>Opens a completed task again, or does what comes nearest: a flow that has gone on is not turned back.</summary>
    private static async Task<Results<Ok<ReopeningResource>, ProblemHttpResult>> ReopenAsync(
        Guid id, ReopeningRequest request, TaskCorrectionDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await desk.ReopenAsync(id, request.Reason, user.Viewer, cancellationToken);
        return result is { Kind: { } kind, TaskId: { } task }
            ? TypedResults.Ok(new ReopeningResource(kind switch { Reopening.Reopened => "reopened", Reopening.Repeated => "repeated", Reopening.OpenAlready => "open-already", _ => "correction-asked" }, task, texts[$"reopening.{kind}"]))
            : OfTask(result.Result, context, texts);
    }

    private static ProblemHttpResult OfTask(CaseResult result, HttpContext context, Texts texts) =>
        result is CaseResult.NotFound ? Problems.NotFound(context, "task") : RefusalProblems.Of(result, context, texts);
}

/// <summary>Facts to put right, and why.</summary>
public sealed record CorrectionRequest(string Reason, IReadOnlyList<FactRequest> Facts);

/// <summary>A fact by its key (<c>meeting.heldOn</c>), the number of its part where it has one, and what should have stood there. Days are yyyy-MM-dd.</summary>
public sealed record FactRequest(string Fact, int? Part = null, string? Value = null);

/// <summary>Somebody who was left out of the attendance of a meeting, and why they are entered now.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Meeting">Number of the meeting.</param>
/// <param name="Presence"><c>present</c>, <c>part</c> or <c>absent</c>.</param>
/// <param name="Member">Number of the member; null: the person.</param>
/// <param name="WhyAbsent">Why they did not come; needed of a member who delivers a measure.</param>
public sealed record AttendanceRequest(string Reason, int Meeting, string Presence, int? Member = null, string? WhyAbsent = null);

/// <summary>Answers by field name as they should have been, and why.</summary>
public sealed record TaskCorrectionRequest(string Reason, JsonObject Answers);

/// <summary>Why a task is to be open again.</summary>
public sealed record ReopeningRequest(string Reason);

/// <summary>What was done.</summary>
/// <param name="Result"><c>reopened</c>, <c>repeated</c>, <c>open-already</c> or <c>correction-asked</c>.</param>
/// <param name="TaskId">The task that is open now.</param>
/// <param name="Explanation">The same in words.</param>
public sealed record ReopeningResource(string Result, Guid TaskId, string Explanation);

/// <summary>Corrections made and facts that can be corrected.</summary>
public sealed record CorrectionListResource(IReadOnlyList<CorrectionResource> Made, IReadOnlyList<FactResource> Facts);

/// <summary>A fact as it stands.</summary>
public sealed record FactResource(string Fact, int? Part, string? Value);

/// <summary>A correction.</summary>
public sealed record CorrectionResource(string Fact, int? Part, string? OldValue, string? NewValue, string Reason, Guid? TaskId, string MadeBy, DateTimeOffset MadeAt)
{
    internal static CorrectionResource Of(Correction made) => new(made.Fact, made.Part, made.OldValue, made.NewValue, made.Reason, made.TaskId, made.MadeBy, made.MadeAt);
}
