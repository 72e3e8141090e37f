using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ProcessAutomation.Engine.Activities;

/// <summary>All activity types this process can run, by type name and version. Frozen at start; thread-safe.</summary>
public sealed class ActivityRegistry
{
    private readonly FrozenDictionary<(string TypeName, int Version), Activity> byVersion;
    private readonly FrozenDictionary<string, Activity> newest;

    /// <exception cref="ArgumentException">Two activities share type name and version.</exception>
    public ActivityRegistry(IEnumerable<Activity> activities)
    {
        All = [.. activities];
        var found = new Dictionary<(string, int), Activity>();
        var highest = new Dictionary<string, Activity>(StringComparer.Ordinal);
        foreach (var activity in All)
        {
            var descriptor = activity.Descriptor;
            if (!found.TryAdd((descriptor.TypeName, descriptor.Version), activity))
            {
                throw new ArgumentException($"Activity {descriptor.TypeName} version {descriptor.Version} is registered twice.", nameof(activities));
            }

            if (!highest.TryGetValue(descriptor.TypeName, out var other) || other.Descriptor.Version < descriptor.Version)
            {
                highest[descriptor.TypeName] = activity;
            }
        }

        byVersion = found.ToFrozenDictionary();
        newest = highest.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every activity, in the order of registration.</summary>
    public ImmutableArray<Activity> All { get; }

    /// <summary>The activity of that type name and version; version 0 (a definition that names none) means the newest.</summary>
    public bool TryFind(string typeName, int version, [MaybeNullWhen(false)] out Activity activity) =>
        version == 0 ? newest.TryGetValue(typeName, out activity) : byVersion.TryGetValue((typeName, version), out activity);

    /// <summary>True when some version of the type is registered.</summary>
    public bool Knows(string typeName) => newest.ContainsKey(typeName);
}
