namespace ProcessAutomation.Engine.Activities;

/// <summary>
/// An activity failed in a way it can name. The only exception whose message is kept in an incident, so it must hold ids and codes,
/// never a person's name, number or words.
/// </summary>
/// <param name="code">Stable and lower-case, e.g. <c>workflow.not-published</c>.</param>
/// <param name="message">For the operator; no personal text.</param>
/// <param name="retryable">False: trying again changes nothing, so a person is asked at once.</param>
public sealed class ActivityFault(string code, string message, bool retryable) : Exception(message)
{
    /// <summary>Stable and lower-case.</summary>
    public string Code { get; } = code;

    /// <summary>True: the retry policy applies before a person is asked.</summary>
    public bool Retryable { get; } = retryable;
}
