using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

internal enum Kind
{
    Step,
    Wait,
    Delay,
    Event,
    Task,
    Decision,
    Switch,
    Fork,
    Join,
    Gate,
    End,
    Finish,
    Sequence,
    Chart,
}

/// <summary>One activity of a random flow. What its numbers mean depends on the kind; see <see cref="FlowText"/>.</summary>
internal sealed record NodeSpec(string Id, Kind Kind, int Number, bool Flag, string? Merge)
{
    /// <summary>Children of a sequence or chart, in order.</summary>
    public ImmutableArray<NodeSpec> Children { get; init; } = [];

    /// <summary>Connections of a chart by places of its children.</summary>
    public ImmutableArray<EdgeSpec> Edges { get; init; } = [];

    /// <summary>A wait may have a timer too.</summary>
    public int? TimeoutHours => Kind == Kind.Wait && Flag ? 1 + (Number % 3) : null;

    /// <summary>Tries that fail before one goes well.</summary>
    public int Failures => Kind is Kind.Step or Kind.Wait ? Math.Max(0, (Number % 16) - 12) : 0;

    /// <summary>A failing activity is tried again by the engine.</summary>
    public bool IsRetryable => Number % 3 != 0;

    /// <summary>A step sends a message.</summary>
    public bool HasEffect => Kind == Kind.Step && Flag;

    public int Hours => 1 + (Number % 3);

    public int Branches => 2 + (Number % 2);

    public int Rounds => 1 + (Number % 2);

    public string JoinMode => (Number % 4) switch { 0 => "WaitAll", 1 => "WaitAllActive", _ => "WaitAny" };

    /// <summary>By place: whether a case of the switch holds.</summary>
    public bool[] Cases => [(Number & 1) != 0, (Number & 2) != 0, (Number & 4) != 0];

    public bool IsTerminal => Kind is Kind.End or Kind.Finish;

    public string[] Ports => Kind switch
    {
        Kind.Decision => ["True", "False"],
        Kind.Switch => ["c0", "c1", "c2", "Default"],
        Kind.Fork => [.. Enumerable.Range(0, Branches).Select(branch => $"b{branch}")],
        Kind.Gate => ["on"],
        Kind.Wait when Flag => ["Done", "Timeout"],
        Kind.End or Kind.Finish => [],
        _ => ["Done"],
    };

    /// <summary>A join whose mode is not known until another activity has set it: before that the chart itself fails.</summary>
    public bool IsBroken => Kind == Kind.Join && Flag;

    /// <summary>The join that a step or a wait mends; null: none.</summary>
    public NodeSpec? Mends(NodeSpec flow) =>
        Kind is Kind.Step or Kind.Wait && Number % 2 == 1 && flow.All().Where(node => node.IsBroken).ToArray() is { Length: > 0 } broken ? broken[Number % broken.Length] : null;

    public IEnumerable<NodeSpec> All() => Children.SelectMany(child => child.All()).Prepend(this);
}

/// <summary>A connection by places of the chart's children.</summary>
internal sealed record EdgeSpec(int From, string Port, int To);

/// <summary>What somebody, or the clock, does to the instance. <paramref name="Crash"/>: 0 nothing; else the process dies at the first or second commit,
/// before it (odd) or after it (even).</summary>
internal sealed record Command(int What, int Pick, int Crash)
{
    public override string ToString() => $"({What},{Pick},{Crash})";
}
