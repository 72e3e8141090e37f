using System.Collections.Immutable;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Http;

namespace ProcessAutomation.Host.Http;

/// <summary>What a request leads to. Closed.</summary>
internal abstract record FoundEndpoint
{
    private FoundEndpoint()
    {
    }

    /// <summary>A new instance of a published workflow.</summary>
    public sealed record Starts(HttpEndpointSettings Settings, string DefinitionId, string VersionId, string ActivityId) : FoundEndpoint;

    /// <summary>An instance that waits for it.</summary>
    public sealed record Resumes(HttpEndpointSettings Settings, WaitingEndpoint Waiting) : FoundEndpoint;

    /// <summary>Several could be meant.</summary>
    public sealed record Ambiguous : FoundEndpoint;

    /// <summary>The path is known, the method is not. <paramref name="Allowed"/>: those that are.</summary>
    public sealed record OtherMethods(ImmutableArray<string> Allowed) : FoundEndpoint;

    /// <summary>Nothing is there.</summary>
    public sealed record Nothing : FoundEndpoint;
}

/// <summary>Finds the endpoint that a request is meant for: first among published workflows, as Elsa does, then among waiting instances.</summary>
internal sealed class EndpointFinder(IDefinitionStore definitions, DefinitionCatalog catalog, WaitingEndpoints waiting)
{
    private static readonly ImmutableArray<string> Methods = ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS"];

    /// <param name="method">Upper-case.</param>
    /// <param name="path">Below the base path.</param>
    /// <param name="instanceId">The instance that is meant, when several wait; null: the request does not say.</param>
    /// <param name="correlationId">The case that is meant, when several wait; null: the request does not say.</param>
    /// <param name="cancellationToken">The request was broken off.</param>
    public async ValueTask<FoundEndpoint> FindAsync(string method, string path, Guid? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var shapes = PathTemplate.CandidatesOf(path);
        var triggers = (await definitions.ListTriggersAsync(HttpStimuli.Endpoint, cancellationToken)).ToLookup(trigger => trigger.Key, StringComparer.Ordinal);
        foreach (var key in KeysOf([method], shapes))
        {
            if (triggers[key].ToArray() is not [var trigger, .. var others])
                continue;
            if (others.Length > 0)
                return new FoundEndpoint.Ambiguous();
            var graph = await catalog.GetAsync(trigger.VersionId, cancellationToken);
            return new FoundEndpoint.Starts((HttpEndpointSettings)graph.ById[trigger.ActivityId].Plan!, trigger.DefinitionId, trigger.VersionId, trigger.ActivityId); // its compilation made it
        }

        switch (await waiting.FindAsync(KeysOf([method], shapes), instanceId, correlationId, cancellationToken))
        {
            case [var one]:
                var graph = await catalog.GetAsync(one.VersionId, cancellationToken);
                return new FoundEndpoint.Resumes((HttpEndpointSettings)graph.ByNodeId[one.NodeId].Plan!, one); // its compilation made it
            case []:
                return await OtherMethodsAsync(shapes, triggers.Select(group => group.Key).ToHashSet(StringComparer.Ordinal), instanceId, correlationId, cancellationToken);
            default:
                return new FoundEndpoint.Ambiguous();
        }
    }

    private async ValueTask<FoundEndpoint> OtherMethodsAsync(ImmutableArray<string> shapes, HashSet<string> triggers, Guid? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var allowed = ImmutableArray.CreateBuilder<string>();
        foreach (var method in Methods)
        {
            var keys = KeysOf([method], shapes);
            if (keys.Any(triggers.Contains) || !(await waiting.FindAsync(keys, instanceId, correlationId, cancellationToken)).IsEmpty)
                allowed.Add(method);
        }

        return allowed.Count > 0 ? new FoundEndpoint.OtherMethods(allowed.ToImmutable()) : new FoundEndpoint.Nothing();
    }

    private static ImmutableArray<string> KeysOf(ImmutableArray<string> methods, ImmutableArray<string> shapes) =>
        [.. from shape in shapes from method in methods select PathTemplate.KeyOf(method, shape)];
}
