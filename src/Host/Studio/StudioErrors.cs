using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Host.Studio;

/// <summary>Errors as problem documents (RFC 9457) whose <c>errors</c> the Studio shows to the person.</summary>
internal static class StudioErrors
{
    /// <summary>One message.</summary>
    public static IResult Of(int status, string message) => Of(status, [message]);

    /// <summary>Why a definition was not published, each fault with the activity and the input it is about.</summary>
    public static IResult Of(IEnumerable<DefinitionProblem> problems) => Of(StatusCodes.Status400BadRequest, [.. problems.Select(InWords)]);

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

    private static string InWords(DefinitionProblem problem)
    {
        var place = (problem.ActivityId, problem.InputName) switch
        {
            ({ } activity, { } input) => $" [{activity} · {input}]",
            ({ } activity, null) => $" [{activity}]",
            _ => "",
        };
        return $"{problem.Message}{place} ({problem.Id})";
    }
}
