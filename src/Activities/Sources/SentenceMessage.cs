using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Sources;

/// <summary>A sentence as the source system says it is now. Messages may come twice and out of order.</summary>
public sealed record SentenceMessage
{
    /// <summary>The sentence's id in the source system.</summary>
    public required string SourceId { get; init; }

    /// <summary>From 1; a higher one is newer.</summary>
    public required long Sequence { get; init; }

    /// <summary>The person; used as known when the number is.</summary>
    public required NewPerson Person { get; init; }

    /// <summary>Where the person serves or shall serve.</summary>
    public required string UnitId { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>Expected release; null: not known.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>Planned transfer; null: none.</summary>
    public DateOnly? TransferDate { get; init; }

    /// <summary>The day custody on remand ends; null: none, or not known.</summary>
    public DateOnly? CustodyEndDate { get; init; }

    /// <summary>The day the sentence ended before its time (lifted, death); null: it goes on.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Why; shown with the case.</summary>
    public string? EndReason { get; init; }

    /// <summary>Language the person is written to in; null: bokmål.</summary>
    public string? Language { get; init; }

    /// <summary>Municipality after release; null: not known.</summary>
    public string? HomeMunicipality { get; init; }

    /// <summary>SHA-256 of all but the sequence number, in hex: whether two messages say the same.</summary>
    internal string Hash()
    {
        string?[] parts =
        [
            SourceId, Person.NationalNumber, Person.GivenName, Person.FamilyName, Person.Email, Person.Address, UnitId, Day(StartDate), Day(ReleaseDate), Day(TransferDate), Day(CustodyEndDate), Day(EndedOn), EndReason,
            Language, HomeMunicipality,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))));
    }

    private static string Day(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Names no one.</summary>
    public override string ToString() => nameof(SentenceMessage);
}

/// <summary>What a message did. Codes; stored and told.</summary>
public static class SentenceEffects
{
    /// <summary>A case was opened.</summary>
    public const string Opened = "opened";

    /// <summary>It is served in a case that the person had already.</summary>
    public const string Joined = "joined";

    /// <summary>The case was changed.</summary>
    public const string Changed = "changed";

    /// <summary>Nothing that the case keeps was new.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The sentence ended; the case was stopped unless another sentence is served in it.</summary>
    public const string Ended = "ended";

    /// <summary>The case has ended; what came is noted and changes nothing.</summary>
    public const string CaseEnded = "case-ended";

    /// <summary>A newer message has come before; this one changes nothing.</summary>
    public const string Superseded = "superseded";
}

/// <summary>What taking a message ended in. Closed.</summary>
public abstract record SentenceResult
{
    private SentenceResult()
    {
    }

    /// <summary>Taken; the same message again gives the same.</summary>
    /// <param name="CaseId">The case; null: there is none.</param>
    /// <param name="Sequence">Of the newest message taken.</param>
    /// <param name="Effect">One of <see cref="SentenceEffects"/>.</param>
    public sealed record Taken(Guid? CaseId, long Sequence, string Effect) : SentenceResult;

    /// <summary>Nothing was changed; put right, it may be sent again with the same number.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : SentenceResult;
}
