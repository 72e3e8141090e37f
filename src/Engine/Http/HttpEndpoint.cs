using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Triggers;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Http;

/// <summary>
/// Starts a workflow when a request of its methods comes to its path; inside a workflow, waits for one. The answer is what the flow writes in the
/// same burst, and it is given after that burst has committed (docs/adr/0013).
/// </summary>
public sealed class HttpEndpoint : Activity
{
    /// <summary>Outcome for a body over the limit.</summary>
    public const string RequestTooLarge = "Request too large";

    /// <summary>Outcome for a file over the limit.</summary>
    public const string FileTooLarge = "File too large";

    /// <summary>Outcome for a file whose extension is not allowed, or blocked.</summary>
    public const string InvalidFileExtension = "Invalid file extension";

    /// <summary>Outcome for a file whose content type is not allowed.</summary>
    public const string InvalidFileMimeType = "Invalid file MIME type";

    private const string Security = "Security";
    private const string Upload = "Upload";
    private const long LargestBody = 30_000_000;

    private static readonly ImmutableArray<string> Methods = ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS"];

    private static readonly Input<string> Path = new("Path") { IsRequired = true, UiHint = "singleline", Description = "The path to associate with the workflow, for example orders/{id}." };
    private static readonly Input<string[]> SupportedMethods = new("SupportedMethods")
    {
        DisplayName = "Supported Methods",
        UiHint = "checklist",
        DefaultValue = new[] { "GET" },
        UiSpecifications = HttpChoices.CheckList(Methods[..5], "GET"),
        Description = "The HTTP methods to accept.",
    };

    private static readonly Input<bool> Authorize = new("Authorize") { Category = Security, UiHint = "checkbox", Description = "Allow signed-in users only." };
    private static readonly Input<string> Policy = new("Policy") { Category = Security, Description = "The policy a signed-in user must fulfil; a role's name is one." };
    private static readonly Input<TimeSpan?> RequestTimeout = new("RequestTimeout") { DisplayName = "Request Timeout", Category = Upload, Description = "The longest time reading the request may take." };
    private static readonly Input<long?> RequestSizeLimit = new("RequestSizeLimit") { DisplayName = "Request Size Limit", Category = Upload, Description = "The largest body in bytes." };
    private static readonly Input<long?> FileSizeLimit = new("FileSizeLimit") { DisplayName = "File Size Limit", Category = Upload, Description = "The largest file in bytes." };
    private static readonly Input<string[]> AllowedFileExtensions = new("AllowedFileExtensions") { DisplayName = "Allowed File Extensions", Category = Upload, UiHint = "multitext", Description = "Only files with these extensions." };
    private static readonly Input<string[]> BlockedFileExtensions = new("BlockedFileExtensions") { DisplayName = "Blocked File Extensions", Category = Upload, UiHint = "multitext", Description = "No files with these extensions." };
    private static readonly Input<string[]> AllowedMimeTypes = new("AllowedMimeTypes") { DisplayName = "Allowed Mime Types", Category = Upload, UiHint = "multitext", Description = "Only files of these content types." };
    private static readonly Input<bool> ExposeRequestTooLarge = Exposing("ExposeRequestTooLargeOutcome", RequestTooLarge);
    private static readonly Input<bool> ExposeFileTooLarge = Exposing("ExposeFileTooLargeOutcome", FileTooLarge);
    private static readonly Input<bool> ExposeInvalidFileExtension = Exposing("ExposeInvalidFileExtensionOutcome", InvalidFileExtension);
    private static readonly Input<bool> ExposeInvalidFileMimeType = Exposing("ExposeInvalidFileMimeTypeOutcome", InvalidFileMimeType);

