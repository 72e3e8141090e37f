namespace ProcessAutomation.Domain.Refusals;

/// <summary>Refusals of who is responsible, and where the case goes.</summary>
public static partial class RefusalCodes
{
    /// <summary>A role inside the service ({0}) is left out of a transfer: its holder would stay. Say who takes it over there.</summary>
    public const string RoleNotHandedOver = "handover.role-left-out";

    /// <summary>The number cannot be this person's: check it, or ask an administrator.</summary>
    public const string NumberNotUsable = "person.number-not-usable";

    /// <summary>A transfer is planned on {0}, before the release: the farewell would end the case. Call off the release's handover, or the transfer.</summary>
    public const string FarewellBeforeTransfer = "farewell.transfer-planned";
}
