using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Http;

/// <summary>How an activity of a flowchart goes on after a request: by the code if it is expected, and always by Done when there was an answer.</summary>
internal static class FlowOutcomes
{
    public const string Unmatched = "Unmatched status code";
    public const string FailedToConnect = "Failed to connect";
    public const string Timeout = "Timeout";

    public static ImmutableArray<Port> Ports { get; } = [new(Unmatched), new(FailedToConnect), new(Timeout), new(Outcomes.DoneName)];

    public static Input<int[]> ExpectedCodes() => new("ExpectedStatusCodes")
    {
        DisplayName = "Expected Status Codes",
        UiHint = "multitext",
        NamesOutcomes = true,
        DefaultValue = new[] { 200 },
        Description = "A list of expected status codes to handle; each becomes an outcome.",
    };

    public static ImmutableArray<string> Of(int[]? expected, int statusCode) =>
        expected is not { Length: > 0 } ? Outcomes.Done
        : expected.Contains(statusCode) ? [ResponseOutputs.NameOf(statusCode), Outcomes.DoneName]
        : [Unmatched, Outcomes.DoneName];
}
