using System.Collections.Immutable;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Who a task is made for: a role in the case, a person, or both null is impossible.</summary>
/// <param name="Role">Role whose holder does it; null: the person alone.</param>
/// <param name="Person">User id; null: whoever holds the role.</param>
/// <param name="Member">Number of the member of the group it is for; null: the role's, or nobody of the group.</param>
internal sealed record Assignee(string? Role, string? Person, int? Member = null);

/// <summary>Reads the Role input of AssignTask: a role of the case, or one of the words for several.</summary>
internal static class Assignees
{
    /// <summary>One task for each role that members of the group have now.</summary>
    public const string EveryMember = "member:*";

    /// <summary>One task for each taker of the handover under way who has not confirmed.</summary>
    public const string EveryTaker = "taker:*";

    /// <summary>Whether the text names a role or several.</summary>
    public static bool IsValid(string role) => role is EveryMember or EveryTaker || CaseRoles.IsValid(role);

    /// <summary>Who gets a task; empty: the role stands for several and there are none.</summary>
    public static ImmutableArray<Assignee> Of(Case subject, string? role, string? person) => role switch
    {
        EveryMember => [.. subject.Group.Members.Select(member => member.Role).Distinct(StringComparer.Ordinal).Select(member => new Assignee(member, null))],
        EveryTaker => [.. ConfirmHandoverStep.OpenLines(subject).Select(line => TakerOf(subject, line))],
        _ => [new Assignee(role, person)],
    };

    /// <summary>
    /// A task for each member of the group. A member who is alone in the role has it by the role, so that whoever takes the role over inherits it. Of several in one
    /// role each who signs in has a task by name; those who do not share one by the role, which the contact officer answers for them.
    /// </summary>
    public static ImmutableArray<Assignee> OfMembers(Case subject) =>
    [
        .. subject.Group.Members.GroupBy(member => member.Role, StringComparer.Ordinal).SelectMany(role => role.Count() == 1
            ? role.Select(member => new Assignee(member.Role, null, member.Number))
            : role.Where(member => member.UserId is not null).Select(member => new Assignee(member.Role, member.UserId, member.Number))
                .Concat(role.Where(member => member.UserId is null).Take(1).Select(member => new Assignee(member.Role, null, member.Number)))),
    ];

    /// <summary>
    /// Those of them whom a step must still ask, by the facts of the case; an activity that waits for a fact looks at the fact first. With nobody left, the
    /// outcome the step had.
    /// </summary>
    public static (ImmutableArray<Assignee> Asked, string Outcome) StillToAsk(Step? step, Case subject, ImmutableArray<Assignee> recipients)
    {
        var asked = step is null ? recipients : [.. recipients.Where(recipient => step.DoneAlready(subject, recipient.Role) is null)];
        var outcome = asked.IsEmpty && recipients.Length == 1 ? step?.DoneAlready(subject, recipients[0].Role) : null;
        return (asked, outcome ?? Engine.Activities.Outcomes.DoneName);
    }

    // A taker without an account is spoken with by the contact officer, who enters the answer.
    private static Assignee TakerOf(Case subject, HandoverLine line)
    {
        var user = line.TakerHolding is { } holding ? subject.Roles.Find(holding)?.UserId
            : line.TakerMember is { } member ? subject.Group.Find(member)?.UserId
            : null;
        return user is null ? new Assignee(CaseRoles.ContactOfficer, null) : new Assignee(null, user);
    }
}
