using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Takeover;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Taking over cases that are under way elsewhere: one, or many with one result each. For those who may open cases of the unit.</summary>
public static class TakeoverEndpoints
{
    public static RouteGroupBuilder MapTakeover(this RouteGroupBuilder api)
    {
        var takeover = api.MapGroup("/cases/takeover").WithTags("Cases");
        takeover.MapPost("", TakeOverAsync).WithName("TakeOverCase");
        takeover.MapPost("/bulk", TakeOverManyAsync).WithName("TakeOverCases");
        return api;
    }

    /// <summary>Takes over a case; 201 when it is new here, 200 when its reference has been taken over before.</summary>
    private static async Task<Results<CreatedAtRoute<TakenOverResource>, Ok<TakenOverResource>, ProblemHttpResult>> TakeOverAsync(
        TakeoverRequest request, TakeoverDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeOverAsync(TakeoverReading.Of(request), user.Viewer, cancellationToken);
        if (taken.Result is not CaseResult.Done done)
            return RefusalProblems.Of(CaseEndpoints.InPerson(taken.Result), context, texts);
        var resource = new TakenOverResource(done.CaseId, CaseReference.Of(done.CaseId), taken.IsNew);
        return taken.IsNew ? TypedResults.CreatedAtRoute(resource, "GetCase", new RouteValueDictionary { ["id"] = done.CaseId }) : TypedResults.Ok(resource);
    }

    /// <summary>Takes over up to 200 cases. A case that is refused keeps none of the others back; sent again, those taken over answer as known.</summary>
    private static async Task<Results<Ok<TakeoverListResource>, ProblemHttpResult>> TakeOverManyAsync(
        TakeoverListRequest request, TakeoverList list, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        request.Cases.Count is 0 or > TakeoverDesk.MaxCases
            ? Problems.Invalid(context, "out-of-range", $"cases is a list of 1 to {TakeoverDesk.MaxCases}.", [new FieldProblem("cases", $"1 to {TakeoverDesk.MaxCases}")])
            : TypedResults.Ok(new TakeoverListResource([.. await list.RunAsync(request.Cases, user.Viewer, cancellationToken)]));
}

/// <summary>Takes over cases one after the other. Lives with its request.</summary>
internal sealed class TakeoverList(TakeoverDesk desk, Texts texts, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    /// <summary>One result for each, in order; one that cannot be read is refused by itself.</summary>
    public async Task<ImmutableArray<TakeoverItemResource>> RunAsync(IReadOnlyList<JsonElement> cases, Viewer viewer, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<TakeoverItemResource>(cases.Count);
        for (var index = 0; index < cases.Count; index++)
            results.Add(await OneAsync(index, cases[index], viewer, cancellationToken));
        return results.MoveToImmutable();
    }

    private async Task<TakeoverItemResource> OneAsync(int index, JsonElement item, Viewer viewer, CancellationToken cancellationToken)
    {
        TakeoverRequest? request;
        try
        {
            request = item.Deserialize<TakeoverRequest>(json.Value.SerializerOptions);
        }
        catch (JsonException unreadable)
        {
            var field = unreadable.Path is ['$', '.', .. var path] ? path : "";
            return new TakeoverItemResource(index, null, "refused") { Errors = Unreadable(field), Codes = [Activities.Forms.AnswerCodes.WrongType] };
        }

        if (request is null)
            return new TakeoverItemResource(index, null, "refused") { Errors = Unreadable(""), Codes = [Activities.Forms.AnswerCodes.WrongType] };
        var taken = await desk.TakeOverAsync(TakeoverReading.Of(request), viewer, cancellationToken);
        return taken.Result switch
        {
            CaseResult.Done done => new TakeoverItemResource(index, request.Reference, taken.IsNew ? "taken-over" : "known") { CaseId = done.CaseId },
            CaseResult.Refused refused => Refused(index, request.Reference, ((CaseResult.Refused)CaseEndpoints.InPerson(refused)).Refusals),
            _ => new TakeoverItemResource(index, request.Reference, "forbidden"),
        };
    }

    private Dictionary<string, string[]> Unreadable(string field) => new(StringComparer.Ordinal) { [field] = [texts["takeover.unreadable"]] };

    private TakeoverItemResource Refused(int index, string reference, ImmutableArray<Refusal> refusals) => new(index, reference, "refused")
    {
        Errors = texts.Explain(refusals).GroupBy(problem => problem.Field, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).ToArray(), StringComparer.Ordinal),
        Codes = [.. refusals.Select(refusal => refusal.Code).Distinct(StringComparer.Ordinal)],
    };
}
