using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Inbox;

/// <summary>What the page of a task needs besides the page: its draft as it is typed, and its files.</summary>
public static class TaskPageSetup
{
    public static WebApplicationBuilder AddTaskPage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AttachmentOptions>().BindConfiguration(AttachmentOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AttachmentOptions>, AttachmentOptionsValidator>();
        builder.Services.AddScoped<TaskPosts>();
        return builder;
    }

    public static WebApplication MapTaskPage(this WebApplication app)
    {
        var page = app.MapGroup("/oppgaver/{id:guid}").RequireAuthorization().ExcludeFromDescription();
        page.MapPost("/utkast", SaveDraftAsync).WithName("TypeDraft");
        page.MapGet("/vedlegg/{fileId:guid}", SendFileAsync).WithName("SaveAttachment");
        return app;
    }

    /// <summary>What the page's script sends while somebody types.</summary>
    private static async Task<Results<JsonHttpResult<SavedDraft>, NotFound>> SaveDraftAsync(
        Guid id, IFormCollection form, DraftReads reads, DraftDesk drafts, CurrentUser user, Texts texts, CancellationToken cancellationToken)
    {
        if (await reads.FormAsync(id, user.Viewer, cancellationToken) is not { } asked) return TypedResults.NotFound();
        var outcome = form["outcome"].ToString();
        var showedFields = TaskPosts.HasFields(form);
        var wish = new DraftToSave
        {
            TaskId = id,
            Viewer = user.Viewer,
            Answers = TaskPosts.Typed(asked, form, showedFields ? null : (await reads.OfAsync(id, user.Viewer, cancellationToken)).Mine, showedFields),
            Outcome = outcome.Length == 0 ? null : outcome,
            Revision = int.TryParse(form["draft"], System.Globalization.CultureInfo.InvariantCulture, out var revision) ? revision : null,
        };
        return await drafts.SaveAsync(wish, cancellationToken) switch
        {
            DraftResult.Saved { Draft: { } saved } => TypedResults.Json(new SavedDraft(saved.Revision, texts.Format("draft.saved", texts.Time(saved.SavedAt)))),
            DraftResult.Elsewhere elsewhere => TypedResults.Json(new SavedDraft(elsewhere.Current?.Revision ?? 0, texts["draft.elsewhere"]), statusCode: StatusCodes.Status409Conflict),
            DraftResult.Refused { Refusal: Refusal refusal } => TypedResults.Json(new SavedDraft(0, texts.Explain(refusal)), statusCode: StatusCodes.Status422UnprocessableEntity),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task SendFileAsync(Guid id, Guid fileId, HttpContext context)
    {
        if (!await TaskFiles.TrySendAsync(id, fileId, context)) context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>What the script is told. <paramref name="Words"/>: for the user, in their language.</summary>
    internal sealed record SavedDraft(int Revision, string Words);
}

/// <summary>Refuses settings out of range at start.</summary>
[OptionsValidator]
internal sealed partial class AttachmentOptionsValidator : IValidateOptions<AttachmentOptions>;
