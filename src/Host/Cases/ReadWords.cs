using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Cases;

/// <summary>What of a case was looked at, in the user's words.</summary>
internal static class ReadWords
{
    /// <summary>The words of an audit row's code; of one without words of its own those for anything else.</summary>
    public static string Of(Texts texts, string what)
    {
        var kind = what.Split(':', 2)[0];
        return texts.Find("readers.what." + kind) ?? texts[kind.StartsWith("instance", StringComparison.Ordinal) ? "readers.what.instance" : "readers.what.other"];
    }
}
