using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Instances;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Running instances: list, look, journal, alterations with their preview; for supervisors only.</summary>
public static class InstanceEndpoints
{
    private const int PageSize = 50;

    public static RouteGroupBuilder MapInstances(this RouteGroupBuilder api)
    {
        var instances = api.MapGroup("/instances").WithTags("Instances").RequireAuthorization(policy => policy.RequireRole(UserRoles.Supervisor));
        instances.MapGet("", ListAsync).WithName("ListInstances");
        instances.MapGet("/{id:guid}", GetAsync).WithName("GetInstance");
        instances.MapGet("/{id:guid}/journal", JournalAsync).WithName("ReadJournal");
        instances.MapGet("/{id:guid}/alterations", AlterationsAsync).WithName("ListAlterations");
        instances.MapPost("/{id:guid}/alterations/preview", PreviewAsync).WithName("PreviewAlteration");
        instances.MapPost("/{id:guid}/alterations", ApplyAsync).WithName("ApplyAlteration");
        instances.MapPost("/migrations/preview", PreviewMigrationAsync).WithName("PreviewMigration");
        instances.MapPost("/migrations", MigrateAsync).WithName("MigrateInstances");
        return api;
    }

    /// <summary>Newest first; status is running or finished, incidents=true keeps those with an open incident.</summary>
    private static async Task<Results<Ok<InstanceListResource>, ProblemHttpResult>> ListAsync(
        InstanceReads reads, HttpContext context, CancellationToken cancellationToken,
        string? definitionId = null, string? versionId = null, string? status = null, Guid? caseId = null, bool incidents = false, Guid? after = null, int take = PageSize)
    {
        if (status is not (null or "running" or "finished"))
            return Problems.Invalid(context, "list", "status is running or finished.", [new FieldProblem("status", "running, finished")]);
        InstanceStatus? wanted = status switch { "running" => InstanceStatus.Running, "finished" => InstanceStatus.Finished, _ => null };
        var filter = new InstanceFilter { DefinitionId = definitionId, VersionId = versionId, Status = wanted, CaseId = caseId, OnlyIncidents = incidents };
        var page = await reads.ListAsync(filter, after, take, cancellationToken);
        return TypedResults.Ok(new InstanceListResource([.. page.Lines.Select(InstanceLineResource.Of)], page.After));
    }

    /// <summary>values=true: with the values of variables, for those who may see the case's needs too.</summary>
    private static async Task<Results<Ok<InstanceResource>, ProblemHttpResult>> GetAsync(
        Guid id, InstanceReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken, bool values = false)
    {
        if (await reads.OpenAsync(id, user.Viewer, values, null, cancellationToken) is not { } view) return Problems.NotFound(context, "instance");
        if (values && !view.MaySeeValues) return Problems.Forbidden(context);
        EntityTags.Write(context, view.Snapshot.Stored.Revision);
        return TypedResults.Ok(InstanceResource.Of(view));
    }

    private static async Task<Results<Ok<JournalResource>, ProblemHttpResult>> JournalAsync(
        Guid id, InstanceReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken, long? before = null, int take = PageSize) =>
        await reads.NoteAsync(id, user.Viewer, "instance-journal", cancellationToken)
            ? TypedResults.Ok(JournalResource.Of(await reads.JournalAsync(id, before, take, cancellationToken)))
            : Problems.NotFound(context, "instance");

