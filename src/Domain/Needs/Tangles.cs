namespace ProcessAutomation.Domain.Needs;

/// <summary>The words of the three tangles.</summary>
public static class Tangles
{
    /// <summary>The table.</summary>
    public static WordTable<Tangle> Words { get; } = new(("health", Tangle.Health), ("social-belonging", Tangle.SocialBelonging), ("economy-and-housing", Tangle.EconomyAndHousing));
}
