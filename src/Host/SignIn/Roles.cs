namespace ProcessAutomation.Host.SignIn;

/// <summary>The roles a person can be given by the identity provider; the same names stand in tokens, cookies and demo users.</summary>
public static class Roles
{
    public const string ContactOfficer = "contact-officer";
    public const string EnvironmentWorker = "environment-worker";
    public const string UnitLeader = "unit-leader";
    public const string GroupMember = "group-member";
    public const string ProcessOwner = "process-owner";
    public const string Operator = "operator";
    public const string Administrator = "administrator";
}
