using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>A running activity on its way from one version of a definition to another: what it may look at to carry its state over.</summary>
public sealed record NodeMigration
{
    /// <summary>Its place in the version it was started in.</summary>
    public required ActivityNode From { get; init; }

    /// <summary>Its place in the new version: the same id and type.</summary>
    public required ActivityNode To { get; init; }

    /// <summary>What it remembers, as stored; null: nothing.</summary>
    public JsonElement? State { get; init; }

    /// <summary>The trigger that started the instance, in the old version; null: none did.</summary>
    public ActivityNode? TriggerFrom { get; init; }

    /// <summary>The same in the new version.</summary>
    public ActivityNode? TriggerTo { get; init; }

    /// <summary>Its running children, in the order they were scheduled.</summary>
    public ImmutableArray<ChildMigration> Children { get; init; } = [];
}

/// <summary>A running child of a migrating activity.</summary>
/// <param name="From">Its place in the old version.</param>
/// <param name="To">Its place in the new version.</param>
/// <param name="Tag">What the parent gave when it scheduled it.</param>
public sealed record ChildMigration(ActivityNode From, ActivityNode To, int Tag);

/// <summary>What an activity says to a migration. Closed.</summary>
public abstract record StateMigration
{
    private StateMigration()
    {
    }

    /// <summary>What it remembers holds in the new version too.</summary>
    public sealed record Kept : StateMigration
    {
        /// <summary>The one instance.</summary>
        public static Kept Instance { get; } = new();
    }

    /// <summary>It goes on with another state.</summary>
    public sealed record Changed : StateMigration
    {
        /// <summary>The state in the new version; null: nothing.</summary>
        public JsonElement? State { get; init; }

        /// <summary>Tags of the children, in their order; empty: they keep theirs.</summary>
        public ImmutableArray<int> Tags { get; init; } = [];

        /// <summary>Children new in this version whose turn has passed.</summary>
        public ImmutableArray<ActivityNode> PassedOver { get; init; } = [];
    }

    /// <summary>It cannot go on in the new version. <paramref name="Words"/>: why, for people, with ids and display texts only.</summary>
    public sealed record Refused(ProblemText Words) : StateMigration;

    /// <summary>Kept when the type's version is the same.</summary>
    public static StateMigration KeptIfSameVersion(NodeMigration migration) => migration.From.TypeVersion == migration.To.TypeVersion
        ? Kept.Instance
        : new Refused($"Version {migration.To.TypeVersion} of the activity cannot take over what an older one has begun.");
}
