using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Instances;

/// <summary>
/// What the inputs of an activity come to, and what its outputs are bound to holds, with the values the instance has now; while the activity ran they may
/// have been others. They may be about a person: who sees them must be allowed to see the case.
/// </summary>
/// <param name="Inputs">
/// By name, those the definition gives a value. One that rests on facts of the case, on a variable that is gone, or fails on these values is left out.
/// </param>
/// <param name="Outputs">By name, those that are bound to something that still is there.</param>
public sealed record ActivityValues(ImmutableArray<NamedValue> Inputs, ImmutableArray<NamedValue> Outputs)
{
    /// <summary>None.</summary>
    public static ActivityValues None { get; } = new([], []);
}
