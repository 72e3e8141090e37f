using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Sources;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>What the source system tells of sentences. For its program and administrators; the same message may be sent any number of times.</summary>
public static class SentenceEndpoints
{
    public static RouteGroupBuilder MapSentences(this RouteGroupBuilder api)
    {
        api.MapPut("/source/sentences/{sourceId}", TakeAsync).WithName("PutSentence").WithTags("Source system")
            .RequireAuthorization(policy => policy.RequireRole(UserRoles.SourceSystem, UserRoles.Administrator));
        return api;
    }

    /// <summary>
    /// The sentence as it is now. A message older than the newest taken answers 200 with the effect <c>superseded</c> and changes nothing; the newest sent
    /// again answers as it did. A refused message has changed nothing and may be sent again, put right, with the same number.
    /// </summary>
    private static async Task<Results<Ok<SentenceResource>, ProblemHttpResult>> TakeAsync(
        string sourceId, SentenceRequest request, SentenceDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (SequenceOf(request) is not { } sequence)
            return Problems.Invalid(context, "invalid-answers", "Either sequence, from 1, or sentAt says which message is newer.", [new FieldProblem("sequence", "1 or more, or sentAt")]);
        var result = await desk.TakeAsync(MessageOf(sourceId, sequence, request), user.Id, cancellationToken);
        return result is SentenceResult.Taken taken
            ? TypedResults.Ok(new SentenceResource(sourceId, taken.Sequence, taken.Effect, taken.CaseId, taken.CaseId is { } id ? CaseReference.Of(id) : null))
            : RefusalProblems.Of(((SentenceResult.Refused)result).Refusals, context, texts);
    }

    // An instant is a number too: microseconds since 1970.
    private static long? SequenceOf(SentenceRequest request) => request switch
    {
        { Sequence: >= 1 } => request.Sequence,
        { Sequence: null, SentAt: { } at } when at > DateTimeOffset.UnixEpoch => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        _ => null,
    };

    private static SentenceMessage MessageOf(string sourceId, long sequence, SentenceRequest request) => new()
    {
        SourceId = sourceId,
        Sequence = sequence,
        Person = new NewPerson
        {
            NationalNumber = request.Person.NationalNumber,
            GivenName = request.Person.GivenName,
            FamilyName = request.Person.FamilyName,
            Email = request.Person.Email,
            Address = request.Person.Address,
        },
        UnitId = request.UnitId,
        StartDate = request.StartDate,
        ReleaseDate = request.ReleaseDate,
        TransferDate = request.TransferDate,
        CustodyEndDate = request.CustodyEndDate,
        EndedOn = request.EndedOn,
        EndReason = request.EndReason,
        Language = request.Language,
        HomeMunicipality = request.HomeMunicipality,
    };
}

/// <summary>A sentence as the source system says it is now: all of it, every time.</summary>
public sealed record SentenceRequest
{
    /// <summary>From 1, rising with each message of this sentence; missing: <see cref="SentAt"/> is.</summary>
    public long? Sequence { get; init; }

    /// <summary>When the source sent it, in place of a number.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public required PersonRequest Person { get; init; }

    /// <summary>The unit where the person serves or shall serve. Another than the case's: before arrival the case moves, after it a transfer is planned.</summary>
    public required string UnitId { get; init; }

    /// <summary>First day. After arrival the case keeps its own.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>Expected release; missing: not known.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>The next planned transfer; missing: none.</summary>
    public DateOnly? TransferDate { get; init; }

    /// <summary>The day custody on remand ends; missing: none, or not known.</summary>
    public DateOnly? CustodyEndDate { get; init; }

    /// <summary>The day the sentence ended before its time; the case stops unless another sentence is served in it.</summary>
    public DateOnly? EndedOn { get; init; }
    public string? EndReason { get; init; }

    /// <summary>Language the person is written to in; used when a case is opened.</summary>
    public string? Language { get; init; }

    /// <summary>Used when a case is opened.</summary>
    public string? HomeMunicipality { get; init; }
}

/// <summary>What is known of a sentence.</summary>
/// <param name="SourceId">The sentence.</param>
/// <param name="Sequence">Of the newest message taken.</param>
/// <param name="Effect"><c>opened</c>, <c>joined</c>, <c>changed</c>, <c>unchanged</c>, <c>ended</c>, <c>case-ended</c> or <c>superseded</c>.</param>
/// <param name="CaseId">The case; missing: there is none.</param>
/// <param name="CaseReference">What the case is called where persons are not named.</param>
public sealed record SentenceResource(string SourceId, long Sequence, string Effect, Guid? CaseId, string? CaseReference);
