using ProcessAutomation.Activities.Notices;

namespace ProcessAutomation.Host.Partners;

/// <summary>What the page of a link shows. Closed.</summary>
public abstract record AnswerPageView
{
    private AnswerPageView()
    {
    }

    /// <summary>Nothing to answer: never given, expired or over. One page for all of them, so that nobody learns which.</summary>
    public static AnswerPageView Unknown { get; } = new Gone();

    /// <summary>Too many requests in a short time.</summary>
    public static AnswerPageView Busy { get; } = new TooMany();

    /// <summary>A notice to answer, or answered. <paramref name="Problem"/>: what was wrong with what was sent; null: nothing. <paramref name="Typed"/>: the message as it was typed.</summary>
    public sealed record Asks(LinkedNotice Notice, string? Problem = null, string? Typed = null) : AnswerPageView;

    internal sealed record Gone : AnswerPageView;

    internal sealed record TooMany : AnswerPageView;
}
