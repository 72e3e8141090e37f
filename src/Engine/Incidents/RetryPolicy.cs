using System.Text.Json;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Incidents;

/// <summary>
/// How often an activity is tried by itself before a person is asked, and how long between tries. An activity's custom property
/// <c>"retry": {"attempts": 5, "delay": "00:00:30", "maxDelay": "01:00:00"}</c> overrides the engine's default; the delay doubles each time.
/// </summary>
/// <param name="Attempts">Tries in all, from 1.</param>
/// <param name="Delay">Machine clock, after the first failure.</param>
/// <param name="MaxDelay">Longest delay, machine clock.</param>
internal sealed record RetryPolicy(int Attempts, TimeSpan Delay, TimeSpan MaxDelay)
{
    private const int MaxAttempts = 100;

    public static RetryPolicy Of(ActivityNode node, EngineOptions options)
    {
        var policy = new RetryPolicy(options.RetryAttempts, options.RetryDelay, options.RetryMaxDelay);
        if (node.Json.ValueKind != JsonValueKind.Object
            || !node.Json.TryGetProperty("customProperties", out var properties) || properties.ValueKind != JsonValueKind.Object
            || !properties.TryGetProperty("retry", out var retry) || retry.ValueKind != JsonValueKind.Object)
        {
            return policy;
        }

        var attempts = retry.TryGetProperty("attempts", out var number) && ValueConverter.TryConvert(number, typeof(int), out var count) && count is int wished
            ? Math.Clamp(wished, 1, MaxAttempts) : policy.Attempts;
        return policy with { Attempts = attempts, Delay = Span(retry, "delay", policy.Delay), MaxDelay = Span(retry, "maxDelay", policy.MaxDelay) };
    }

    /// <summary>Reports a policy that cannot be followed.</summary>
    public static void Check(ActivityNode node, ProblemSink problems)
    {
        if (!node.Json.TryGetProperty("customProperties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        void Refuse(string pointer, ProblemText text) => problems.Add(ProblemIds.WrongRetryPolicy, node, text, pointer: $"/customProperties/{pointer}");
        if (properties.TryGetProperty("resilienceStrategy", out var strategy) && NamesStrategy(strategy))
        {
            Refuse("resilienceStrategy", $"{node} names a resilience strategy, which are not here. Say how often to try again with the custom property retry.");
        }

        if (!properties.TryGetProperty("retry", out var retry) || retry.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (retry.ValueKind != JsonValueKind.Object)
        {
            Refuse("retry", $"The retry of {node} must be like {{\"attempts\": 5, \"delay\": \"00:00:30\", \"maxDelay\": \"01:00:00\"}}.");
            return;
        }

        if (retry.TryGetProperty("attempts", out var attempts) && !(ValueConverter.TryConvert(attempts, typeof(int), out var count) && count is >= 1 and <= MaxAttempts))
        {
            Refuse("retry/attempts", $"{node} can be tried 1 to {MaxAttempts} times.");
        }

        foreach (var name in new[] { "delay", "maxDelay" })
        {
            if (retry.TryGetProperty(name, out var span) && !(ValueConverter.TryConvert(span, typeof(TimeSpan), out var time) && time is TimeSpan { Ticks: >= 0 }))
            {
                Refuse($"retry/{name}", $"The {name} of the retry of {node} must be a duration like 00:00:30.");
            }
        }
    }

    /// <summary>How long to wait after the given failed attempt, from 1; null: no further try.</summary>
    public TimeSpan? After(int attempt)
    {
        if (attempt >= Attempts)
        {
            return null;
        }

        var ticks = Delay.Ticks * Math.Pow(2, attempt - 1);
        return ticks >= MaxDelay.Ticks ? MaxDelay : TimeSpan.FromTicks((long)ticks);
    }

    // Elsa: {"mode": "Identifier", "strategyId": "..."} or an expression.
    private static bool NamesStrategy(JsonElement strategy) => strategy.ValueKind switch
    {
        JsonValueKind.String => strategy.GetString() is { Length: > 0 },
        JsonValueKind.Object => strategy.EnumerateObject().Any(static member =>
            member.Name is "strategyId" or "id" or "expression" && member.Value.ValueKind is not JsonValueKind.Null && !(member.Value.ValueKind is JsonValueKind.String && member.Value.ValueEquals(""))),
        _ => false,
    };

    private static TimeSpan Span(JsonElement json, string name, TimeSpan otherwise) =>
        json.TryGetProperty(name, out var value) && ValueConverter.TryConvert(value, typeof(TimeSpan), out var span) && span is TimeSpan wished && wished >= TimeSpan.Zero
            ? wished : otherwise;
}
