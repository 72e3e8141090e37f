using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.StateMachines;

/// <summary>A state. <paramref name="Leaving"/>: its transitions with a trigger, in the order of the JSON.</summary>
internal sealed record StateMachineState(string Name, ActivityNode? Entry, ActivityNode? Exit, ImmutableArray<StateMachineTransition> Leaving);

/// <summary>A transition. <paramref name="Number"/>: place in the JSON. <paramref name="Condition"/>: null = always.</summary>
internal sealed record StateMachineTransition(int Number, string From, string To, ActivityNode? Trigger, CompiledInput? Condition, ActivityNode? Action);

/// <summary>States and transitions as tables, prepared when the version is compiled.</summary>
internal sealed class StateMachinePlan
{
    private const string StatesName = "states";
    private const string TransitionsName = "transitions";

    private StateMachinePlan(string? initial, ImmutableArray<StateMachineTransition> transitions, IEnumerable<StateMachineState> states)
    {
        Initial = initial;
        Transitions = transitions;
        OfChild = transitions
            .SelectMany(static transition => new[] { transition.Trigger, transition.Action }.OfType<ActivityNode>().Select(child => (child, transition)))
            .ToFrozenDictionary(static pair => pair.child, static pair => pair.transition);
        States = states.DistinctBy(state => state.Name, StringComparer.Ordinal).ToFrozenDictionary(state => state.Name, StringComparer.Ordinal);
    }

    /// <summary>The state it begins in; null: there are no states, it has nothing to do.</summary>
    public string? Initial { get; }

    public ImmutableArray<StateMachineTransition> Transitions { get; }

    /// <summary>The transition a trigger or an action belongs to.</summary>
    public FrozenDictionary<ActivityNode, StateMachineTransition> OfChild { get; }

    public FrozenDictionary<string, StateMachineState> States { get; }

    /// <summary>Where children and conditions stand.</summary>
    public static IEnumerable<NestedPlace> Places(JsonElement json, InputDescriptor condition)
    {
        foreach (var (item, pointer) in Items(json, StatesName))
        {
            foreach (var name in new[] { "entry", "exit" })
            {
                if (Member(item, name) is { } child)
                {
                    yield return new NestedPlace($"{pointer}/{name}", child);
                }
            }
        }

        foreach (var (item, pointer) in Items(json, TransitionsName))
        {
            foreach (var name in new[] { "trigger", "condition", "action" })
            {
                if (Member(item, name) is { } child)
                {
                    yield return new NestedPlace($"{pointer}/{name}", child, name is "condition" ? condition : null);
                }
            }
        }
    }

    /// <summary>Checks names and makes the tables.</summary>
    public static StateMachinePlan Build(ActivityNode node, ProblemSink problems)
    {
        CheckLists(node, problems);
        var children = node.Children.ToDictionary(child => child.Pointer[node.Pointer.Length..], StringComparer.Ordinal);
        var named = Items(node.Json, StatesName).Select(item => (Name: Text(item.Json, "name"), item.Pointer)).ToList();
        CheckNames(node, named, problems);
        var known = named.Select(state => state.Name).ToHashSet(StringComparer.Ordinal);
        var transitions = ReadTransitions(node, known, children, problems);
        var leaving = transitions.Where(transition => transition.Trigger is not null).ToLookup(transition => transition.From, StringComparer.Ordinal);
        var states = named.Select(state => new StateMachineState(
            state.Name, children.GetValueOrDefault(state.Pointer + "/entry"), children.GetValueOrDefault(state.Pointer + "/exit"), [.. leaving[state.Name]]));
        return new StateMachinePlan(Begin(node, known, problems), transitions, states);
    }

    private static ImmutableArray<StateMachineTransition> ReadTransitions(
        ActivityNode node, HashSet<string> known, Dictionary<string, ActivityNode> children, ProblemSink problems)
    {
        var transitions = ImmutableArray.CreateBuilder<StateMachineTransition>();
        var conditions = 0;
        foreach (var (item, pointer) in Items(node.Json, TransitionsName))
        {
            var (from, to) = (Text(item, "from"), Text(item, "to"));
            foreach (var (name, end) in new[] { ("from", from), ("to", to) })
            {
                if (!known.Contains(end))
                {
                    problems.Add(ProblemIds.UnknownState, node, Lost(node, name is "from", end), pointer: $"{pointer}/{name}");
                }
            }

            var condition = Member(item, "condition") is null ? null : node.NestedInputs[conditions++];
            transitions.Add(new StateMachineTransition(
                transitions.Count, from, to, children.GetValueOrDefault(pointer + "/trigger"), condition, children.GetValueOrDefault(pointer + "/action")));
        }

        return transitions.ToImmutable();
    }

    private static ProblemText Lost(ActivityNode node, bool isSource, string state) => (isSource, state) switch
    {
        (true, "") => $"A transition of {node} leads from no state.",
        (false, "") => $"A transition of {node} leads to no state.",
        (true, _) => $"A transition of {node} leads from {state}, which is none of its states.",
        (false, _) => $"A transition of {node} leads to {state}, which is none of its states.",
    };

    // A machine that was drawn while it stood in a state goes on from there, as in Elsa.
    private static string? Begin(ActivityNode node, HashSet<string> known, ProblemSink problems)
    {
        if (known.Count == 0)
        {
            return null;
        }

        var name = Text(node.Json, "currentState") is { Length: > 0 } current ? (Member: "currentState", State: current) : (Member: "initialState", State: Text(node.Json, "initialState"));
        if (known.Contains(name.State))
        {
            return name.State;
        }

        problems.Add(
            ProblemIds.UnknownState,
            node,
            name.State.Length == 0 ? ProblemText.Of($"{node} does not say in which state it begins.") : $"{node} begins in {name.State}, which is none of its states.",
            pointer: "/" + name.Member);
        return null;
    }

    private static void CheckNames(ActivityNode node, List<(string Name, string Pointer)> states, ProblemSink problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, pointer) in states)
        {
            if (name.Length == 0)
            {
                problems.Add(ProblemIds.MalformedProperty, node, $"A state of {node} has no name.", pointer: pointer + "/name");
            }
            else if (!seen.Add(name))
            {
                problems.Add(ProblemIds.DuplicateState, node, $"Two states of {node} are called {name}.", pointer: pointer + "/name");
            }
        }
    }

    private static void CheckLists(ActivityNode node, ProblemSink problems)
    {
        foreach (var name in new[] { StatesName, TransitionsName })
        {
            if (!node.Json.TryGetProperty(name, out var list) || list.ValueKind is JsonValueKind.Null)
            {
                continue;
            }

            if (list.ValueKind is not JsonValueKind.Array)
            {
                problems.Add(ProblemIds.MalformedProperty, node, $"The {name} of {node} are not a list.", pointer: "/" + name);
                continue;
            }

            var i = 0;
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind is not JsonValueKind.Object)
                {
                    problems.Add(ProblemIds.MalformedProperty, node, $"An entry of the {name} of {node} is not an object.", pointer: $"/{name}/{i}");
                }

                i++;
            }
        }
    }

    private static IEnumerable<(JsonElement Json, string Pointer)> Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Select((item, i) => (item, $"/{name}/{i}")).Where(item => item.item.ValueKind is JsonValueKind.Object)
            : [];

    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null ? member : null;

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : ""; // a string element has a string
}
