using System.Collections.Immutable;

namespace ProcessAutomation.Activities.Forms;

/// <summary>The field in which somebody says why a task ends as it does.</summary>
internal static class ReasonField
{
    /// <summary>Its name; a flow's own form may not use it when it asks for reasons.</summary>
    public const string Name = "reason";

    /// <summary>Must be filled in for these outcomes.</summary>
    public static FormField For(IEnumerable<string> outcomes)
    {
        var named = outcomes.ToImmutableArray();
        var list = string.Join(", ", named);
        return new FormField
        {
            Name = Name,
            Kind = FieldKind.Multiline,
            Label = new Phrase("Begrunnelse", "Grunngiving", "Reason"),
            Hint = new Phrase($"Må fylles ut når utfallet er: {list}.", $"Må fyllast ut når utfallet er: {list}.", $"Required when the outcome is: {list}."),
            RequiredWhen = new FieldCondition(FieldCondition.Outcome, named),
        };
    }
}
