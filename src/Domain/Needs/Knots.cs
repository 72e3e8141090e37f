using System.Collections.Frozen;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Needs;

/// <summary>
/// Keys of the knots (knuter) the service works with, each in its tangle. A case may have others, in own words. The texts are the
/// interface's.
/// </summary>
public static class Knots
{
    /// <summary>The longest knot, key or own words.</summary>
    public const int MaxLength = TextLimits.Line;

    /// <summary>The longest thread.</summary>
    public const int MaxThreadLength = TextLimits.Paragraph;

    /// <summary>Every key with its tangle.</summary>
    public static FrozenDictionary<string, Tangle> All { get; } = new Dictionary<string, Tangle>(StringComparer.Ordinal)
    {
        ["invisible-challenges"] = Tangle.Health,
        ["motivation-over-time"] = Tangle.Health,
        ["treatment-that-goes-on"] = Tangle.Health,
        ["new-network"] = Tangle.SocialBelonging,
        ["rebuild-relations"] = Tangle.SocialBelonging,
        ["keep-relations"] = Tangle.SocialBelonging,
        ["meaningful-occupation"] = Tangle.EconomyAndHousing,
        ["handle-debt"] = Tangle.EconomyAndHousing,
        ["personal-economy"] = Tangle.EconomyAndHousing,
        ["stable-home"] = Tangle.EconomyAndHousing,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
