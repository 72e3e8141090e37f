namespace ProcessAutomation.Engine.Activities;

/// <summary>One output of an activity type. A definition may bind it to a variable or to an output of the workflow.</summary>
public abstract class OutputDescriptor
{
    private protected OutputDescriptor(string name, Type type)
    {
        Name = name;
        Type = type;
        DisplayName = name;
    }

    /// <summary>Pascal-cased name; the binding is stored at camelCase(name) of the activity.</summary>
    public string Name { get; }

    /// <summary>The value type.</summary>
    public Type Type { get; }

    /// <summary>What the designer shows; default: the name.</summary>
    public string DisplayName { get; init; }

    /// <summary>One sentence for the panel.</summary>
    public string Description { get; init; } = "";

    /// <summary>False: not in the panel.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Place in the descriptor's list, from 0.</summary>
    public int Ordinal { get; internal set; } = -1;
}

/// <summary>An output that comes from a definition, so its type is known at run time only.</summary>
internal sealed class SyntheticOutput(string name, Type type) : OutputDescriptor(name, type);

/// <summary>An output whose value is a <typeparamref name="T"/>.</summary>
public sealed class Output<T>(string name) : OutputDescriptor(name, typeof(T));
