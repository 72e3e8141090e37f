using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.OpenApi;
using ProcessAutomation.Host.Http;
using ProcessAutomation.Host.Inbox;
using ProcessAutomation.Host.Partners;

namespace ProcessAutomation.Host.Api;

/// <summary>The API under <c>/api/v1</c>: what all its operations share.</summary>
public static class ApiSetup
{
    /// <summary>The largest body accepted, in bytes; also of posted forms.</summary>
    public const long MaxBodyBytes = 1024 * 1024;

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Limits.MaxRequestBodySize = MaxBodyBytes;
            o.AddServerHeader = false;
        });
        builder.Services.Configure<FormOptions>(o => o.ValueCountLimit = 4096);
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.MaxDepth = 32;
            o.SerializerOptions.Converters.Add(new StorableTextConverter());
            o.SerializerOptions.RespectNullableAnnotations = true;
            o.SerializerOptions.RespectRequiredConstructorParameters = true;
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<Outages>();
        builder.Services.AddScoped<TakeoverList>();
        builder.Services.AddExceptionHandler<ProblemHandler>();
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(o =>
        {
            o.SwaggerDoc("v1", new OpenApiInfo { Title = "ProcessAutomation", Version = "v1", Description = "Cases, tasks and events of the reintegration process." });
            o.AddSecurityDefinition("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
            o.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] });
            o.SupportNonNullableReferenceTypes();
        });
        return builder;
    }

    /// <summary>Errors first in the pipeline: problem documents for the API, the error page for pages.</summary>
    public static WebApplication UseApi(this WebApplication app)
    {
        var outages = app.Services.GetRequiredService<Outages>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = ProblemHandler.PagesErrorPath,
            CreateScopeForErrors = true,
            StatusCodeSelector = outages.StatusOf,
            SuppressDiagnosticsCallback = c => c.Exception is BadHttpRequestException || outages.Of(c.Exception) is not null,
        });
        app.UseStatusCodePagesWithReExecute("/ikke-funnet", createScopeForStatusCodePages: true);
        app.Use(LeaveAnswersOfFlowsAsync);
        app.UseWhen(context => Problems.AppliesTo(context) && !WorkflowEndpoints.IsOne(context), api => api.UseStatusCodePages(c =>
            Problems.Bare(c.HttpContext, c.HttpContext.Response.StatusCode).ExecuteAsync(c.HttpContext)));
        app.Use(RefuseLargeBodyAsync);
        return app;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.MapGroup("/api/v1").RequireAuthorization().DisableAntiforgery().MapCases().MapTasks().MapWorkerTasks().MapTakeover().MapSentences().MapCorrections().MapPartners();
        app.UseSwagger();
        app.UseSwaggerUI(o => o.SwaggerEndpoint("/swagger/v1/swagger.json", "v1"));
        app.MapGroup("/api/v1").RequireAuthorization().DisableAntiforgery().MapInstances();
        app.MapGroup("/api/v1").RequireAuthorization().DisableAntiforgery().MapTaskNotes().MapDue().MapSatisfaction();
        return app;
    }

    /// <summary>What a flow answers goes out as it is, also a bare 404; and what is refused before it, is refused with a document.</summary>
    private static Task LeaveAnswersOfFlowsAsync(HttpContext context, RequestDelegate next)
    {
        if (WorkflowEndpoints.IsOne(context) && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return next(context);
    }

    /// <summary>A body that says it is too large is refused before anything reads it; one that does not say so is cut off by the server's limit.</summary>
    private static Task RefuseLargeBodyAsync(HttpContext context, RequestDelegate next)
    {
        if (!(context.Request.ContentLength > MaxBodyBytes) || !Problems.AppliesTo(context) || WorkflowEndpoints.IsOne(context) || TaskFiles.IsUpload(context)) return next(context);

        // Nobody will read this body; without a limit the server discards what still comes for some seconds instead of cutting the
        // connection, and a client that sends everything first can read the answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return Problems.Unreadable(context, StatusCodes.Status413PayloadTooLarge).ExecuteAsync(context);
    }
}
