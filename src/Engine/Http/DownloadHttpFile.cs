using System.Net.Http.Headers;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Http;

/// <summary>Sends a request and takes what comes back as a file.</summary>
public sealed class DownloadHttpFile : HttpRequestActivity
{
    private static readonly Input<int[]> ExpectedStatusCodes = FlowOutcomes.ExpectedCodes();
    private static readonly RequestInputs Inputs = new(["GET", "POST", "PUT"], ("RequestContent", "RequestContentType"), ExpectedStatusCodes);

    private static readonly Output<object?> Result = new("Result") { Description = "The file: Filename, ContentType, ETag, Length and its Content in base64." };
    private static readonly Output<object?> Response = new("Response") { Description = "The response: StatusCode, ReasonPhrase, IsSuccessStatusCode, Version, Headers and ContentHeaders." };
    private static readonly Output<int> StatusCode = new("StatusCode") { DisplayName = "Status Code", Description = "The HTTP response status code." };
    private static readonly Output<object?> ContentStream = new("ResponseContentStream") { DisplayName = "Response Content Stream", Description = "The content in base64; the same as Response Content Bytes." };
    private static readonly Output<object?> ContentBytes = new("ResponseContentBytes") { DisplayName = "Response Content Bytes", Description = "The content in base64." };
    private static readonly Output<object?> ResponseHeaders = new("ResponseHeaders") { DisplayName = "Response Headers", Description = "The response headers that were received." };
    private static readonly Output<object?> ContentHeaders = new("ResponseContentHeaders") { DisplayName = "Response Content Headers", Description = "The headers of the content that were received." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.DownloadHttpFile",
        DisplayName = "Download File",
        Category = "HTTP",
        Description = "Downloads a file from a given URL.",
        Kind = ActivityKind.Task,
        Inputs = Inputs.All,
        Outputs = [Result, Response, StatusCode, ContentStream, ContentBytes, ResponseHeaders, ContentHeaders],
        Ports = FlowOutcomes.Ports,
    };

    private protected override RequestInputs Request => Inputs;

    private protected override void Take(ActivityContext context, HttpAnswer.Response response)
    {
        context.Set(Response, ResponseOutputs.MessageOf(response));
        context.Set(StatusCode, response.StatusCode);
        context.Set(ResponseHeaders, ResponseOutputs.HeadersOf(response.Headers));
        context.Set(ContentHeaders, ResponseOutputs.HeadersOf(response.ContentHeaders));
        var content = Convert.ToBase64String(response.Body.Span);
        context.Set(ContentStream, content);
        context.Set(ContentBytes, content);
        var file = new HttpFileValue(
            FilenameOf(context, response), ResponseOutputs.ContentTypeOf(response) ?? HttpContentBytes.Binary, ResponseOutputs.Header(response.Headers, "ETag"), response.Body.ToArray());
        context.Set(Result, file.ToValue());
    }

    private protected override void Answered(ActivityContext context, int statusCode) => context.Complete(FlowOutcomes.Of(context.Get(ExpectedStatusCodes), statusCode));

    private protected override void NotConnected(ActivityContext context) => context.Complete(FlowOutcomes.FailedToConnect);

    private protected override void TimedOut(ActivityContext context) => context.Complete(FlowOutcomes.Timeout);

    // What the other side calls it, else the end of the URL. Only a name: a path in it would lead somewhere one day.
    private static string FilenameOf(ActivityContext context, HttpAnswer.Response response)
    {
        var given = ContentDispositionHeaderValue.TryParse(ResponseOutputs.Header(response.ContentHeaders, "Content-Disposition"), out var disposition)
            ? disposition.FileNameStar ?? disposition.FileName?.Trim('"')
            : null;
        var name = (given ?? Inputs.FilenameOf(context) ?? "").Split('/', '\\')[^1];
        return name.Length > 0 ? name : "file.bin";
    }
}
