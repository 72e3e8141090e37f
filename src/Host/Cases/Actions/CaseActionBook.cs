using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Everything that can be done on a case page, by key.</summary>
internal sealed class CaseActionBook(DateActions dates, RoleActions roles, NeedActions needs, MeasureActions measures, GroupActions group, MeetingActions meetings, LifeActions life, PartnerActions partners, LanguageActions languages, ExtraTaskActions extra, HomeActions home)
{
    private readonly FrozenDictionary<string, CaseAction> byKey =
        ((ImmutableArray<CaseAction>)[.. dates.All, .. roles.All, .. needs.All, .. measures.All, .. group.All, .. meetings.All, .. life.All, .. partners.All, .. languages.All, .. extra.All, .. home.All]).ToFrozenDictionary(a => a.Key, StringComparer.Ordinal);

    /// <summary>The action of that key.</summary>
    public CaseAction this[string key] => byKey[key];

    public IEnumerable<string> Keys => byKey.Keys;
}
