using System.Text.Json;

namespace ProcessAutomation.Engine.Activities;

/// <summary>One input of an activity type: its name, value type and how the designer edits it.
/// Declared once per type as a static field; the descriptor that lists it gives it its <see cref="Ordinal"/>.</summary>
public abstract class InputDescriptor
{
    private protected InputDescriptor(string name, Type type)
    {
        Name = name;
        Type = type;
        DisplayName = name;
    }

    /// <summary>Pascal-cased name; the value is stored at camelCase(name) of the activity.</summary>
    public string Name { get; }

    /// <summary>The value type; what expressions are converted to.</summary>
    public Type Type { get; }

    /// <summary>What the designer shows; default: the name.</summary>
    public string DisplayName { get; init; }

    /// <summary>One sentence for the panel.</summary>
    public string Description { get; init; } = "";

    /// <summary>Groups fields in the panel; null = none.</summary>
    public string? Category { get; init; }

    /// <summary>The panel's editor, e.g. <c>singleline</c>; null = by type. Some hints also decide how the value is stored:
    /// <c>flow-switch-editor</c>, <c>switch-editor</c>, <c>dynamic-outcomes</c>, <c>variable-picker</c>, <c>dictionary</c>.</summary>
    public string? UiHint { get; init; }

    /// <summary>Value when the definition says nothing; null = none, the input is then not set.</summary>
    public object? DefaultValue { get; init; }

    /// <summary>Expression language the panel begins with.</summary>
    public string DefaultSyntax { get; init; } = "Literal";

    /// <summary>False: the definition holds the raw JSON value instead of an expression.</summary>
    public bool IsWrapped { get; init; } = true;

    /// <summary>False: not in the panel.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>True: evaluated when the activity asks, not before it runs.</summary>
    public bool IsLazy { get; init; }

    /// <summary>True: a definition without a value for it cannot be published.</summary>
    public bool IsRequired { get; init; }

    /// <summary>True: each value of the list is an outcome of the activity too, beside its ports.</summary>
    public bool NamesOutcomes { get; init; }

    /// <summary>An outcome the activity has when this input is true, beside its ports; null: none.</summary>
    public string? OutcomeWhenTrue { get; init; }

    /// <summary>True: Handlebars text in it is HTML, so values are escaped. Default: plain text, values as they are.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Options of the editor as the designer wants them; null = none.</summary>
    public JsonElement? UiSpecifications { get; init; }

    /// <summary>Place in the descriptor's list, from 0.</summary>
    public int Ordinal { get; internal set; } = -1;
}

/// <summary>An input that comes from a definition, so its type is known at run time only.</summary>
internal sealed class SyntheticInput(string name, Type type) : InputDescriptor(name, type);

/// <summary>An input whose value is a <typeparamref name="T"/>.</summary>
public sealed class Input<T>(string name) : InputDescriptor(name, typeof(T));
