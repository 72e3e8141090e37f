using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Api;

/// <summary>What the desks say no with, as problem documents.</summary>
internal static class RefusalProblems
{
    /// <summary>The problem of a result that is not done.</summary>
    public static ProblemHttpResult Of(CaseResult result, HttpContext context, Texts texts) => result switch
    {
        CaseResult.NotFound => Problems.NotFound(context, "case"),
        CaseResult.Forbidden => Problems.Forbidden(context),
        CaseResult.Stale stale => Problems.VersionMismatch(context, stale.Version),
        CaseResult.Refused refused => Of(refused.Refusals, context, texts),
        _ => throw new UnreachableException(),
    };

    /// <summary>The problem of a result that is not done.</summary>
    public static ProblemHttpResult Of(TaskResult result, HttpContext context, Texts texts) => result switch
    {
        TaskResult.NotFound => Problems.NotFound(context, "task"),
        TaskResult.Stale stale => Problems.VersionMismatch(context, stale.Version),
        TaskResult.Taken { Status: HumanTaskStatus.Claimed } taken => Problems.Conflict(context, "task-claimed", $"The task was claimed by {taken.By} {When(taken)}."),
        TaskResult.Taken { Status: HumanTaskStatus.Cancelled } => Problems.Conflict(context, "task-cancelled", "The task was cancelled."),
        TaskResult.Taken taken => Problems.Conflict(context, "task-completed", $"The task was completed by {taken.By} {When(taken)}."),
        TaskResult.Refused refused => Of(refused.Refusals, context, texts),
        _ => throw new UnreachableException(),
    };

    /// <summary>Faulty answers are the request's fault (400); what the rules of the case refuse is a conflict with its state (409).</summary>
    public static ProblemHttpResult Of(ImmutableArray<Refusal> refusals, HttpContext context, Texts texts)
    {
        var fields = texts.Explain(refusals);
        var detail = string.Join(' ', fields.Select(f => f.Message).Distinct(StringComparer.Ordinal));
        var codes = refusals.Select(r => r.Code);
        return refusals.Any(r => IsAboutAnswers(r.Code))
            ? Problems.Invalid(context, "invalid-answers", detail, fields, codes)
            : Problems.Conflict(context, "refused", detail, fields, codes);
    }

    private static string When(TaskResult.Taken taken) => taken.At is { } at ? $"at {at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "earlier";

    private static bool IsAboutAnswers(string code) =>
        code.Split('.')[0] is "answer" or "text" or "email" or "person" or "takeover" || code is RefusalCodes.CorrectionFactUnknown or RefusalCodes.CorrectionNotADay or RefusalCodes.CorrectionNotAnInstant or RefusalCodes.CorrectionNotAChoice || code is RefusalCodes.UnitMissing or RefusalCodes.DateInFuture or RefusalCodes.DateOutOfRange or RefusalCodes.EndsBeforeStart;
}
