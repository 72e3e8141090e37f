using System.Collections.Immutable;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Forms;

/// <summary>
/// Where in a form a refusal of the case stands. The case names fields as it knows them; one that the form does not ask stands at its row, or at
/// the form as a whole, so that no refusal points at nothing.
/// </summary>
public static class RefusalPlaces
{
    /// <summary>The refusals, each at a field of the form, at a row of it, or at none.</summary>
    public static ImmutableArray<Refusal> In(ImmutableArray<FormField> fields, IEnumerable<Refusal> refusals) =>
        [.. refusals.Select(refusal => In(fields, refusal))];

    /// <summary>The refusal at a field of the form, at a row of it, or at none.</summary>
    public static Refusal In(ImmutableArray<FormField> fields, Refusal refusal) => PlaceOf(fields, refusal.Field) is var place && place == refusal.Field ? refusal : refusal.Under(place);

    private static string? PlaceOf(ImmutableArray<FormField> fields, string? path)
    {
        if (path is null)
            return null;
        var bracket = path.IndexOf('[', StringComparison.Ordinal);
        var name = bracket < 0 ? path : path[..bracket];
        if (name == "outcome" && bracket < 0)
            return path; // chosen beside the form
        if (fields.FirstOrDefault(field => field.Name == name) is not { } found)
            return null;
        if (bracket < 0)
            return path;
        var end = path.IndexOf(']', bracket);
        if (found.Kind != FieldKind.Rows || end < 0)
            return name;
        var row = path[..(end + 1)];
        return path.Length > end + 2 && found.Columns.Any(column => column.Name == path[(end + 2)..]) ? path : row;
    }
}
