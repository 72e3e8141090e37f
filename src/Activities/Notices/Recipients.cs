using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>Somebody who gets a notice. <paramref name="Role"/>: the role in the case it is about for them; null: none.</summary>
internal sealed record Addressee(Recipient Recipient, string? Role);

/// <summary>Finds who is meant by a role of the case or a word for several.</summary>
internal static class Recipients
{
    /// <summary>The convicted person.</summary>
    public const string Person = "person";

    /// <summary>Every member of the responsibility group.</summary>
    public const string Members = "members";

    /// <summary>Every taker of the handover under way who has not confirmed.</summary>
    public const string Takers = "takers";

    /// <summary>What begins the id of an agency.</summary>
    public const string AgencyPrefix = "agency:";

    /// <summary>Whether the text can be addressed.</summary>
    public static bool IsValid(string to) => to is Person or Members or Takers || CaseRoles.IsValid(to) || (to.StartsWith(AgencyPrefix, StringComparison.Ordinal) && to.Length > AgencyPrefix.Length);

    /// <summary>Everybody addressed; empty: nobody at the moment.</summary>
    public static async ValueTask<ImmutableArray<Addressee>> OfAsync(Case subject, string to, CaseDbContext database, CancellationToken cancellationToken) => to switch
    {
        Person => [new Addressee(new Recipient(RecipientKind.Person, subject.PersonId.ToString("D")), null)],
        Members => [.. subject.Group.Members.Select(member => OfMember(member.Number, member.Role))],
        Takers => [.. ConfirmHandoverStep.OpenLines(subject).Select(line => OfTaker(subject, line)).OfType<Addressee>()],
        _ when to.StartsWith(AgencyPrefix, StringComparison.Ordinal) => [new Addressee(new Recipient(RecipientKind.Agency, to[AgencyPrefix.Length..]), null)],
        _ => await OfRoleAsync(subject, to, database, cancellationToken),
    };

    /// <summary>Those who hold a role now; for the unit leader's, the unit's leader when the case names none.</summary>
    public static async ValueTask<ImmutableArray<Addressee>> OfRoleAsync(Case subject, string role, CaseDbContext database, CancellationToken cancellationToken)
    {
        var holders = subject.Roles.Holders(role).Select(holding => holding.UserId is { } user ? OfUser(user, role) : OfMember(holding.MemberNumber ?? 0, role)).ToImmutableArray();
        if (!holders.IsEmpty || role != CaseRoles.UnitLeader)
            return holders;
        var leader = await database.Set<Unit>().AsNoTracking().Where(unit => unit.Id == subject.UnitId).Select(unit => unit.LeaderId).SingleOrDefaultAsync(cancellationToken);
        return leader is null ? [] : [OfUser(leader, role)];
    }

    /// <summary>One user.</summary>
    public static Addressee OfUser(string userId, string? role) => new(new Recipient(RecipientKind.User, userId), role);

    private static Addressee OfMember(int number, string role) => new(new Recipient(RecipientKind.Member, number.ToString(CultureInfo.InvariantCulture)), role);

    private static Addressee? OfTaker(Case subject, HandoverLine line) =>
        line.TakerMember is { } member ? OfMember(member, line.Role)
        : line.TakerHolding is { } holding && subject.Roles.Find(holding)?.UserId is { } user ? OfUser(user, line.Role)
        : null;
}
