using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>An activity that an instance needs and this program does not have.</summary>
/// <param name="TypeName">The activity's type.</param>
/// <param name="Version">The type's version.</param>
/// <param name="DefinitionId">The flow that uses it.</param>
/// <param name="VersionId">The flow's version.</param>
/// <param name="InstanceId">One of the instances that have not ended and may reach it.</param>
public sealed record MissingActivity(string TypeName, int Version, string DefinitionId, string VersionId, Guid InstanceId)
{
    /// <inheritdoc/>
    public override string ToString() => $"{TypeName} version {Version}, used by {DefinitionId} ({VersionId}), instance {InstanceId}";
}

/// <summary>
/// Finds what a newer program must not have lost: a case stays on its versions, so an activity type and version that a running instance can
/// reach has to stay registered until the instance has ended.
/// </summary>
public sealed class MissingActivities(IDefinitionStore definitions, IEngineStore engine, ActivityRegistry registry)
{
    private readonly WorkflowActivityCatalog workflows = new(definitions, registry);

    /// <summary>All that is missing; empty when every running instance can go on. Reads each stored version once.</summary>
    public async Task<ImmutableArray<MissingActivity>> FindAsync(CancellationToken cancellationToken)
    {
        var missing = ImmutableArray.CreateBuilder<MissingActivity>();
        foreach (var stored in await definitions.ListAsync(null, cancellationToken))
        {
            var unknown = await UnknownInAsync(stored.Json, cancellationToken);
            if (unknown.Count == 0 || await engine.FindUserOfVersionAsync(stored.VersionId, cancellationToken) is not { } instance)
            {
                continue;
            }

            missing.AddRange(unknown.Select(type => new MissingActivity(type.Name, type.Version, stored.DefinitionId, stored.VersionId, instance)));
        }

        return missing.ToImmutable();
    }

    private async ValueTask<HashSet<(string Name, int Version)>> UnknownInAsync(string json, CancellationToken cancellationToken)
    {
        var unknown = new HashSet<(string, int)>();
        if (DefinitionReader.Read(json) is ReadResult.Read { Definition: { Root.ValueKind: JsonValueKind.Object } definition })
        {
            var used = await workflows.FindUsedAsync(definition, [], cancellationToken);
            var seen = new HashSet<WorkflowActivity>();
            Collect(definition.Root, used, seen, unknown);
        }

        return unknown;
    }

    // An activity is an object with an id and a type; the reader has limited the depth.
    private void Collect(JsonElement element, WorkflowActivities used, HashSet<WorkflowActivity> seen, HashSet<(string Name, int Version)> unknown)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, used, seen, unknown);
            }

            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (Text(element, "id") is not null && Text(element, "type") is { } type)
        {
            var version = element.TryGetProperty("version", out var number) && number.TryGetInt32(out var value) ? value : 1;
            if (!registry.Knows(type) && used.Find(element, out var workflow, out _) && workflow is not null)
            {
                if (seen.Add(workflow))
                {
                    Collect(workflow.Definition.Root, used, seen, unknown);
                }
            }
            else if (!registry.TryFind(type, version, out _))
            {
                unknown.Add((type, version));
            }
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name is not ("customProperties" or "metadata"))
            {
                Collect(property.Value, used, seen, unknown);
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
