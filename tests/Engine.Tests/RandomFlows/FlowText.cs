using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>Writes a random flow as a definition.</summary>
internal static class FlowText
{
    public static string Of(string definitionId, NodeSpec flow, bool tokens)
    {
        return new JsonObject
        {
            ["definitionId"] = definitionId,
            ["name"] = definitionId,
            ["variables"] = new JsonArray([
                .. flow.All().Where(node => node.Kind == Kind.Gate).Select(gate => Variable(gate, "Int32", "0")),
                .. flow.All().Where(node => node.IsBroken).Select(join => Variable(join, "String", "broken"))]),
            ["customProperties"] = tokens ? new JsonObject { ["Flowchart:ExecutionMode"] = "TokenBased" } : [],
            ["root"] = Container(flow, flow),
        }.ToJsonString();
    }

    private static JsonObject Node(NodeSpec flow, NodeSpec node) => node.Kind switch
    {
        Kind.Step => Activity(node, "Random.Step", ("failures", Literal(node.Failures)), ("retryable", Literal(node.IsRetryable)), ("effect", Literal(node.HasEffect)), ("mode", Literal(node.Mends(flow)?.JoinMode ?? "")),
            ("mended", node.Mends(flow) is { } mended ? To(mended) : [])),
        Kind.Wait => Activity(node, "Random.Wait", ("failures", Literal(node.Failures)), ("retryable", Literal(node.IsRetryable)), ("hours", Literal(node.TimeoutHours ?? 0)), ("mode", Literal(node.Mends(flow)?.JoinMode ?? "")),
            ("mended", node.Mends(flow) is { } join ? To(join) : [])),
        Kind.Delay => Activity(node, "Elsa.Delay", ("timeSpan", Literal($"0{node.Hours}:00:00"))),
        Kind.Event => Activity(node, "Elsa.Event", ("eventName", Literal("ev-" + node.Id))),
        Kind.Task => Activity(node, "Test.Task"),
        Kind.Decision => Activity(node, "Elsa.FlowDecision", ("condition", Literal(node.Number % 2 == 0))),
        Kind.Switch => Activity(node, "Elsa.FlowSwitch", ("mode", Literal(node.Flag ? "MatchFirst" : "MatchAny")), ("cases", new JsonArray([.. node.Cases.Select((holds, place) =>
            new JsonObject { ["label"] = $"c{place}", ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = holds ? "true" : "false" } })]))),
        Kind.Fork => Activity(node, "Elsa.FlowFork", ("branches", new JsonObject
        {
            ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = JsonSerializer.Serialize(node.Ports) },
        })),
        Kind.Join => Activity(node, "Elsa.FlowJoin", ("mode", node.IsBroken ? From(node) : Literal(node.JoinMode))),
        Kind.Gate => Activity(
            node,
            "Random.Gate",
            ("rounds", Literal(node.Rounds)),
            ("taken", From(node)),
            ("count", To(node))),
        Kind.End => Activity(node, "Elsa.End"),
        Kind.Finish => Activity(node, "Elsa.Finish"),
        _ => Container(flow, node),
    };

    private static JsonObject Container(NodeSpec flow, NodeSpec node)
    {
        var json = Activity(node, node.Kind == Kind.Sequence ? "Elsa.Sequence" : "Elsa.Flowchart", ("activities", new JsonArray([.. node.Children.Select(child => Node(flow, child))])));
        if (node.Kind == Kind.Chart)
        {
            json["connections"] = new JsonArray([.. node.Edges.Select(edge => new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = node.Children[edge.From].Id, ["port"] = edge.Port },
                ["target"] = new JsonObject { ["activity"] = node.Children[edge.To].Id, ["port"] = "In" },
            })]);
        }

        return json;
    }

    private static JsonObject Activity(NodeSpec node, string type, params (string Name, JsonNode Value)[] values)
    {
        var json = new JsonObject { ["id"] = node.Id, ["type"] = type, ["version"] = 1 };
        if (node.Merge is { } merge)
        {
            json["customProperties"] = new JsonObject { ["mergeMode"] = merge };
        }

        foreach (var (name, value) in values)
        {
            json[name] = value;
        }

        return json;
    }

    private static JsonObject Variable(NodeSpec node, string type, string value) =>
        new() { ["id"] = "v_" + node.Id, ["name"] = "v_" + node.Id, ["typeName"] = type, ["value"] = value };

    private static JsonObject From(NodeSpec node) =>
        new() { ["expression"] = new JsonObject { ["type"] = "Variable", ["value"] = new JsonObject { ["id"] = "v_" + node.Id }.ToJsonString() } };

    private static JsonObject To(NodeSpec node) => new() { ["memoryReference"] = new JsonObject { ["id"] = "v_" + node.Id } };

    private static JsonObject Literal<T>(T value) => new() { ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = JsonSerializer.SerializeToNode(value) } };
}
