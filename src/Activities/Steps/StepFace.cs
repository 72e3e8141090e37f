using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Steps;

/// <summary>How a step's activity looks in the toolbox, and the task it gives where the flow says nothing else.</summary>
internal sealed record StepFace
{
    /// <summary>Last part of the type name; never renamed.</summary>
    public required string Type { get; init; }

    /// <summary>Name in the toolbox.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="Phases"/>.</summary>
    public required string Category { get; init; }

    /// <summary>What it does, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>How it can end. Not given: Done, called <c>Gjort</c>.</summary>
    public ImmutableArray<Port> Ports { get; init; } = [new Port("Done", DisplayName: "Gjort")];

    /// <summary>Whether the step may have been taken before the flow comes to it.</summary>
    public bool CanBePassedOver { get; init; }

    /// <summary>What the task it gives says.</summary>
    public required Tasks.TaskDefaults Task { get; init; }
}

/// <summary>The phases of the process: the groups of the toolbox.</summary>
internal static class Phases
{
    /// <summary>Steps 0.1 and 0.2.</summary>
    public const string Preparations = "1 Forberedelser";

    /// <summary>Steps 1 to 3.</summary>
    public const string UnderstandNeeds = "2 Forstå behov";

    /// <summary>Steps 4 and 5.</summary>
    public const string MakePlan = "3 Lage en plan";

    /// <summary>Step 6.</summary>
    public const string CarryOut = "4 Gjennomføre plan";

    /// <summary>Steps 7 and 8.</summary>
    public const string HandOver = "5 Overføre ansvar";
}
