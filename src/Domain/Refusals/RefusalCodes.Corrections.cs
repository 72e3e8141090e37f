namespace ProcessAutomation.Domain.Refusals;

/// <summary>Refusals of corrections.</summary>
public static partial class RefusalCodes
{
    /// <summary>Nothing called {0} can be corrected; what a person decided is decided anew.</summary>
    public const string CorrectionFactUnknown = "correction.fact-unknown";

    /// <summary>There is no such part, or it has not come so far.</summary>
    public const string CorrectionPartUnknown = "correction.part-unknown";

    /// <summary>No day written yyyy-MM-dd.</summary>
    public const string CorrectionNotADay = "correction.not-a-day";

    /// <summary>No instant in ISO 8601.</summary>
    public const string CorrectionNotAnInstant = "correction.not-an-instant";

    /// <summary>None of the words the fact has.</summary>
    public const string CorrectionNotAChoice = "correction.not-a-choice";

    /// <summary>Cannot be after {0}: what came next happened then.</summary>
    public const string CorrectionAfter = "correction.after";

    /// <summary>The task has not been completed.</summary>
    public const string CorrectionTaskNotDone = "correction.task-not-done";

    /// <summary>Nothing of what this step left behind can be corrected through its task.</summary>
    public const string CorrectionTaskWithoutFacts = "correction.task-without-facts";

    /// <summary>No such meeting of the group that was held.</summary>
    public const string MeetingNotHeld = "meeting.not-held";
}
