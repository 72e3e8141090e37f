using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ProcessAutomation.Browser.Tests.Studio.Drivers;

/// <summary>Everything one page of the Studio asks the server for, and what its console complains of.</summary>
internal sealed class StudioTraffic
{
    private const string Api = "/elsa/api/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<Exchange> exchanges = new();
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<Task> reading = new();

    private sealed record Exchange(string Request, int Status, string Query, byte[]? Body);

    /// <summary>Listens from now on.</summary>
    public static StudioTraffic Of(IPage page)
    {
        var traffic = new StudioTraffic();
        page.Response += (_, response) => traffic.reading.Enqueue(traffic.ReadAsync(response));
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("crit:", StringComparison.Ordinal) || message.Text.Contains("fail:", StringComparison.Ordinal))
                traffic.complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) =>
        {
            // The browser's own: a page was left, or a whole page was photographed, while it was still fading in.
            if (!error.Contains("ViewTransition", StringComparison.Ordinal) && !error.Contains("Transition was aborted", StringComparison.Ordinal))
                traffic.complaints.Enqueue(error);
        };
        return traffic;
    }

    /// <summary>Requests so far, each once, with their statuses: <c>POST workflow-definitions 200</c>.</summary>
    public IReadOnlyList<string> Requests => [.. exchanges.Select(exchange => $"{exchange.Request} {exchange.Status}").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Fails when a request was answered with 404, 405 or an error of the server, with something else than what the Studio reads, or was one nobody has
    /// thought of, and when the console tells of an exception.
    /// </summary>
    public async Task AssertSoundAsync()
    {
        await Task.WhenAll(reading);
        var faults = exchanges.SelectMany(FaultsOf).Concat(complaints.Select(complaint => $"console: {complaint}")).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.NotEmpty(exchanges);
    }

    private async Task ReadAsync(IResponse response)
    {
        var address = new Uri(response.Url);
        if (!address.AbsolutePath.StartsWith("/elsa/", StringComparison.Ordinal)) return;
        var isApi = address.AbsolutePath.StartsWith(Api, StringComparison.Ordinal);
        byte[]? body = null;
        try
        {
            body = isApi ? await response.BodyAsync().WaitAsync(Patience) : null;
        }
        catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
        {
            // The page has been left meanwhile; the browser keeps no body for a document that is gone, and now and then does not say so.
        }

        exchanges.Enqueue(new Exchange($"{response.Request.Method} {(isApi ? address.AbsolutePath[Api.Length..] : address.AbsolutePath)}", response.Status, address.Query, body));
    }

    private static IEnumerable<string> FaultsOf(Exchange exchange)
    {
        var name = $"{exchange.Request}{exchange.Query}: {exchange.Status}";
        if (exchange.Status is 404 or 405 or >= 500)
            yield return name;
        if (exchange.Request.Contains(" /elsa/", StringComparison.Ordinal)) yield break; // the hub, and what our own page asks
        if (StudioShapes.Of(exchange.Request) is not { } members)
        {
            yield return $"{name}: a request nobody has thought of";
            yield break;
        }

        if (exchange.Body is not { Length: > 0 } body) yield break;
        var json = JsonNode.Parse(body);
        foreach (var member in exchange.Status < 300 ? members : ["errors.generalErrors[]"])
        {
            if (!Has(json, member.TrimEnd('?').Split('.'), mayBeNull: member.EndsWith('?')))
                yield return $"{name}: no {member}";
        }
    }

    private static bool Has(JsonNode? node, ReadOnlySpan<string> path, bool mayBeNull)
    {
        if (path.IsEmpty) return true;
        var isList = path[0].EndsWith("[]", StringComparison.Ordinal);
        var value = (node as JsonObject)?[isList ? path[0][..^2] : path[0]];
        if (value is null) return mayBeNull && path.Length == 1;
        if (!isList) return Has(value, path[1..], mayBeNull);
        if (value is not JsonArray items) return false;
        foreach (var item in items)
        {
            if (!Has(item, path[1..], mayBeNull)) return false;
        }

        return true;
    }
}
