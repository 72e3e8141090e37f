using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Scenarios;

/// <summary>A made-up person: month plus 80, as in the tax authority's test register, and control digits that are right.</summary>
internal static class SyntheticPerson
{
    /// <summary>Born 1 January 1990, belongs to nobody.</summary>
    public static string Number { get; } = SyntheticNumbers.From("018190", 100);

    /// <summary>Born the same day, and belongs to nobody either.</summary>
    public static string Another { get; } = SyntheticNumbers.From("018190", 300);
}
