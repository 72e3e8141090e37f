using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Http;

/// <summary>The outputs of an activity that has an answer: JSON with Elsa's member names, so that any variable can hold them over a restart.</summary>
internal sealed class ResponseOutputs
{
    private readonly Output<object?> _result = new("Result") { Description = "The response: StatusCode, ReasonPhrase, IsSuccessStatusCode, Version, Headers and ContentHeaders." };
    private readonly Output<int> _statusCode = new("StatusCode") { DisplayName = "Status Code", Description = "The HTTP response status code." };
    private readonly Output<object?> _parsedContent = new("ParsedContent") { DisplayName = "Parsed Content", Description = "The content: JSON, text, or a file; nothing when there is none." };
    private readonly Output<object?> _headers = new("ResponseHeaders") { DisplayName = "Response Headers", Description = "The response headers that were received: each name with the list of its values." };

    public ImmutableArray<OutputDescriptor> All => [_result, _statusCode, _parsedContent, _headers];

    public void Set(ActivityContext context, HttpAnswer.Response response)
    {
        context.Set(_result, MessageOf(response));
        context.Set(_statusCode, response.StatusCode);
        context.Set(_headers, HeadersOf(response.Headers));
        if (context.Node.Outputs[_parsedContent.Ordinal] is not null)
        {
            context.Set(_parsedContent, HttpMediaType.Parse(response.Body.ToArray(), ContentTypeOf(response), null));
        }
    }

    public static JsonElement MessageOf(HttpAnswer.Response response) => JsonValues.ToElement(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["StatusCode"] = response.StatusCode,
        ["ReasonPhrase"] = response.ReasonPhrase,
        ["IsSuccessStatusCode"] = response.StatusCode is >= 200 and < 300,
        ["Version"] = response.Version,
        ["Headers"] = HeadersOf(response.Headers),
        ["ContentHeaders"] = HeadersOf(response.ContentHeaders),
    });

    public static JsonElement HeadersOf(IReadOnlyDictionary<string, string[]> headers) =>
        JsonValues.ToElement(headers.ToDictionary(static pair => pair.Key, static pair => (object?)pair.Value, StringComparer.Ordinal));

    public static string? ContentTypeOf(HttpAnswer.Response response) => Header(response.ContentHeaders, "Content-Type");

    public static string? Header(IReadOnlyDictionary<string, string[]> headers, string name) =>
        headers.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value is [var first, ..] ? first : null;

    /// <summary>A status code as an outcome's name.</summary>
    public static string NameOf(int statusCode) => statusCode.ToString(CultureInfo.InvariantCulture);
}
