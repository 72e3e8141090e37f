namespace ProcessAutomation.Activities.Cases;

/// <summary>What flows of a case can wait for with an Event activity, besides what a process owner publishes by the API. Stored in flows; never renamed.</summary>
public static class CaseEvents
{
    /// <summary>The person consents after another answer: in a later talk, or entered on the case page.</summary>
    public const string ConsentGiven = "ConsentGiven";

    /// <summary>The person has withdrawn the consent.</summary>
    public const string ConsentWithdrawn = "ConsentWithdrawn";

    /// <summary>Somebody has joined the responsibility group after it was established.</summary>
    public const string MemberJoined = "MemberJoined";

    /// <summary>The handover under way, or asked for, will not be.</summary>
    public const string HandoverCalledOff = "HandoverCalledOff";
}
