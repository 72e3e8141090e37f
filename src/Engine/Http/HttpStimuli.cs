namespace ProcessAutomation.Engine.Http;

/// <summary>Names of the bookmarks and stimuli of the HTTP activities. Stored; never renamed.</summary>
public static class HttpStimuli
{
    /// <summary>The answer to a request that a flow has sent; the key is the execution's idempotency key.</summary>
    public const string Response = "HttpResponse";

    /// <summary>A request that has come in; the key is method and shape of the path, see <see cref="PathTemplate.KeyOf"/>.</summary>
    public const string Endpoint = "HttpEndpoint";
}
