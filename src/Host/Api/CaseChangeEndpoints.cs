using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>
/// What changes a case outside its tasks. Each answers 204, or a problem; If-Match with the case's version is optional and refused
/// with 412 when somebody was faster.
/// </summary>
internal static class CaseChangeEndpoints
{
    public static void MapCaseChanges(this RouteGroupBuilder cases)
    {
        cases.MapPatch("/{id:guid}/dates", ChangeDatesAsync).WithName("ChangeDates");
        cases.MapPut("/{id:guid}/roles/{role}", SetRoleAsync).WithName("SetRoleHolder");
        cases.MapPost("/{id:guid}/members", AddMemberAsync).WithName("AddMember");
        cases.MapDelete("/{id:guid}/members/{number:int}", RemoveMemberAsync).WithName("RemoveMember");
        cases.MapPost("/{id:guid}/consent/withdrawal", WithdrawConsentAsync).WithName("WithdrawConsent");
        cases.MapPost("/{id:guid}/needs/sharing", ShareNeedsAsync).WithName("ShareNeedsMap");
        cases.MapPost("/{id:guid}/measures/{number:int}/log", DocumentAsync).WithName("DocumentMeasure");
        cases.MapPost("/{id:guid}/measures/{number:int}/start", StartAsync).WithName("StartMeasure");
        cases.MapPost("/{id:guid}/thread", WriteAsync).WithName("WriteToGroup");
        cases.MapPost("/{id:guid}/events", PublishAsync).WithName("PublishEvent");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeDatesAsync(
        Guid id, ChangeDatesRequest request, CaseDateDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await desk.ChangeAsync(id, new DatesToChange { StartDate = request.StartDate, ReleaseDate = request.ReleaseDate, IsReleaseCalledOff = request.ReleaseCalledOff, TransferDate = request.TransferDate, IsTransferCalledOff = request.TransferCalledOff, CustodyEndDate = request.CustodyEndDate, IsCustodyEndCalledOff = request.CustodyEndCalledOff }, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> SetRoleAsync(
        Guid id, string role, RoleHolderRequest request, CaseRoleDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await desk.ReplaceAsync(id, role, request.UserId, request.GoneThroughOn, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> AddMemberAsync(
        Guid id, MemberRequest request, CaseRoleDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        ContactChannel? channel = request.Channel switch { "inbox" => ContactChannel.Inbox, "email" => ContactChannel.Email, "webhook" => ContactChannel.Webhook, "by-hand" => ContactChannel.ByHand, _ => null };
        if (channel is not { } known)
            return Problems.Invalid(context, "invalid-answers", "channel is inbox, email, webhook or by-hand.", [new FieldProblem("channel", "inbox, email, webhook, by-hand")]);
        var member = new NewMember { Role = request.Role, Channel = known, UserId = request.UserId, AgencyId = request.AgencyId, Name = request.Name, Email = request.Email, IsExternal = request.IsExternal ?? true };
        return Answer(await desk.AddMemberAsync(id, member, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveMemberAsync(
        Guid id, int number, CaseRoleDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await desk.RemoveMemberAsync(id, number, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawConsentAsync(
        Guid id, WithdrawConsentRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.WithdrawConsentAsync(id, new Held(request.HeldOn, request.HeldBy), user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> ShareNeedsAsync(
        Guid id, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.ShareNeedsMapAsync(id, [], user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> DocumentAsync(
        Guid id, int number, MeasureLogRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.DocumentMeasureAsync(id, number, request.On, request.Text, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> StartAsync(
        Guid id, int number, StartMeasureRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.StartMeasureAsync(id, number, request.On, user.Viewer, EntityTags.Read(context), cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> WriteAsync(
        Guid id, MessageRequest request, CaseKeeping keeping, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await keeping.WriteToGroupAsync(id, request.Text, user.Viewer, cancellationToken), context, texts);

    private static async Task<Results<NoContent, ProblemHttpResult>> PublishAsync(
        Guid id, PublishEventRequest request, CaseDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 200
            ? Problems.Invalid(context, "invalid-answers", "An event has a name of at most 200 characters.", [new FieldProblem("name", "1–200")])
            : Answer(await desk.PublishAsync(id, request.Name, request.Payload, user.Viewer, cancellationToken), context, texts);

    private static Results<NoContent, ProblemHttpResult> Answer(CaseResult result, HttpContext context, Texts texts) =>
        result is CaseResult.Done ? TypedResults.NoContent() : RefusalProblems.Of(result, context, texts);
}
