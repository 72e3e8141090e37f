namespace ProcessAutomation.Domain.Refusals;

/// <summary>Refusals of taking over cases and of the source system.</summary>
public static partial class RefusalCodes
{
    /// <summary>No phase a case can be taken over in.</summary>
    public const string TakeoverPhaseUnknown = "takeover.phase-unknown";

    /// <summary>The fact {0} is needed in the phase {1}.</summary>
    public const string TakeoverFactMissing = "takeover.fact-missing";

    /// <summary>The fact {0} belongs to a later phase than {1}.</summary>
    public const string TakeoverFactTooLate = "takeover.fact-too-late";

    /// <summary>The reference of the case elsewhere is missing or too long.</summary>
    public const string TakeoverReferenceMissing = "takeover.reference-missing";

    /// <summary>The source used this sequence number for something else.</summary>
    public const string SourceSequenceReused = "source.sequence-reused";

    /// <summary>The sentence belongs to another person.</summary>
    public const string SourceOtherPerson = "source.other-person";

    /// <summary>The person's earlier case ({0}) has not been closed, and the new sentence begins after it.</summary>
    public const string SourceEarlierCaseOpen = "source.earlier-case-open";

    /// <summary>The sentence has ended; a new one has an id of its own.</summary>
    public const string SourceSentenceEnded = "source.sentence-ended";
}
