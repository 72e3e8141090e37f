using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Activities.Flows;

/// <summary>
/// The flows shipped in <c>workflows/</c>. At start each whose text is new is published as a new version; a text that was published before is left
/// alone, so that what a process owner has made of it since stays. Running cases stay on their versions.
/// </summary>
public sealed partial class WorkflowShelf(DefinitionPublisher publisher, IDefinitionStore store, EngineClocks clocks, ILogger<WorkflowShelf> logger)
{
    /// <summary>Where the flows lie: beside the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>Publishes what is new, all together, as flows name each other.</summary>
    /// <exception cref="InvalidDataException">A shipped flow is not valid: every problem of every flow stands in the message.</exception>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var unknown = ImmutableArray.CreateBuilder<string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            if (!await IsKnownAsync(text, cancellationToken))
                unknown.Add(text);
        }

        if (unknown.Count == 0)
            return;
        var results = await publisher.PublishAllAsync(unknown.ToImmutable(), clocks.Now, cancellationToken);
        var problems = results.OfType<PublishResult.Refused>()
            .SelectMany(refused => refused.Problems.Select(problem => $"{refused.Draft?.DefinitionId} {problem.Id} {problem.Pointer}: {problem.Message}")).ToList();
        if (problems.Count > 0)
            throw new InvalidDataException($"Shipped workflows are not valid:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
        foreach (var published in results.OfType<PublishResult.Published>())
            LogPublished(published.Definition.DefinitionId, published.Definition.Version);
    }

    private async ValueTask<bool> IsKnownAsync(string text, CancellationToken cancellationToken)
    {
        if (DefinitionReader.Read(text) is not ReadResult.Read { Definition.DefinitionId: { Length: > 0 } id })
            return false;
        return (await store.ListAsync(id, cancellationToken)).Any(version => version.IsFrozen && string.Equals(version.Json, text, StringComparison.Ordinal));
    }

    [LoggerMessage(5101, LogLevel.Information, "Workflow {DefinitionId} is published as version {Version}")]
    private partial void LogPublished(string definitionId, int version);
}
