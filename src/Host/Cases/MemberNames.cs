using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Cases;

/// <summary>How a member of the responsibility group is named: the contact or user, and the role.</summary>
internal static class MemberNames
{
    public static string Of(Texts texts, UserNames names, GroupMember member)
    {
        var role = texts.Find("caserole." + member.Role) ?? member.Role;
        var who = member.Name ?? (member.UserId is { } user ? names.Of(user) : null);
        return who is null ? role : $"{who} ({role})";
    }
}
