using System.Collections.Immutable;
using System.Net.Http.Headers;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.Http;

/// <summary>The inputs that all activities share which send a request. One set a type, as an input has its place in its descriptor.</summary>
internal sealed class RequestInputs
{
    private const string Security = "Security";

    private readonly Input<string> _url = new("Url") { DisplayName = "URL", IsRequired = true, Description = "The URL to send the request to; http or https." };
    private readonly Input<string> _method;
    private readonly Input<object> _content;
    private readonly Input<string> _contentType;
    private readonly ImmutableArray<string> _methods;

    private readonly Input<string> _authorization = new("Authorization")
    {
        Category = Security,
        Description = "The Authorization header to send with the request, for example: Bearer {some-access-token}. It is never written to journal or log.",
    };

    private readonly Input<bool> _isAuthorizationRaw = new("DisableAuthorizationHeaderValidation")
    {
        Category = Security,
        UiHint = "checkbox",
        Description = "Send the Authorization header as it is, also when it has no scheme.",
    };

    private readonly Input<IReadOnlyDictionary<string, object?>> _headers = new("RequestHeaders")
    {
        DisplayName = "Request Headers",
        Category = "Advanced",
        UiHint = "json-editor",
        Description = "The headers to send along with the request, as JSON: {\"Name\": \"value\"}.",
    };

    /// <param name="methods">Methods that may be used; the first is the default.</param>
    /// <param name="contentName">Stored names of content and content type.</param>
    /// <param name="expected">Where the expected codes stand in the designer.</param>
    public RequestInputs(ImmutableArray<string> methods, (string Content, string ContentType) contentName, InputDescriptor expected)
    {
        _methods = methods;
        _method = new Input<string>("Method") { UiHint = "dropdown", DefaultValue = methods[0], UiSpecifications = HttpChoices.Methods(methods), Description = "The HTTP method to use." };
        _content = new Input<object>(contentName.Content) { DisplayName = "Content", UiHint = "multiline", Description = "The content to send: text as it is, a file, or anything else as JSON." };
        _contentType = new Input<string>(contentName.ContentType)
        {
            DisplayName = "Content Type",
            UiHint = "dropdown",
            UiSpecifications = HttpChoices.ContentTypes,
            Description = "The content type of what is sent; empty: by the kind of content.",
        };
        All = [_url, _method, _content, _contentType, _authorization, _isAuthorizationRaw, _headers, expected];
    }

    /// <summary>In the order of the designer.</summary>
    public ImmutableArray<InputDescriptor> All { get; }

    /// <summary>Checks what never changes while the flow runs.</summary>
    public void Check(ActivityNode node, ProblemSink problems)
    {
        if (Constant(node, _url) is { Length: > 0 } url && !IsAddress(url, out _))
        {
            problems.Add(HttpProblemIds.UrlNotAbsolute, node, $"{node} sends a request to \"{url}\", which is no address that begins with http:// or https://.", _url.Name);
        }

        if (Constant(node, _method) is { Length: > 0 } method && !_methods.Contains(method.Trim().ToUpperInvariant(), StringComparer.Ordinal))
        {
            problems.Add(HttpProblemIds.UnknownMethod, node, $"{node} uses the method {method}; it can be {string.Join(", ", _methods)}.", _method.Name);
        }

        if (node.Inputs[_headers.Ordinal] is ConstantInput { Value: IReadOnlyDictionary<string, object?> headers } && HttpHeaderRules.Complaint(headers) is { } complaint)
        {
            problems.Add(HttpProblemIds.HeaderRefused, node, $"{node}: {complaint}.", _headers.Name);
        }
    }

    /// <summary>The request as the values of the instance make it.</summary>
    /// <exception cref="ActivityFault">A value does not fit; its text names no value.</exception>
    public OutgoingRequest Read(ActivityContext context, Guid bookmarkId)
    {
        if (!IsAddress(context.Get(_url), out var url))
        {
            throw new ActivityFault("http.url", "the URL is no absolute http or https address", retryable: false);
        }

        var method = (context.Get(_method) is { } given && !string.IsNullOrWhiteSpace(given) ? given : _methods[0]).Trim().ToUpperInvariant();
        if (!_methods.Contains(method, StringComparer.Ordinal))
        {
            throw new ActivityFault("http.method", "the method is none of those the activity knows", retryable: false);
        }

        var content = context.Get(_content) is { } value and not "" ? HttpContentBytes.Of(value, context.Get(_contentType)) : (HttpContentBytes?)null;
        return new OutgoingRequest
        {
            BookmarkId = bookmarkId,
            IdempotencyKey = context.IdempotencyKey,
            Method = method,
            Url = url,
            Authorization = AuthorizationOf(context),
            Headers = HttpHeaderRules.Read(context.Get(_headers)),
            ContentType = content?.ContentType,
            Body = content is { } body ? body.Bytes : (ReadOnlyMemory<byte>?)null,
        };
    }

    /// <summary>Last part of the URL's path; null: it has none.</summary>
    public string? FilenameOf(ActivityContext context) =>
        IsAddress(context.Get(_url), out var url) && Uri.UnescapeDataString(new Uri(url).Segments[^1]).Trim('/') is { Length: > 0 } last ? last : null;

    private string? AuthorizationOf(ActivityContext context)
    {
        if (context.Get(_authorization) is not { } given || string.IsNullOrWhiteSpace(given))
        {
            return null;
        }

        var isSound = HttpHeaderRules.IsValue(given) && (context.Get(_isAuthorizationRaw) || AuthenticationHeaderValue.TryParse(given, out _));
        return isSound ? given : throw new ActivityFault("http.authorization", "the Authorization header cannot be read as scheme and parameter", retryable: false);
    }

    private static string? Constant(ActivityNode node, Input<string> input) => (node.Inputs[input.Ordinal] as ConstantInput)?.Value as string;

    private static bool IsAddress(string? text, out string url)
    {
        var isAddress = Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0;
        url = isAddress ? uri!.AbsoluteUri : ""; // an address was read
        return isAddress;
    }
}
