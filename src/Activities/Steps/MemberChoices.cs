using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Members of a case's group as choices, by number.</summary>
public static class MemberChoices
{
    /// <summary>Those in the group now.</summary>
    public static ImmutableArray<Choice> Of(Case subject) => [.. subject.Group.Members.Select(member => new Choice($"{member.Number}", LabelOf(member)))];

    /// <summary>Those who were in the group at some time.</summary>
    public static ImmutableArray<Choice> OfAll(Case subject) => [.. subject.Group.All.Select(member => new Choice($"{member.Number}", LabelOf(member)))];

    private static Phrase LabelOf(GroupMember member)
    {
        var service = EstablishGroupStep.MemberRoles.FirstOrDefault(role => role.Value == member.Role)?.Label ?? Phrase.Plain(member.Role[CaseRoles.MemberPrefix.Length..]);
        return member.Name is null ? service : new Phrase($"{service.Bokmal}: {member.Name}", $"{service.Nynorsk}: {member.Name}", $"{service.English}: {member.Name}");
    }
}
