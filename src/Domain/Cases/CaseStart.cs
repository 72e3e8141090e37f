using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

/// <summary>What must be known to open a case.</summary>
public sealed record CaseStart
{
    /// <summary>The convicted person.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The unit that receives the person.</summary>
    public required string UnitId { get; init; }

    /// <summary>The first day of the sentence.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>Expected release, after <see cref="StartDate"/>; null: not known yet.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>BCP 47 tag of the language the person reads.</summary>
    public string Language { get; init; } = "nb";

    /// <summary>Language an interpreter is needed for; null: none.</summary>
    public string? InterpreterLanguage { get; init; }

    /// <summary>Municipality responsible after release; null: not known.</summary>
    public string? HomeMunicipality { get; init; }

    /// <summary>A responsibility group that exists already; null: none known.</summary>
    public string? ExistingGroup { get; init; }

    internal Refusal? Check() =>
        TextLimits.Require(UnitId, TextLimits.Key, "unitId", RefusalCodes.UnitMissing)
        ?? DateLimits.Check(StartDate, "startDate")
        ?? DateLimits.Check(ReleaseDate, "releaseDate")
        ?? (ReleaseDate <= StartDate ? Refusal.Of(RefusalCodes.ReleaseNotAfterStart, "releaseDate", StartDate) : null)
        ?? (LanguageTag.IsValid(Language) ? null : Refusal.Of(RefusalCodes.LanguageUnknown, "language"))
        ?? (InterpreterLanguage is null || LanguageTag.IsValid(InterpreterLanguage) ? null : Refusal.Of(RefusalCodes.LanguageUnknown, "interpreterLanguage"))
        ?? TextLimits.Check(HomeMunicipality, TextLimits.Key, "homeMunicipality")
        ?? TextLimits.Check(ExistingGroup, TextLimits.Line, "existingGroup");
}

/// <summary>What opening a case ended in. Closed.</summary>
public abstract record CaseOpening
{
    private CaseOpening()
    {
    }

    /// <summary>Opened; nothing is stored yet.</summary>
    public sealed record Opened(Case Case) : CaseOpening;

    /// <summary>Not opened.</summary>
    public sealed record Refused(Refusal Refusal) : CaseOpening;
}

/// <summary>How the summons reaches the person. Stored as the numbers.</summary>
public enum SummonsChannel
{
    /// <summary>By e-mail.</summary>
    Email = 1,

    /// <summary>Printed and handed over or sent by post.</summary>
    Letter = 2,
}
