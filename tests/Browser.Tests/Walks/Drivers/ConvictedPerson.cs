namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>A made-up person with a number of the tax authority's test register, who belongs to nobody.</summary>
internal sealed record ConvictedPerson(string NationalNumber, string GivenName, string FamilyName, string Email, string Address)
{
    public static ConvictedPerson Torstein { get; } = new("21829010043", "Torstein", "Fjellrype", "torstein.fjellrype@example.net", "Tyttebærstien 12, 0560 Oslo");

    /// <summary>What must stand nowhere but where the case is kept.</summary>
    public IEnumerable<string> Words => [NationalNumber, GivenName, FamilyName, Email, "Tyttebær"];
}