    private static readonly Output<object?> Result = new("Result") { Description = "The request: Method, Scheme, Host, Path, QueryString, Protocol, ContentType, ContentLength, Headers, Query and RouteValues." };
    private static readonly Output<object?> ParsedContent = new("ParsedContent") { DisplayName = "Parsed Content", Description = "The content: JSON, text, the fields of a form, or a file." };
    private static readonly Output<object?> Files = new("Files") { Description = "The uploaded files." };
    private static readonly Output<object?> File = new("File") { Description = "The first uploaded file." };
    private static readonly Output<object?> RouteData = new("RouteData") { DisplayName = "Route Data", Description = "The values of the path's parameters." };
    private static readonly Output<object?> QueryStringData = new("QueryStringData") { DisplayName = "Query String Data", Description = "The values of the query string." };
    private static readonly Output<object?> Headers = new("Headers") { Description = "The headers, without credentials." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.HttpEndpoint",
        DisplayName = "HTTP Endpoint",
        Category = "HTTP",
        Description = "Wait for an inbound HTTP request that matches the specified path and methods.",
        Kind = ActivityKind.Trigger,
        Inputs =
        [
            Path, SupportedMethods, Authorize, Policy, RequestTimeout, RequestSizeLimit, FileSizeLimit, AllowedFileExtensions, BlockedFileExtensions, AllowedMimeTypes,
            ExposeRequestTooLarge, ExposeFileTooLarge, ExposeInvalidFileExtension, ExposeInvalidFileMimeType,
        ],
        Outputs = [Result, ParsedContent, Files, File, RouteData, QueryStringData, Headers],
        Ports = [new Port(Outcomes.DoneName)],
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        foreach (var input in Descriptor.Inputs.Where(input => input != Path && node.Inputs[input.Ordinal] is { IsConstant: false }))
        {
            problems.Add(HttpProblemIds.EndpointNotConstant, node, $"{ProblemArgument.Of(node, input)} of {node} is computed, but it must be the same for all requests: use a literal.", input.Name);
        }

        var methods = Constant(node, SupportedMethods)?.Select(static method => method.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToImmutableArray() ?? [];
        foreach (var method in methods.Where(static method => !Methods.Contains(method, StringComparer.Ordinal)))
        {
            problems.Add(HttpProblemIds.UnknownMethod, node, $"{node} accepts the method {method}; it can be {string.Join(", ", Methods)}.", SupportedMethods.Name);
        }

        if (methods.IsEmpty)
        {
            problems.Add(HttpProblemIds.UnknownMethod, node, $"{node} accepts no method, so no request can reach it.", SupportedMethods.Name);
        }

        if (node.Inputs[Path.Ordinal] is ConstantInput { Value: string path } && PathTemplate.Read(path, out _) is { } complaint)
        {
            problems.Add(HttpProblemIds.PathRefused, node, $"The path of {node} {complaint}.", Path.Name);
        }

        CheckLimit(node, problems, RequestSizeLimit);
        CheckLimit(node, problems, FileSizeLimit);
        if (Constant(node, RequestTimeout) is { } timeout && (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromHours(1)))
        {
            problems.Add(ProblemIds.WrongLiteral, node, $"{ProblemArgument.Of(node, RequestTimeout)} of {node} must be more than nothing and at most an hour.", RequestTimeout.Name);
        }

        return new HttpEndpointSettings
        {
            Methods = methods,
            Authorize = Constant(node, Authorize),
            Policy = Constant(node, Policy) is { } policy && !string.IsNullOrWhiteSpace(policy) ? policy.Trim() : null,
            RequestTimeout = Constant(node, RequestTimeout),
            RequestSizeLimit = Constant(node, RequestSizeLimit),
            FileSizeLimit = Constant(node, FileSizeLimit),
            AllowedFileExtensions = Lowered(node, AllowedFileExtensions, "."),
            BlockedFileExtensions = Lowered(node, BlockedFileExtensions, "."),
            AllowedMimeTypes = Lowered(node, AllowedMimeTypes, ""),
            ExposedOutcomes = [.. Descriptor.Inputs.OfType<Input<bool>>().Where(input => input.OutcomeWhenTrue is not null && Constant(node, input)).Select(static input => input.OutcomeWhenTrue!)], // filtered
        };
    }

    /// <inheritdoc/>
    public override void DescribeTriggers(TriggerScope scope)
    {
        if (!scope.TryGet(Path, out var path) || scope.Node.Plan is not HttpEndpointSettings settings)
        {
            return;
        }

        if (PathTemplate.Read(path, out var template) is { } complaint)
        {
            scope.Refuse(Path, $"The path of {scope.Node} {complaint}.");
            return;
        }

        foreach (var key in KeysOf(template!, settings)) // read without complaint
        {
            scope.StartOn(HttpStimuli.Endpoint, key);
        }
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var path = context.Get(Path);
        if (PathTemplate.Read(path, out var template) is { } complaint)
        {
            throw new ActivityFault("http.path", $"the path {complaint}", retryable: false);
        }

        foreach (var key in KeysOf(template!, (HttpEndpointSettings)context.Node.Plan!)) // Compile made it; read without complaint
        {
            context.Wait(HttpStimuli.Endpoint, key);
        }

        if (context.Node.Inputs[Path.Ordinal] is not { IsConstant: true })
        {
            context.SetState(path, HttpJson.Default.String); // what it is computed from may change while it waits
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask TriggeredAsync(ActivityContext context, JsonElement? payload, CancellationToken cancellationToken)
    {
        Take(context, payload);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        Take(context, resumption.Payload);
        return ValueTask.CompletedTask;
    }

    private static void Take(ActivityContext context, JsonElement? payload)
    {
        if (IncomingRequest.Read(payload) is not { } request)
        {
            context.Complete(); // somebody started the flow here without a request
            return;
        }

        PathTemplate.Read(context.State(HttpJson.Default.String) ?? context.Get(Path), out var template);
        var route = JsonValues.ToElement(template?.Match(request.Path) ?? []);
        var headers = RequestValues.ManyOf(request.Headers);
        var query = RequestValues.ManyOf(request.Query);
        context.Set(RouteData, route);
        context.Set(QueryStringData, query);
        context.Set(Headers, headers);
        context.Set(Result, RequestValues.ResultOf(request, headers, query, route));
        if (request.Outcome is { } outcome)
        {
            context.Complete(outcome);
            return;
        }

        if (context.Node.Outputs[ParsedContent.Ordinal] is not null)
        {
            context.Set(ParsedContent, request.Form is { } form ? RequestValues.ManyOf(form) : HttpMediaType.Parse(request.Body.ToArray(), request.ContentType, null));
        }

        var files = request.Files.Select(RequestValues.FileOf).ToArray();
        context.Set(Files, files.Length > 0 ? JsonValues.ToElement(files) : null);
        context.Set(File, files.Length > 0 ? JsonValues.ToElement(files[0]) : null);
        context.Complete();
    }

    private static IEnumerable<string> KeysOf(PathTemplate template, HttpEndpointSettings settings) =>
        from method in settings.Methods
        from shape in template.Shapes
        select PathTemplate.KeyOf(method, shape);

    private static void CheckLimit(ActivityNode node, ProblemSink problems, Input<long?> input)
    {
        if (Constant(node, input) is { } limit && limit is < 0 or > LargestBody)
        {
            problems.Add(ProblemIds.WrongLiteral, node, $"{ProblemArgument.Of(node, input)} of {node} must be from 0 to {LargestBody} bytes.", input.Name);
        }
    }

    private static ImmutableArray<string> Lowered(ActivityNode node, Input<string[]> input, string prefix) =>
        [.. (Constant(node, input) ?? []).Select(static value => value.Trim().ToLowerInvariant()).Where(static value => value.Length > 0).Select(value => value.StartsWith(prefix, StringComparison.Ordinal) ? value : prefix + value)];

    private static T? Constant<T>(ActivityNode node, Input<T> input) => node.Inputs[input.Ordinal] is ConstantInput { Value: T value } ? value : default;

    private static Input<bool> Exposing(string name, string outcome) =>
        new(name) { IsWrapped = false, Category = "Outcomes", UiHint = "checkbox", OutcomeWhenTrue = outcome, Description = $"Go on with \"{outcome}\" in place of refusing the request." };
}
