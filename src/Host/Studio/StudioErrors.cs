using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Studio;

/// <summary>Errors as problem documents (RFC 9457) whose <c>errors</c> the Studio shows to the person.</summary>
internal static class StudioErrors
{
    /// <summary>One message.</summary>
    public static IResult Of(int status, string message) => Of(status, [message]);

    /// <summary>The messages of one refusal.</summary>
    public static IResult Of(int status, string[] messages)
    {
        var problem = new JsonObject
        {
            ["type"] = "urn:processautomation:problem:studio",
            ["title"] = "The request was refused",
            ["status"] = status,
            ["detail"] = string.Join(' ', messages),
            ["errors"] = new JsonObject { ["generalErrors"] = new JsonArray([.. messages.Select(message => (JsonNode)message)]) },
        };
        return Results.Text(problem.ToJsonString(), "application/problem+json", statusCode: status);
    }
}
