using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Talks and meetings outside the tasks: booked, called off, and their agenda. Each answers 204 or a problem, and takes If-Match as the other changes do.</summary>
internal static class MeetingEndpoints
{
    public static void MapMeetings(this RouteGroupBuilder cases)
    {
        cases.MapPost("/{id:guid}/meetings", BookAsync).WithName("BookMeeting");
        cases.MapPost("/{id:guid}/meetings/{number:int}/call-off", CallOffAsync).WithName("CallOffMeeting");
        cases.MapPost("/{id:guid}/meetings/{number:int}/agenda", PutOnAgendaAsync).WithName("PutOnAgenda");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> BookAsync(
        Guid id, BookMeetingRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        MeetingKind? kind = request.Kind switch { "talk" => MeetingKind.Talk, "group-meeting" => MeetingKind.GroupMeeting, "farewell" => MeetingKind.Farewell, _ => null };
        MeetingPlace? place = request.Place switch { null or "room" => MeetingPlace.Room, "video" => MeetingPlace.Video, "both" => MeetingPlace.Both, _ => null };
        if (kind is not { } known)
            return Problems.Invalid(context, "invalid-answers", "kind is talk, group-meeting or farewell.", [new FieldProblem("kind", "talk, group-meeting, farewell")]);
        return place is not { } there
            ? Problems.Invalid(context, "invalid-answers", "place is room, video or both.", [new FieldProblem("place", "room, video, both")])
            : Answer(await keeping.BookMeetingAsync(id, new Booking(known, request.At.ToUniversalTime(), there, request.Where), user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CallOffAsync(
        Guid id, int number, ReasonRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.CallOffMeetingAsync(id, number, request.Reason, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> PutOnAgendaAsync(
        Guid id, int number, AgendaItemRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.PutOnAgendaAsync(id, number, request.Text, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static Results<NoContent, ProblemHttpResult> Answer(CaseResult result, HttpContext context, Texts texts) =>
        result is CaseResult.Done ? TypedResults.NoContent() : RefusalProblems.Of(result, context, texts);
}

/// <summary>Kind: <c>talk</c>, <c>group-meeting</c> or <c>farewell</c>; a talk is the one that comes next in the process. Place: <c>room</c>, <c>video</c> or <c>both</c>; missing: room. Where: room or link; missing: not settled.</summary>
public sealed record BookMeetingRequest(string Kind, DateTimeOffset At, string? Place = null, string? Where = null);

/// <summary>What is to be discussed in the meeting.</summary>
public sealed record AgendaItemRequest(string Text);
