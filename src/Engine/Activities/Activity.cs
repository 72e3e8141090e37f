using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Activities;

/// <summary>The code of one activity type. One stateless singleton serves all nodes and instances.</summary>
public abstract class Activity
{
    /// <summary>What the type is called, takes and gives.</summary>
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>Called once per node when a definition is compiled: adds problems and returns what the activity wants prepared
    /// (kept as <see cref="ActivityNode.Plan"/>); null when nothing is.</summary>
    public virtual object? Compile(ActivityNode node, ProblemSink problems) => null;
}
