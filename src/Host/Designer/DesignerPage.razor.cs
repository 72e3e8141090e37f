using Microsoft.AspNetCore.Components;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Designer;

/// <summary>The page around the Studio: who may see it, which of its elements is mounted, and where its files are.</summary>
public sealed partial class DesignerPage(DesignerAssets assets, CurrentUser user, NavigationManager navigation)
{
    // The Studio's own inline script is one; its handlers are defined in designer.js, but it runs all the same.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
        + "img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    [Parameter]
    public string? Version { get; set; }

    [Parameter]
    public string? Place { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private DesignerAssets Studio => assets;

    private DesignerView? View { get; set; }

    // Only one window at a time draws on a flow; whoever may not draw at all does not ask for it.
    private bool MayDraw => DesignerAccess.MayEdit(user) && View is { IsAboutDefinitions: true, Id: not null };

    protected override void OnInitialized()
    {
        View = DesignerAccess.MayLook(user) && assets.AreThere ? DesignerView.At(Place) : null;
        if (View is not { } view)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (!assets.Base.EndsWith($"/{Version}", StringComparison.Ordinal))
            navigation.NavigateTo(view.AddressIn(assets.Base)); // a bookmark from before the last update, or the bare address
        else
            Http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
    }
}
