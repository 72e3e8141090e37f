using System.Globalization;
using System.Runtime.CompilerServices;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>
/// A sentence about a definition: its shape and what stands in it, so that it can be said in other languages than the engine's English. Written where
/// a string would stand, <c>$"Nothing leads to {node}."</c>, also without holes: the compiler takes it apart and takes nothing else, so every shape
/// stands in the source, where the test of the translations finds it (docs/adr/0025). Equal: same shape, same arguments.
/// </summary>
[InterpolatedStringHandler]
public sealed class ProblemText : IEquatable<ProblemText>
{
    private readonly List<ProblemArgument> _arguments;

    /// <summary>Called by the compiler.</summary>
    public ProblemText(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _arguments = new(formattedCount);
    }

    /// <summary>The shape, as <see cref="string.Format(IFormatProvider, string, object[])"/> takes it: <c>Nothing leads to {0}.</c></summary>
    public string Format { get; private set; } = "";

    /// <summary>What stands in it, in the order of the English sentence.</summary>
    public IReadOnlyList<ProblemArgument> Arguments => _arguments;

    /// <summary>The sentence itself, for where the compiler must be told that no string is meant.</summary>
    public static ProblemText Of(ProblemText text) => text;

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string literal) => Format += literal.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>What is the same in all languages: an id, a code, a name that somebody gave.</summary>
    public void AppendFormatted(string? word) => AppendFormatted(new ProblemArgument.Word(word ?? ""));

    /// <summary>A number.</summary>
    public void AppendFormatted(long number) => AppendFormatted(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A part that has its own words in each language.</summary>
    public void AppendFormatted(ProblemText part) => AppendFormatted(new ProblemArgument.Part(part));

    /// <summary>An activity, by what it is called in the drawing.</summary>
    public void AppendFormatted(ActivityNode node) => AppendFormatted(ProblemArgument.Of(node));

    /// <summary>Anything.</summary>
    public void AppendFormatted(ProblemArgument argument)
    {
        Format += $"{{{_arguments.Count}}}";
        _arguments.Add(argument);
    }

    /// <inheritdoc/>
    public bool Equals(ProblemText? other) => other is not null && string.Equals(Format, other.Format, StringComparison.Ordinal) && _arguments.SequenceEqual(other._arguments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProblemText);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(string.GetHashCode(Format, StringComparison.Ordinal), _arguments.Count);

    /// <summary>The English sentence.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Format, [.. _arguments.Select(static object? (argument) => argument.ToString())]);
}

/// <summary>What stands in a <see cref="ProblemText"/>. Closed: only the nested cases exist. As a string: its English.</summary>
public abstract record ProblemArgument
{
    private ProblemArgument()
    {
    }

    /// <summary>The same in all languages: an id, a code, a name that somebody gave.</summary>
    public sealed record Word(string Text) : ProblemArgument
    {
        /// <inheritdoc/>
        public override string ToString() => Text;
    }

    /// <summary>Words of their own.</summary>
    public sealed record Part(ProblemText Text) : ProblemArgument
    {
        /// <inheritdoc/>
        public override string ToString() => Text.ToString();
    }

    /// <summary>An activity of the definition.</summary>
    /// <param name="DisplayText">What it is called: the text in the drawing, else its name, else its id.</param>
    /// <param name="IsTitled">True: that is the text in the drawing.</param>
    /// <param name="Type">Its type.</param>
    public sealed record OfActivity(string DisplayText, bool IsTitled, ActivityDescriptor Type) : ProblemArgument
    {
        /// <inheritdoc/>
        public override string ToString() => DisplayText;
    }

    /// <summary>An input of an activity.</summary>
    /// <param name="Type">The type that has it.</param>
    /// <param name="Input">The input.</param>
    public sealed record OfInput(ActivityDescriptor Type, InputDescriptor Input) : ProblemArgument
    {
        /// <inheritdoc/>
        public override string ToString() => Input.DisplayName;
    }

    /// <summary>An activity.</summary>
    public static ProblemArgument Of(ActivityNode node) => new OfActivity(node.DisplayText, node.IsTitled, node.Activity.Descriptor);

    /// <summary>An input of an activity.</summary>
    public static ProblemArgument Of(ActivityNode node, InputDescriptor input) => new OfInput(node.Activity.Descriptor, input);
}
