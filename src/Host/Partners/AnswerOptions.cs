using System.ComponentModel.DataAnnotations;

namespace ProcessAutomation.Host.Partners;

/// <summary>The pages on which notices are answered without an account. Section <c>Answers</c>.</summary>
public sealed class AnswerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Answers";

    /// <summary>Requests taken from one address in a minute, 1–10,000, default 30. What comes on top is told to wait. Behind a proxy all come from its address.</summary>
    [Range(1, 10_000)]
    public int PerMinute { get; set; } = 30;
}
