namespace ProcessAutomation.Domain.Refusals;

public static partial class RefusalCodes
{
    /// <summary>The person declined the needs talk: it must be offered again, so the time of the next offer is needed.</summary>
    public const string NeedsTalkNotOfferedAgain = "needs-talk.not-offered-again";
}
