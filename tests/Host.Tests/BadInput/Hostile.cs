using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.BadInput;

/// <summary>Bodies nobody means well with: rubbish, and a right body with one value at a time replaced by a hostile one.</summary>
internal static class Hostile
{
    private static readonly string[] Values =
    [
        "null",
        "true",
        "-1",
        "1e400",
        "[]",
        "{}",
        "\"\"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"" + new string('x', 200_000) + "\"",
        "\"'; drop table cases; --\"",
        "\"{{constructor}}\\r\\nBcc: a@example.org\"",
        "\"0001-01-01\"",
        "\"9999-12-31\"",
        "\"0001-01-01T00:00\"",
        "\"9999-12-31T23:59\"",
        "\"9999-12-31T23:59:59-14:00\"",
        "\"2147483648\"",
    ];

    /// <summary>Bodies that hold nothing of what the operation wants; null: no body at all.</summary>
    public static IEnumerable<string?> Rubbish { get; } =
    [
        null, "", " ", "null", "[]", "{}", "7", "\"text\"", "{", "{\"a\":", "\u0000\u0001\u0002", "<xml/>", "{\"answers\":null}",
        string.Concat(Enumerable.Repeat("[", 10_000)), string.Concat(Enumerable.Repeat("{\"a\":", 10_000)),
    ];

    /// <summary>Every body that differs from the right one in one value, deep down or at the top.</summary>
    public static IEnumerable<string> Variants(string right)
    {
        var paths = Leaves(JsonNode.Parse(right)!, []).ToList();
        foreach (var path in paths)
            foreach (var value in Values)
                yield return Replace(right, path, value);
    }

    private static IEnumerable<object[]> Leaves(JsonNode? node, object[] path) => node switch
    {
        JsonObject o => o.SelectMany(property => Leaves(property.Value, [.. path, property.Key]).Append([.. path, property.Key])).DistinctBy(Name),
        JsonArray a => a.SelectMany((item, index) => Leaves(item, [.. path, index])),
        _ => [path],
    };

    private static string Name(object[] path) => string.Join('/', path);

    // Written as text: some values are JSON that the object model would not write.
    private static string Replace(string right, object[] path, string value)
    {
        const string Mark = "\uFFFCmark\uFFFC";
        var root = JsonNode.Parse(right)!;
        var parent = path[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        if (path[^1] is string last) parent[last] = Mark;
        else parent[(int)path[^1]] = Mark;
        var options = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        return root.ToJsonString(options).Replace("\"" + Mark + "\"", value, StringComparison.Ordinal);
    }
}
