using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using ProcessAutomation.Host.Api;

namespace ProcessAutomation.Host.SignIn;

/// <summary>Who a request comes from: a cookie for the pages, a bearer token for the API, one policy scheme that picks by what was sent.</summary>
public static class SignInSetup
{
    private const string PickScheme = "cookie-or-bearer";

    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(PickScheme)
            .AddPolicyScheme(PickScheme, null, o => o.ForwardDefaultSelector = Pick)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, ConfigureCookie)
            .AddJwtBearer(JwtBearerDefaults.AuthenticationScheme, ConfigureBearer);
        builder.Services.AddAuthorization();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<CurrentUser>();
        builder.Services.AddScoped<UserNames>();
        if (builder.Environment.IsDevelopment())
            builder.Services.AddTransient<IClaimsTransformation, DemoClaims>();
        return builder;
    }

    private static string Pick(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? JwtBearerDefaults.AuthenticationScheme
            : CookieAuthenticationDefaults.AuthenticationScheme;

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "processautomation";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.LoginPath = "/logg-inn";
        options.AccessDeniedPath = "/ikke-funnet";
        options.ReturnUrlParameter = "til";
        options.ExpireTimeSpan = TimeSpan.FromHours(10);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context => ForApiOrPage(context, Problems.Unauthenticated);
        options.Events.OnRedirectToAccessDenied = context => ForApiOrPage(context, Problems.Forbidden);
    }

    private static Task ForApiOrPage(RedirectContext<CookieAuthenticationOptions> context, Func<HttpContext, IResult> problem)
    {
        if (Problems.AppliesTo(context.HttpContext)) return problem(context.HttpContext).ExecuteAsync(context.HttpContext);
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static void ConfigureBearer(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = ClaimNames.Subject;
        options.TokenValidationParameters.RoleClaimType = ClaimNames.Role;
        options.Events = new JwtBearerEvents
        {
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = context.Error is null ? "Bearer" : $"Bearer error=\"{context.Error}\"";
                await Problems.Unauthenticated(context.HttpContext).ExecuteAsync(context.HttpContext);
            },
            OnForbidden = context => Problems.Forbidden(context.HttpContext).ExecuteAsync(context.HttpContext),
        };
    }

    /// <summary>The signed-in identity of a demo user, as the cookie keeps it.</summary>
    internal static ClaimsPrincipal PrincipalOf(DemoUser user) =>
        new(new ClaimsIdentity([new(ClaimNames.Subject, user.Id), .. DemoClaims.Of(user), new(ClaimNames.Role, user.Role)],
            CookieAuthenticationDefaults.AuthenticationScheme, ClaimNames.Subject, ClaimNames.Role));
}
