using ProcessAutomation.Domain.Access;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Those a filter is shared with: everybody of a unit, a candidate group of a unit, or the people of an agency.</summary>
/// <param name="UnitId">The unit; null: an agency's people.</param>
/// <param name="Group">The candidate group, see <see cref="CandidateGroup"/>; null: everybody of the unit.</param>
public sealed record FilterCircle(string? UnitId, string? Group)
{
    private const char Mark = '@';

    /// <summary>Whom a filter is shared with; null: nobody.</summary>
    public static FilterCircle? Of(SavedFilter filter) => filter is { UnitId: null, CandidateGroup: null } ? null : new(filter.UnitId, filter.CandidateGroup);

    /// <summary>One text for it: <c>oslo</c>, <c>unit:environment-worker@oslo</c>, <c>agency:nav-oslo</c>.</summary>
    public string Write() => Group is null ? UnitId ?? "" : UnitId is null ? Group : $"{Group}{Mark}{UnitId}";

    /// <summary>Reads what <see cref="Write"/> writes; null for nothing. Whether there is such a circle is not looked at.</summary>
    public static FilterCircle? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.StartsWith(CandidateGroup.AgencyPrefix, StringComparison.Ordinal))
            return new FilterCircle(null, text);
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        return text.StartsWith(CandidateGroup.UnitPrefix, StringComparison.Ordinal) && at > 0 ? new FilterCircle(text[(at + 1)..], text[..at]) : new FilterCircle(text, null);
    }
}
