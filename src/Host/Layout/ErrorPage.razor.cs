using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Layout;

/// <summary>
/// What a page shows instead of itself when it failed. In an outage of the database everything that was typed is kept in a form, so that
/// the same can be sent again with one press when it is over.
/// </summary>
public partial class ErrorPage
{
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IAntiforgery Antiforgery { get; set; } = null!;

    private StorageUnavailableException? Outage => Failed is { } failed ? Outages.Of(failed.Error) : null;

    private string Address => Failed is { } failed ? failed.Path + Http!.Request.QueryString : "/";

    private IReadOnlyList<(string Name, string Value)> Posted { get; set; } = [];

    private IExceptionHandlerPathFeature? Failed => Http?.Features.Get<IExceptionHandlerPathFeature>();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Outage is null || Http is not { Request: { HasFormContentType: true } request }) return;
        var form = await request.ReadFormAsync(Http.RequestAborted); // read before the fault, so it is at hand
        var token = Antiforgery.GetTokens(Http).FormFieldName; // the new form has its own
        Posted = [.. form.Where(field => field.Key != token).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))];
    }
}
