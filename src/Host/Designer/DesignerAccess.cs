using ProcessAutomation.Domain.Access;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Designer;

/// <summary>Who may use the designer. Others do not find it.</summary>
public static class DesignerAccess
{
    /// <summary>Draws, publishes and withdraws flows.</summary>
    public static bool MayEdit(CurrentUser user) => user.Has(UserRoles.ProcessOwner);

    /// <summary>Sees flows and their runs, without persons.</summary>
    public static bool MayLook(CurrentUser user) => MayLook(user.RoleNames);

    /// <summary>The same of a set of roles.</summary>
    public static bool MayLook(IEnumerable<string> roles) => roles.Any(role => role is UserRoles.ProcessOwner or UserRoles.Administrator or UserRoles.UnitLeader or UserRoles.Supervisor);
}