    private static async Task<Results<Ok<AlterationListResource>, ProblemHttpResult>> AlterationsAsync(
        Guid id, InstanceReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await reads.NoteAsync(id, user.Viewer, "instance-alterations", cancellationToken)
            ? TypedResults.Ok(new AlterationListResource([.. (await reads.AlterationsAsync(id, cancellationToken)).Select(AlterationResource.Of)]))
            : Problems.NotFound(context, "instance");

    /// <summary>Changes nothing. The ETag is the revision it holds for: apply with it as If-Match.</summary>
    private static async Task<Results<Ok<AlterationPreviewResource>, ProblemHttpResult>> PreviewAsync(
        Guid id, AlterationRequest request, InstanceDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Read(out var problems) is not { } alteration) return Problems.Invalid(context, "invalid-answers", "The alteration is not complete.", problems);
        switch (await desk.PreviewAsync(id, alteration, user.Viewer, cancellationToken))
        {
            case null:
                return Problems.NotFound(context, "instance");
            case AlterationPlan.Preview preview:
                EntityTags.Write(context, preview.Revision);
                return TypedResults.Ok(AlterationPreviewResource.Of(preview));
            case AlterationPlan.Refused refused:
                return Refused(refused.Problems, context, texts);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>If-Match with the revision of the preview is optional, and refused with 412 when the instance has moved on.</summary>
    private static async Task<Results<Ok<AppliedAlterationResource>, ProblemHttpResult>> ApplyAsync(
        Guid id, AlterationRequest request, InstanceDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Read(out var problems) is not { } alteration) return Problems.Invalid(context, "invalid-answers", "The alteration is not complete.", problems);
        if (ReasonProblem(request.Reason, context) is { } refusal) return refusal;
        switch (await desk.ApplyAsync(id, alteration, request.Reason!, EntityTags.Read(context), user.Viewer, cancellationToken))
        {
            case AlterationResult.Applied applied:
                EntityTags.Write(context, applied.Revision);
                return TypedResults.Ok(new AppliedAlterationResource(applied.AlterationId, applied.Revision, AlterationPreviewResource.Of(applied.Preview)));
            case AlterationResult.Refused refused:
                return Refused(refused.Problems, context, texts);
            case AlterationResult.Stale stale:
                return Problems.VersionMismatch(context, stale.Revision);
            case AlterationResult.NotFound:
                return Problems.NotFound(context, "instance");
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What a migration would do to each running instance of a version, oldest first.</summary>
    private static async Task<Ok<MigrationResource>> PreviewMigrationAsync(
        MigrationRequest request, InstanceDesk desk, CurrentUser user, CancellationToken cancellationToken)
    {
        var take = Math.Clamp(request.Take ?? InstanceDesk.MaxAtOnce, 1, InstanceDesk.MaxAtOnce);
        var plans = await desk.PreviewAllAsync(request.FromVersionId, MigrationOf(request), request.After, take, user.Viewer, cancellationToken);
        return TypedResults.Ok(new MigrationResource(
            [.. plans.Select(pair => MigratedInstanceResource.Of(pair.Id, pair.Plan))], plans.Length == take ? plans[^1].Id : null));
    }

    /// <summary>Each instance by itself: what became of it stands in its line.</summary>
    private static async Task<Results<Ok<MigrationResource>, ProblemHttpResult>> MigrateAsync(
        MigrationRequest request, InstanceDesk desk, CurrentUser user, HttpContext context, CancellationToken cancellationToken)
    {
        if (ReasonProblem(request.Reason, context) is { } refusal) return refusal;
        if (request.Instances is not { Count: > 0 and <= InstanceDesk.MaxAtOnce } instances)
            return Problems.Invalid(context, "invalid-answers", "Name the instances to migrate, as the preview lists them.", [new FieldProblem("instances", "1–200")]);
        var results = await desk.MigrateAllAsync(instances.Select(one => (one.Id, one.Revision)), MigrationOf(request), request.Reason!, user.Viewer, cancellationToken);
        return TypedResults.Ok(new MigrationResource([.. results.Select(pair => MigratedInstanceResource.Of(pair.Id, pair.Result))]));
    }

    private static Alteration.Migrate MigrationOf(MigrationRequest request) => new(request.ToVersionId, request.UpdateSubflows);

    private static ProblemHttpResult? ReasonProblem(string? reason, HttpContext context) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > AlterationReason.MaxLength
            ? Problems.Invalid(context, "invalid-answers", "An alteration has a reason, which is kept.", [new FieldProblem("reason", "1–500")], [AlterationProblemIds.ReasonMissing])
            : null;

    private static ProblemHttpResult Refused(System.Collections.Immutable.ImmutableArray<AlterationProblem> problems, HttpContext context, Texts texts) =>
        Problems.Conflict(
            context, "alteration-refused", string.Join(' ', problems.Select(problem => texts.Explain(problem))),
            [.. problems.Select(problem => new FieldProblem(problem.ActivityId ?? "", texts.Explain(problem)))], problems.Select(problem => problem.Id));
}
