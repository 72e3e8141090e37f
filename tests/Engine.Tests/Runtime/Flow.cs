using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Engine.Tests.Runtime;

/// <summary>Writes a definition's JSON as the designer would, from a few words. A value that begins with "=" is a C# expression.</summary>
internal sealed class Flow
{
    private readonly string _id;
    private readonly JsonArray _activities = [];
    private readonly JsonArray _connections = [];
    private readonly JsonArray _variables = [];
    private readonly JsonArray _inputs = [];
    private readonly JsonArray _outputs = [];
    private readonly JsonObject _properties = [];
    private readonly JsonArray _outcomes = [];
    private readonly JsonObject _options = [];
    private readonly string _type;
    private string? _name;

    private Flow(string id, string type) => (_id, _type) = (id, type);

    public string DefinitionId => _id;

    public static Flow Chart(string id) => new(id, "Elsa.Flowchart");

    public static Flow Sequence(string id) => new(id, "Elsa.Sequence");

    /// <summary>A chart of steps: "a -> b", "a:True -> b". Steps that are not added otherwise are Test.Step.</summary>
    public static Flow Of(string id, params string[] connections) => Chart(id).Connect(connections);

    public Flow Variable(string name, string type, object? value = null, string? storage = null)
    {
        _variables.Add(new JsonObject { ["id"] = name, ["name"] = name, ["typeName"] = type, ["isArray"] = false, ["value"] = value?.ToString(), ["storageDriverTypeName"] = storage });
        return this;
    }

    /// <summary>A custom property of the workflow.</summary>
    public Flow Property(string name, string value)
    {
        _properties[name] = value;
        return this;
    }

    /// <summary>Its flowcharts run by tokens.</summary>
    public Flow Tokens() => Property("Flowchart:ExecutionMode", "TokenBased");

    public Flow Input(string name, string type)
    {
        _inputs.Add(new JsonObject { ["name"] = name, ["displayName"] = name, ["type"] = type });
        return this;
    }

    public Flow Output(string name, string type)
    {
        _outputs.Add(new JsonObject { ["name"] = name, ["displayName"] = name, ["type"] = type });
        return this;
    }

    public Flow Outcomes(params string[] names)
    {
        names.ToList().ForEach(name => _outcomes.Add(name));
        return this;
    }

    public Flow Option(string name, JsonNode? value)
    {
        _options[name] = value;
        return this;
    }

    public Flow UsableAsActivity(string name)
    {
        _name = name;
        return Option("usableAsActivity", true);
    }

    public Flow Add(string id, string type, params (string Name, object? Value)[] values)
    {
        _activities.Add(Activity(id, type, values));
        return this;
    }

    /// <summary>An activity with a merge mode.</summary>
    public Flow Merging(string id, string mergeMode, string type = "Test.Step", params (string Name, object? Value)[] values) =>
        Add(id, type, [.. values, ("customProperties", new JsonObject { ["mergeMode"] = mergeMode })]);

    /// <summary>A nested chart or sequence.</summary>
    public Flow Add(Flow inner)
    {
        _activities.Add(inner.Root());
        return this;
    }

    /// <summary>An activity whose JSON is made elsewhere.</summary>
    public Flow Add(JsonObject activity)
    {
        _activities.Add(activity.DeepClone());
        return this;
    }

    public Flow Connect(params string[] connections)
    {
        foreach (var connection in connections)
        {
            var ends = connection.Split("->", StringSplitOptions.TrimEntries);
            var source = ends[0].Split(':');
            AddStep(source[0]);
            AddStep(ends[1]);
            _connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
                ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
            });
        }

        return this;
    }

    public string Json() => new JsonObject
    {
        ["definitionId"] = _id,
        ["name"] = _name ?? _id,
        ["variables"] = _variables.DeepClone(),
        ["inputs"] = _inputs.DeepClone(),
        ["outputs"] = _outputs.DeepClone(),
        ["customProperties"] = _properties.DeepClone(),
        ["outcomes"] = _outcomes.DeepClone(),
        ["options"] = _options.DeepClone(),
        ["root"] = Root(withVariables: false),
    }.ToJsonString();

    public static JsonObject Activity(string id, string type, params (string Name, object? Value)[] values)
    {
        var json = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in values)
        {
            json[name] = value switch
            {
                JsonNode raw => raw.DeepClone(),
                Flow inner => inner.Root(),
                string text when text.StartsWith('=') => Wrapped("CSharp", text[1..]),
                string text => Wrapped("Literal", text),
                _ => Wrapped("Literal", JsonSerializer.SerializeToNode(value)),
            };
        }

        return json;
    }

    private static JsonObject Wrapped(string type, JsonNode? value) => new() { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    private JsonObject Root(bool withVariables = true)
    {
        var root = new JsonObject
        {
            ["id"] = withVariables ? _id : _id + "-root",
            ["type"] = _type,
            ["version"] = 1,
            ["activities"] = _activities.DeepClone(),
            ["variables"] = withVariables ? _variables.DeepClone() : new JsonArray(),
        };
        if (_type == "Elsa.Flowchart")
        {
            root["connections"] = _connections.DeepClone();
        }

        return root;
    }

    private void AddStep(string id)
    {
        if (_activities.All(activity => activity!["id"]!.GetValue<string>() != id))
        {
            _activities.Add(Activity(id, "Test.Step"));
        }
    }
}
