using System.Globalization;
using System.Net;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.Http;

/// <summary>Answers the request that led to this burst. The answer is sent when the burst has committed.</summary>
public sealed class WriteHttpResponse : CodeActivity
{
    private static readonly Input<string> StatusCode = new("StatusCode")
    {
        DisplayName = "Status Code",
        UiHint = "dropdown",
        DefaultValue = nameof(HttpStatusCode.OK),
        UiSpecifications = HttpChoices.StatusCodes,
        Description = "The status code to return: its name or its number.",
    };

    private static readonly Input<object> Content = new("Content") { UiHint = "multiline", Description = "The content to write back: text as it is, a file as its bytes, anything else as JSON." };
    private static readonly Input<string> ContentType = new("ContentType") { DisplayName = "Content Type", UiHint = "dropdown", UiSpecifications = HttpChoices.ContentTypes, Description = "The content type of the answer; empty: by the kind of content." };
    private static readonly Input<IReadOnlyDictionary<string, object?>> ResponseHeaders = new("ResponseHeaders")
    {
        DisplayName = "Response Headers",
        Category = "Advanced",
        UiHint = "json-editor",
        Description = "The headers to send along with the answer, as JSON: {\"Name\": \"value\"}.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WriteHttpResponse",
        DisplayName = "HTTP Response",
        Category = "HTTP",
        Description = "Write a response to the current HTTP request.",
        Inputs = [StatusCode, Content, ContentType, ResponseHeaders],
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        if (node.Inputs[StatusCode.Ordinal] is ConstantInput { Value: string { Length: > 0 } code } && Read(code) is null)
        {
            problems.Add(HttpProblemIds.WrongStatusCode, node, $"{node} answers with \"{code}\", which is no status code.", StatusCode.Name);
        }

        return null;
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var given = context.Get(StatusCode);
        var status = string.IsNullOrWhiteSpace(given) ? (int)HttpStatusCode.OK : Read(given) ?? throw new ActivityFault("http.status-code", "the status code is none", retryable: false);
        var content = context.Get(Content) is { } value ? HttpContentBytes.Of(value, context.Get(ContentType)) : (HttpContentBytes?)null;
        var mayHaveBody = status is not ((int)HttpStatusCode.NoContent or (int)HttpStatusCode.NotModified or < 200);
        context.Reply(new HttpReply
        {
            StatusCode = status,
            ContentType = mayHaveBody ? content?.ContentType : null,
            Body = mayHaveBody && content is { } body ? body.Bytes : default(ReadOnlyMemory<byte>),
            Headers = HttpHeaderRules.ReadReply(context.Get(ResponseHeaders)),
        });
        return ValueTask.CompletedTask;
    }

    private static int? Read(string text)
    {
        var code = int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : Enum.TryParse<HttpStatusCode>(text.Trim(), ignoreCase: true, out var named) ? (int)named : 0;
        return code is >= 200 and <= 599 ? code : null;
    }
}
