using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Http;

/// <summary>Sends a request and runs the activity of the code that came back, or none, and is done.</summary>
public sealed class SendHttpRequest : HttpRequestActivity
{
    private const string UnmatchedStatusCode = "UnmatchedStatusCode";
    private const string FailedToConnect = "FailedToConnect";
    private const string Timeout = "Timeout";

    private static readonly Input<JsonElement> ExpectedStatusCodes = new("ExpectedStatusCodes")
    {
        DisplayName = "Expected Status Codes",
        UiHint = "http-status-codes",
        IsWrapped = false,
        Description = "The codes to handle, each with the activity to run.",
    };

    private static readonly RequestInputs Inputs = new(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"], ("Content", "ContentType"), ExpectedStatusCodes);
    private static readonly ResponseOutputs Outputs = new();

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SendHttpRequest",
        DisplayName = "HTTP Request",
        Category = "HTTP",
        Description = "Send an HTTP request.",
        Kind = ActivityKind.Task,
        Inputs = Inputs.All,
        Outputs = Outputs.All,
        Ports = [new Port(UnmatchedStatusCode, PortKind.Embedded), new Port(FailedToConnect, PortKind.Embedded), new Port(Timeout, PortKind.Embedded)],
    };

    private protected override RequestInputs Request => Inputs;

    // Which child runs for a code; null: none does.
    private protected override object? CompileAnswers(ActivityNode node, ProblemSink problems)
    {
        var cases = new Dictionary<int, ActivityNode?>();
        if (!node.Json.TryGetProperty(JsonNames.Camel(ExpectedStatusCodes.Name), out var list) || list.ValueKind is not JsonValueKind.Array)
        {
            return cases.ToFrozenDictionary();
        }

        var i = 0;
        foreach (var item in list.EnumerateArray())
        {
            var pointer = $"/{JsonNames.Camel(ExpectedStatusCodes.Name)}/{i++}";
            if (CodeOf(item) is not { } code)
            {
                problems.Add(HttpProblemIds.WrongStatusCode, node, $"An expected code of {node} is no status code from 100 to 599.", ExpectedStatusCodes.Name, pointer);
            }
            else if (!cases.TryAdd(code, node.Children.FirstOrDefault(child => child.Pointer == $"{node.Pointer}{pointer}/activity")))
            {
                problems.Add(ProblemIds.DuplicateOutcome, node, $"{node} expects the code {code} twice.", ExpectedStatusCodes.Name, pointer);
            }
        }

        return cases.ToFrozenDictionary();
    }

    private protected override void Take(ActivityContext context, HttpAnswer.Response response) => Outputs.Set(context, response);

    private protected override void Answered(ActivityContext context, int statusCode)
    {
        var cases = (FrozenDictionary<int, ActivityNode?>)context.Node.Plan!; // Compile made it
        Run(context, cases.TryGetValue(statusCode, out var expected) ? expected : context.Node.EmbeddedPorts.GetValueOrDefault(UnmatchedStatusCode));
    }

    private protected override void NotConnected(ActivityContext context) => Run(context, context.Node.EmbeddedPorts.GetValueOrDefault(FailedToConnect));

    private protected override void TimedOut(ActivityContext context) => Run(context, context.Node.EmbeddedPorts.GetValueOrDefault(Timeout));

    private static void Run(ActivityContext context, ActivityNode? child)
    {
        if (child is null)
        {
            context.Complete();
        }
        else
        {
            context.Schedule(child);
        }
    }

    private static int? CodeOf(JsonElement item)
    {
        if (item.ValueKind is not JsonValueKind.Object || !item.TryGetProperty("statusCode", out var json))
        {
            return null;
        }

        var code = json.ValueKind switch
        {
            JsonValueKind.Number when json.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(json.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => 0,
        };
        return code is >= 100 and <= 599 ? code : null;
    }
}
