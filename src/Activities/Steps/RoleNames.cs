using System.Collections.Frozen;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>What roles in a case are called.</summary>
public static class RoleNames
{
    private static readonly FrozenDictionary<string, Phrase> Names = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        [CaseRoles.ContactOfficer] = new("kontaktbetjent", "kontaktbetjent", "contact officer"),
        [CaseRoles.EnvironmentWorker] = new("miljøarbeider", "miljøarbeidar", "environment worker"),
        [CaseRoles.UnitLeader] = new("enhetsleder", "einingsleiar", "unit leader"),
        [EscalationLine.RegionLeader] = new("leder for regionen", "leiar for regionen", "leader of the region"),
        [UserRoles.Administrator] = new("administrator", "administrator", "administrator"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words for a role key; the key itself, without <c>member:</c>, for one we have no words for.</summary>
    public static Phrase Of(string role) =>
        Names.TryGetValue(role, out var name) ? name
        : EstablishGroupStep.MemberRoles.FirstOrDefault(choice => choice.Value == role)?.Label
            ?? Phrase.Plain(CaseRoles.IsMember(role) ? role[CaseRoles.MemberPrefix.Length..] : role);
}
