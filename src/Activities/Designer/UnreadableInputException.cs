using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Designer;

/// <summary>A text that a process owner wrote in an input, such as a form or a ladder, cannot be read.</summary>
/// <param name="text">What is wrong with it, and where.</param>
/// <param name="cause">What found it; null: nothing but its reader.</param>
public sealed class UnreadableInputException(ProblemText text, Exception? cause = null) : FormatException(text.ToString(), cause)
{
    /// <summary>What is wrong with it, and where.</summary>
    public ProblemText Text => text;
}
