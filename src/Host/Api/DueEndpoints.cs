using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Due;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Everything due for one person.</summary>
public static class DueEndpoints
{
    public static RouteGroupBuilder MapDue(this RouteGroupBuilder api)
    {
        api.MapGet("/persons/{id:guid}/due", OpenAsync).WithName("GetPersonDue").WithTags("Cases")
            .WithSummary("Tasks, deadlines, meetings, logs, dates and notices of duty of a person's cases, whoever has to do them: overdue first, then by time; and what the flows wait for that is no task. Leaves a line in the audit of each case.");
        return api;
    }

    private static async Task<Results<Ok<PersonDueResource>, ProblemHttpResult>> OpenAsync(
        Guid id, DueReads due, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        await due.OpenAsync(id, user.Viewer, cancellationToken) is { } found
            ? TypedResults.Ok(PersonDueResource.Of(found, texts.Language))
            : Problems.NotFound(context, "person");
}

/// <summary>Everything due for one person. <paramref name="CaseIds"/>: the cases it is from. <paramref name="Waits"/>: what their flows wait for that is no task.</summary>
public sealed record PersonDueResource(string PersonName, ImmutableArray<Guid> CaseIds, ImmutableArray<DueResource> Items, ImmutableArray<FlowWaitResource> Waits)
{
    internal static PersonDueResource Of(PersonDue due, string language) => new(
        due.PersonName, [.. due.Cases.Select(subject => subject.Id)], [.. due.Lines.Select(line => DueResource.Of(line, language))], [.. due.Waits.Select(wait => FlowWaitResource.Of(wait, language))]);
}

/// <summary>One thing a flow waits for.</summary>
/// <param name="Kind"><c>date</c>, <c>unknownDate</c>, <c>flow</c>, <c>answer</c>, <c>event</c>, <c>outside</c> or <c>trouble</c>.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Flow">Definition of the flow that waits.</param>
/// <param name="Activity">Where in it, in its process owner's words.</param>
/// <param name="At">Until when; null: no date.</param>
/// <param name="Day">Until and with which day; null: <paramref name="At"/> is a time of day.</param>
/// <param name="Reason">Where the date comes from, in the caller's language.</param>
/// <param name="Other">Definition of the flow waited for.</param>
/// <param name="Template">Template of notices that are not answered.</param>
/// <param name="Event">What is waited to happen.</param>
public sealed record FlowWaitResource(
    string Kind, Guid CaseId, string Flow, string? Activity, DateTimeOffset? At, DateOnly? Day, string? Reason, string? Other, string? Template, string? Event)
{
    internal static FlowWaitResource Of(FlowWait wait, string language) => new(
        JsonNamingPolicy.CamelCase.ConvertName(wait.Kind.ToString()), wait.CaseId, wait.Flow.DefinitionId, wait.Activity, wait.At, wait.Day, wait.Reason?.In(language),
        wait.Other?.DefinitionId, wait.Template, wait.EventName);
}

/// <summary>One thing that is due.</summary>
/// <param name="Kind"><c>task</c>, <c>deadline</c>, <c>meeting</c>, <c>measureLog</c>, <c>start</c>, <c>transfer</c>, <c>release</c> or <c>dutyNotice</c>.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="At">When; null: no date.</param>
/// <param name="Day">The last day it is on time; null: <paramref name="At"/> is a time of day.</param>
/// <param name="IsOverdue">Whether it is over.</param>
/// <param name="Title">What it is called; null where the kind says all.</param>
/// <param name="TaskId">The task, for those who may open it.</param>
/// <param name="Reason">Where the date comes from, in the caller's language; null: it is a fact.</param>
/// <param name="Role">Role in the case that is waited for.</param>
/// <param name="UserId">Who is waited for, when known.</param>
public sealed record DueResource(string Kind, Guid CaseId, DateTimeOffset? At, DateOnly? Day, bool IsOverdue, string? Title, Guid? TaskId, string? Reason, string? Role, string? UserId)
{
    internal static DueResource Of(DueLine line, string language) => new(
        JsonNamingPolicy.CamelCase.ConvertName(line.Kind.ToString()), line.CaseId, line.At, line.Day, line.IsOverdue,
        line.Title ?? line.Task?.TitleIn(language) ?? line.Template ?? line.Meeting?.Kind.ToString(), line.MayOpen ? line.Task?.Id : null, line.Reason?.In(language), line.Role, line.Who);
}
