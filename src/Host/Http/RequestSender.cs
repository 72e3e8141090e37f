using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Http;

namespace ProcessAutomation.Host.Http;

/// <summary>
/// Sends one request of a flow and reads its answer. Thread-safe; one for the process, its connections are shared. Keeps no cookies and uses no
/// proxy: a proxy would do the connecting, behind the guard's back.
/// </summary>
public sealed class RequestSender : IDisposable
{
    /// <summary>Header that is the same for every repetition of a request.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    private const int MaxRedirects = 10;
    private static readonly TimeSpan PooledFor = TimeSpan.FromMinutes(2); // then the name is looked up again

    private readonly SocketsHttpHandler handler;
    private readonly HttpClient client;
    private readonly HttpOptions options;
    private readonly TimeProvider machineClock;

    public RequestSender(IOptions<HttpOptions> options, TimeProvider machineClock)
    {
        this.options = options.Value;
        this.machineClock = machineClock;
        handler = new SocketsHttpHandler
        {
            ConnectCallback = new GuardedConnection(this.options).OpenAsync,
            ConnectTimeout = this.options.ConnectTimeout,
            PooledConnectionLifetime = PooledFor,
            MaxAutomaticRedirections = MaxRedirects,
            UseCookies = false,
            UseProxy = false,
        };
        client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>One attempt. Only an end of the process is an exception; whatever the other side does is an answer.</summary>
    public async Task<HttpAnswer> SendAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, machineClock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = MessageOf(request);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HttpAnswer.NoResponse(timeout.IsCancellationRequested ? NoResponseReason.Timeout : NoResponseReason.FailedToConnect);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new HttpAnswer.NoResponse(failure.GetBaseException() is AddressRefusedException ? NoResponseReason.AddressRefused : NoResponseReason.FailedToConnect);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private static HttpRequestMessage MessageOf(OutgoingRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            if (request.ContentType is not null) message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        if (request.Authorization is not null) message.Headers.TryAddWithoutValidation("Authorization", request.Authorization);
        foreach (var (name, values) in request.Headers)
        {
            // A header of the content (Content-Language) is refused among those of the request, and has no place without content.
            if (!message.Headers.TryAddWithoutValidation(name, values) && message.Content is { } content)
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        if (!message.Headers.Contains(IdempotencyHeader)) message.Headers.TryAddWithoutValidation(IdempotencyHeader, request.IdempotencyKey);
        return message;
    }

    private async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var max = options.MaxResponseBytes;
        if (response.Content.Headers.ContentLength > max) return new HttpAnswer.NoResponse(NoResponseReason.TooLarge);
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (body.Length + count > max) return new HttpAnswer.NoResponse(NoResponseReason.TooLarge);
            await body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return new HttpAnswer.Response
        {
            StatusCode = (int)response.StatusCode,
            ReasonPhrase = response.ReasonPhrase,
            Version = response.Version.ToString(),
            Headers = HeadersOf(response.Headers),
            ContentHeaders = HeadersOf(response.Content.Headers),
            Body = body.ToArray(),
        };
    }

    private static Dictionary<string, string[]> HeadersOf(HttpHeaders headers) =>
        headers.NonValidated.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
}
