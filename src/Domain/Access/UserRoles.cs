using System.Collections.Immutable;

namespace ProcessAutomation.Domain.Access;

/// <summary>Roles users have, as tokens and the directory name them.</summary>
public static class UserRoles
{
    /// <summary>Contact officer, or caseworker in probation.</summary>
    public const string ContactOfficer = "contact-officer";

    /// <summary>Environment worker.</summary>
    public const string EnvironmentWorker = "environment-worker";

    /// <summary>Leader of a unit.</summary>
    public const string UnitLeader = "unit-leader";

    /// <summary>Member of responsibility groups.</summary>
    public const string GroupMember = "group-member";

    /// <summary>Edits flows; sees no persons.</summary>
    public const string ProcessOwner = "process-owner";

    /// <summary>Control-room operator of electronic monitoring.</summary>
    public const string Operator = "operator";

    /// <summary>Alters running instances when something has gone wrong; sees a case only by another role.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>People, units, agencies, retention.</summary>
    public const string Administrator = "administrator";

    /// <summary>A program that does tasks flows give it; sees no cases.</summary>
    public const string Worker = "worker";

    /// <summary>A program that tells of sentences; sees no cases.</summary>
    public const string SourceSystem = "source-system";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
        [ContactOfficer, EnvironmentWorker, UnitLeader, GroupMember, ProcessOwner, Operator, Supervisor, Administrator, Worker, SourceSystem];
}
