using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Looping;

/// <summary>The slot of what a loop repeats, and the variables it has there.</summary>
internal static class LoopBody
{
    public const string Name = "Body";

    /// <summary>What expressions in the body call the item, or the number, of the turn.</summary>
    public const string CurrentValue = "CurrentValue";

    /// <summary>What they call its place, from 0.</summary>
    public const string CurrentIndex = "CurrentIndex";

    public static Port Port { get; } = new(Name, PortKind.Embedded);

    /// <summary>The body; null: the slot is empty.</summary>
    public static ActivityNode? Of(ActivityNode loop) => loop.EmbeddedPorts.GetValueOrDefault(Name);
}
