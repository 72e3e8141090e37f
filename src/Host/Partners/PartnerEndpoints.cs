using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Tasks;
using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Partners;

/// <summary><c>/api/v1/cases/{id}</c>: answers to notices, the person's languages, and tasks outside the flow.</summary>
internal static class PartnerEndpoints
{
    public static RouteGroupBuilder MapPartners(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases/{id:guid}").WithTags("Cases");
        cases.MapGet("/notices", NoticesAsync).WithName("ListAskedNotices");
        cases.MapPost("/notices/{notice:guid}/answer", AnswerAsync).WithName("AnswerCaseNotice");
        cases.MapGet("/languages", LanguagesAsync).WithName("GetLanguages");
        cases.MapPut("/languages", ChangeLanguagesAsync).WithName("ChangeLanguages");
        cases.MapGet("/extra-tasks", TasksAsync).WithName("ListExtraTasks");
        cases.MapPost("/extra-tasks", AddTaskAsync).WithName("AddExtraTask");
        cases.MapPost("/extra-tasks/{task:guid}/cancel", CancelTaskAsync).WithName("CancelExtraTask");
        return api;
    }

    private static async Task<Results<Ok<AskedNoticeListResource>, ProblemHttpResult>> NoticesAsync(Guid id, CaseReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await reads.OpenAsync(id, user.Viewer, "notices", cancellationToken) is { } view
            ? TypedResults.Ok(new AskedNoticeListResource([.. view.Asked.Select(AskedNoticeResource.Of)]))
            : Problems.NotFound(context, "case");

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(
        Guid id, Guid notice, NoticeAnswerRequest request, NoticeDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await desk.ReplyAsync(id, notice, NoticeDesk.AnswerOf(request.Answer), request.Message, user.Viewer, cancellationToken), context, texts);

    private static async Task<Results<Ok<LanguagesResource>, ProblemHttpResult>> LanguagesAsync(Guid id, CaseReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken)
    {
        if (await reads.OpenAsync(id, user.Viewer, "languages", cancellationToken) is not { } view || !view.Rights.HasFlag(CaseRights.SeeNotices))
            return Problems.NotFound(context, "case");
        EntityTags.Write(context, view.Case.Version);
        var person = view.Person;
        return TypedResults.Ok(new LanguagesResource(person.Language, person.FurtherLanguages, person.InterpreterLanguage, [.. view.LanguageHistory.Select(LanguagesEntryResource.Of)]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeLanguagesAsync(
        Guid id, LanguagesRequest request, LanguageDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var languages = new Languages { Reads = request.Language, Further = request.FurtherLanguages ?? [], Interpreter = request.InterpreterLanguage };
        return Answer(await desk.ChangeAsync(id, languages, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);
    }

    private static async Task<Results<Ok<ExtraTaskListResource>, ProblemHttpResult>> TasksAsync(Guid id, CaseReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await reads.OpenAsync(id, user.Viewer, "extra-tasks", cancellationToken) is { } view
            ? TypedResults.Ok(new ExtraTaskListResource([.. view.ExtraTasks.Select(ExtraTaskResource.Of)]))
            : Problems.NotFound(context, "case");

    private static async Task<Results<CreatedAtRoute<AddedTaskResource>, ProblemHttpResult>> AddTaskAsync(
        Guid id, ExtraTaskRequest request, ExtraTaskDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var wish = new NewExtraTask { Title = request.Title, Text = request.Text, Role = request.Role, Assignee = request.Assignee, DueOn = request.DueOn };
        var (result, task) = await desk.AddAsync(id, wish, user.Viewer, EntityTags.Read(context), cancellationToken);
        return result is CaseResult.Done
            ? TypedResults.CreatedAtRoute(new AddedTaskResource(task), "ListExtraTasks", new RouteValueDictionary { ["id"] = id })
            : RefusalProblems.Of(result, context, texts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelTaskAsync(
        Guid id, Guid task, CancelExtraTaskRequest request, ExtraTaskDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await desk.CancelAsync(id, task, request.Reason, user.Viewer, cancellationToken), context, texts);

    private static Results<NoContent, ProblemHttpResult> Answer(CaseResult result, HttpContext context, Texts texts) =>
        result is CaseResult.Done ? TypedResults.NoContent() : RefusalProblems.Of(result, context, texts);
}
