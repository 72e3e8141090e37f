using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Api;

/// <summary>Cases: open, list, get, and their notices. What changes a case stands in <see cref="CaseChangeEndpoints"/>.</summary>
public static class CaseEndpoints
{
    public static RouteGroupBuilder MapCases(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        cases.MapPost("", OpenAsync).WithName("OpenCase");
        cases.MapGet("", ListAsync).WithName("ListCases");
        cases.MapGet("/{id:guid}", GetAsync).WithName("GetCase");
        cases.MapGet("/{id:guid}/deliveries", DeliveriesAsync).WithName("ListDeliveries");
        cases.MapCaseChanges();
        cases.MapCaseLife();
        cases.MapCaseHome();
        cases.MapMeetings();
        return api;
    }

    private static async Task<Results<CreatedAtRoute<OpenedCaseResource>, ProblemHttpResult>> OpenAsync(
        OpenCaseRequest request, CaseDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await desk.OpenAsync(WishOf(request), user.Viewer, cancellationToken);
        return result is CaseResult.Done done
            ? TypedResults.CreatedAtRoute(new OpenedCaseResource(done.CaseId, CaseReference.Of(done.CaseId)), "GetCase", new RouteValueDictionary { ["id"] = done.CaseId })
            : RefusalProblems.Of(InPerson(result), context, texts);
    }

    /// <summary>What the person was refused for stands one level down in the body.</summary>
    internal static CaseResult InPerson(CaseResult result) => result is CaseResult.Refused refused
        ? new CaseResult.Refused([.. refused.Refusals.Select(r => r.Field is "nationalNumber" or "givenName" or "familyName" or "email" or "address" ? Refusal.Of(r.Code, "person." + r.Field, r.Args) : r)])
        : result;

    /// <summary>Cases that go on, by start date; at most 200 at a time. <c>after</c> is what <c>next</c> of the page before said.</summary>
    private static async Task<Results<Ok<CaseListResource>, ProblemHttpResult>> ListAsync(
        CaseList list, CurrentUser user, HttpContext context, CancellationToken cancellationToken, int take = CaseList.MaxPage, string? after = null)
    {
        var place = string.IsNullOrEmpty(after) ? null : CasePlace.Read(after);
        if (place is null && !string.IsNullOrEmpty(after))
            return Problems.Invalid(context, "after", "after is what next of the page before said.", [new FieldProblem("after", "next of the page before")]);
        var count = Math.Clamp(take, 1, CaseList.MaxPage);
        var rows = await list.ReadAsync(user.Viewer, place, count, cancellationToken);
        var total = await list.CountAsync(user.Viewer, cancellationToken);
        return TypedResults.Ok(new CaseListResource([.. rows.Select(CaseLineResource.Of)], total, rows.Count == count ? CasePlace.Of(rows[^1]).Write() : null));
    }

    private static async Task<Results<Ok<CaseResource>, ProblemHttpResult>> GetAsync(Guid id, CaseReads reads, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (await reads.OpenAsync(id, user.Viewer, "case", cancellationToken) is not { } view) return Problems.NotFound(context, "case");
        EntityTags.Write(context, view.Case.Version);
        return TypedResults.Ok(CaseResource.Of(view, user.Viewer, texts.Language));
    }

    private static async Task<Results<Ok<DeliveryListResource>, ProblemHttpResult>> DeliveriesAsync(Guid id, CaseReads reads, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        await reads.OpenAsync(id, user.Viewer, "deliveries", cancellationToken) is { } view && view.Rights.HasFlag(CaseRights.SeeNotices)
            ? TypedResults.Ok(new DeliveryListResource([.. view.Notices.Select(DeliveryResource.Of)]))
            : Problems.NotFound(context, "case");

    private static CaseToOpen WishOf(OpenCaseRequest request) => new()
    {
        PersonId = request.PersonId,
        Person = request.Person is { } person
            ? new NewPerson { NationalNumber = person.NationalNumber, GivenName = person.GivenName, FamilyName = person.FamilyName, Email = person.Email, Address = person.Address }
            : null,
        UnitId = request.UnitId,
        StartDate = request.StartDate,
        ReleaseDate = request.ReleaseDate,
        Language = string.IsNullOrWhiteSpace(request.Language) ? null : request.Language,
        InterpreterLanguage = request.InterpreterLanguage,
        HomeMunicipality = request.HomeMunicipality,
        ExistingGroup = request.ExistingGroup,
        ContactOfficer = request.ContactOfficer,
    };
}
