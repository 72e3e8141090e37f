using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Inbox;

/// <summary>What happened to a task, in the user's words.</summary>
internal static class HistoryWords
{
    private static readonly string[] Moves = ["claimed", "released", "handedOver", "held", "woken", "inherited", "reopened", "corrected"];

    /// <summary>Whether it changed who has the task or what it asks.</summary>
    public static bool IsMove(HistoryLine line) => Moves.Contains(line.What, StringComparer.Ordinal);

    public static string Of(HistoryLine line, Texts texts, UserNames names) => line.What switch
    {
        HistoryLine.FileAdded or HistoryLine.FileRemoved => texts.Format("history." + line.What, line.File?.Name),
        HistoryLine.Cancelled => texts.Format("history.cancelled", line.Text is { } reason ? texts.Find("closereason." + reason) ?? reason : "–"),
        HistoryLine.Read => texts.Count("history.read", line.Times, line.Times),
        "handedOver" => texts.Format("history.handedOver", names.Of(line.To ?? "")),
        "held" => texts.Format("history.held", line.Until is { } until ? texts.Date(Texts.DayOf(until)) : "–"),
        "woken" => line.Text is { } news ? texts.Format("history.woken-by", texts.Find("task.news-code." + news) ?? news) : texts["history.woken"],
        "inherited" => texts.Format("history.inherited", names.Of(line.To ?? "")),
        _ => texts["history." + line.What],
    };
}
