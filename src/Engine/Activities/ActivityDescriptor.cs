using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Activities;

/// <summary>What the designer's toolbox calls an activity and how it is shown. The names are Elsa's wire values.</summary>
public enum ActivityKind
{
    /// <summary>Runs where the flow stands.</summary>
    Action = 0,

    /// <summary>May also start an instance.</summary>
    Trigger = 1,

    /// <summary>Work that waits for something outside the engine.</summary>
    Task = 2,

    /// <summary>Long work outside the burst.</summary>
    Job = 3,
}

/// <summary>How a port is used.</summary>
public enum PortKind
{
    /// <summary>An outcome, drawn as an out-port.</summary>
    Flow = 0,

    /// <summary>A slot for a child activity, stored at camelCase(name) of the activity.</summary>
    Embedded = 1,
}

/// <summary>A static port of an activity type.</summary>
/// <param name="Name">Outcome or slot name; ordinal, unique within the activity.</param>
/// <param name="Kind">Outcome or child slot.</param>
/// <param name="DisplayName">What the designer shows; null = the name.</param>
/// <param name="IsBrowsable">False: the designer does not draw it.</param>
public sealed record Port(string Name, PortKind Kind = PortKind.Flow, string? DisplayName = null, bool IsBrowsable = true);

/// <summary>What an activity type is called, takes and gives. Built once per type; (TypeName, Version) is unique in the registry.</summary>
public sealed record ActivityDescriptor
{
    /// <summary>Name stored in definitions, e.g. <c>Elsa.FlowDecision</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>From 1. A type whose meaning changes gets a new version; old ones stay registered while instances need them.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What the toolbox shows.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Toolbox group; never empty (the designer crashes).</summary>
    public required string Category { get; init; }

    /// <summary>One sentence for the toolbox.</summary>
    public string Description { get; init; } = "";

    /// <summary>How the designer shows it.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>Inputs in display order. Setting the list numbers them.</summary>
    public ImmutableArray<InputDescriptor> Inputs
    {
        get;
        init
        {
            for (var i = 0; i < value.Length; i++)
            {
                value[i].Ordinal = i;
            }

            field = value;
        }
    } = [];

    /// <summary>Outputs in display order. Setting the list numbers them.</summary>
    public ImmutableArray<OutputDescriptor> Outputs
    {
        get;
        init
        {
            for (var i = 0; i < value.Length; i++)
            {
                value[i].Ordinal = i;
            }

            field = value;
        }
    } = [];

    /// <summary>Static outcomes and child slots. No flow port and not terminal means one outcome, <c>Done</c>.</summary>
    public ImmutableArray<Port> Ports { get; init; } = [];

    /// <summary>True: children are stored in <c>activities</c>.</summary>
    public bool IsContainer { get; init; }

    /// <summary>False: not in the toolbox.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>True: has no in-port and is the preferred start of a flowchart.</summary>
    public bool IsStart { get; init; }

    /// <summary>True: has no out-port and ends its flowchart or sequence.</summary>
    public bool IsTerminal { get; init; }
}
