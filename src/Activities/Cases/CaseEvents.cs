namespace ProcessAutomation.Activities.Cases;

/// <summary>What flows of a case can wait for with an Event activity, besides what a process owner publishes by the API. Stored in flows; never renamed.</summary>
public static class CaseEvents
{
    /// <summary>The person consents after having refused or withdrawn, entered outside the task of step 3.</summary>
    public const string ConsentGiven = "ConsentGiven";

    /// <summary>The person has withdrawn the consent.</summary>
    public const string ConsentWithdrawn = "ConsentWithdrawn";

    /// <summary>The handover under way will not be.</summary>
    public const string HandoverCalledOff = "HandoverCalledOff";
}
