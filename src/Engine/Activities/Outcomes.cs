using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Activities;

/// <summary>Outcome lists that are used everywhere, built once.</summary>
public static class Outcomes
{
    /// <summary>The one outcome of an activity that declares none.</summary>
    public const string DoneName = "Done";

    /// <summary>Exactly <c>Done</c>.</summary>
    public static ImmutableArray<string> Done { get; } = [DoneName];

    /// <summary>Exactly <c>True</c>.</summary>
    public static ImmutableArray<string> True { get; } = ["True"];

    /// <summary>Exactly <c>False</c>.</summary>
    public static ImmutableArray<string> False { get; } = ["False"];

    /// <summary>No outcome: a branch that was not taken.</summary>
    public static ImmutableArray<string> None { get; } = [];
}
