using System.Globalization;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Cases;

/// <summary>How the recipient of a notice is named: a member of the group and a user by name, others by what they are.</summary>
internal static class RecipientNames
{
    public static string Of(Texts texts, UserNames names, Case subject, Recipient to) =>
        to.Kind == RecipientKind.Member && int.TryParse(to.Reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && subject.Group.Find(number) is { } member
            ? MemberNames.Of(texts, names, member)
            : to.Kind == RecipientKind.User ? names.Of(to.Reference)
            : texts["recipient." + to.Kind];
}
