using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Cases;

/// <summary>Where the person goes: the municipality that takes over, and a place to live. Unclarified near release they are backslide zones.</summary>
public sealed class HomeAfterRelease
{
    private readonly Case _case;

    internal HomeAfterRelease(Case owner) => _case = owner;

    /// <summary>The municipality that takes over is known, or another than thought.</summary>
    public Refusal? SetMunicipality(string municipality, Entry entry)
    {
        if ((_case.CheckNotEnded() ?? TextLimits.Require(municipality, TextLimits.Key, "homeMunicipality")) is { } refusal)
            return refusal;
        if (_case.HomeMunicipality == municipality.Trim())
            return null;
        _case.HomeMunicipality = municipality.Trim();
        _case.Changes.Record(ChangeKind.Municipality, municipality.Trim(), entry);
        return null;
    }

    /// <summary>A place to live after release is clarified (a day), or no longer so (null).</summary>
    public Refusal? Clarify(DateOnly? on, Entry entry)
    {
        if ((_case.CheckNotEnded() ?? (on is { } day ? entry.CheckNotFuture(day, "homeClarifiedOn") : null)) is { } refusal)
            return refusal;
        if (_case.HomeClarifiedOn == on)
            return null;
        _case.HomeClarifiedOn = on;
        _case.Changes.Record(ChangeKind.Home, "", entry);
        return null;
    }
}
