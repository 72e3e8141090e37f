using System.Collections.Immutable;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Http;

/// <summary>Endpoints of published workflows that the same request would reach. Which of them should start nobody could tell, so the later one is refused.</summary>
internal static class EndpointConflicts
{
    /// <summary>What of a version's triggers is taken: by another trigger of it, or by another workflow.</summary>
    /// <param name="graph">The version.</param>
    /// <param name="wishes">Its triggers.</param>
    /// <param name="published">The endpoints of all published versions.</param>
    public static IEnumerable<DefinitionProblem> Find(WorkflowGraph graph, ImmutableArray<TriggerWish> wishes, ImmutableArray<StoredTrigger> published)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var wish in wishes.Where(static wish => wish.Name == HttpStimuli.Endpoint))
        {
            var node = graph.ById[wish.ActivityId];
            var other = published.FirstOrDefault(trigger => trigger.Key == wish.Key && trigger.DefinitionId != graph.DefinitionId)?.DefinitionId;
            var twin = own.TryAdd(wish.Key, wish.ActivityId) ? null : graph.ById[own[wish.Key]];
            if ((other is not null || twin is not null) && reported.Add(wish.ActivityId))
            {
                var who = other is not null ? ProblemText.Of($"the workflow {other}") : $"the activity {twin!}";
                yield return new DefinitionProblem(
                    HttpProblemIds.AmbiguousEndpoint, $"{node.Pointer}/path", $"{node} waits for {wish.Key}, but so does {who}: a request could not tell them apart.", node.Id, "Path");
            }
        }
    }
}
