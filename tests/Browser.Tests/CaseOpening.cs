namespace ProcessAutomation.Browser.Tests;

/// <summary>What the form that opens a case is filled in with. Synthetic numbers only.</summary>
public sealed record CaseOpening
{
    public string NationalNumber { get; init; } = "14838510036";
    public string GivenName { get; init; } = "Per";
    public string FamilyName { get; init; } = "Prøve";
    public string Email { get; init; } = "per.prove@example.org";
    public string Unit { get; init; } = "oslo";
    public required DateOnly StartDate { get; init; }
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>User id; null: nobody is named.</summary>
    public string? ContactOfficer { get; init; }
    public string? HomeMunicipality { get; init; }
}
