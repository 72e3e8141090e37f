using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Deadlines;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>The buttons that add, move and remove rows of the page. Nothing is stored by them.</summary>
internal static class RowButtons
{
    /// <summary>Does what the button says. Returns the field that was added or moved, for the focus to be on; -1: none.</summary>
    /// <param name="action">What the button posts; one that is not known changes nothing.</param>
    /// <param name="fields">The rows of the form.</param>
    /// <param name="rungs">The rows of the ladder.</param>
    /// <param name="answers">What they are part of.</param>
    /// <param name="unit">What the days of a new rung are.</param>
    public static int Press(string action, JsonArray fields, JsonArray rungs, JsonObject answers, DeadlineUnit unit)
    {
        var (verb, at) = action.Split(':') is [var name, var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (name, index) : (action, -1);
        switch (verb)
        {
            case "add-field":
                fields.Add(new JsonObject { ["kind"] = "text" });
                return fields.Count - 1;
            case "remove" when at >= 0 && at < fields.Count:
                fields.RemoveAt(at);
                break;
            case "up" when at > 0 && at < fields.Count:
                Move(fields, at, at - 1);
                return at - 1;
            case "down" when at >= 0 && at < fields.Count - 1:
                Move(fields, at, at + 1);
                return at + 1;
            case "add-rung":
                rungs.Add(LadderForm.Another(unit));
                answers[LadderForm.Which] = LadderForm.Own;
                break;
            case "remove-rung" when at >= 0 && at < rungs.Count:
                rungs.RemoveAt(at);
                break;
        }

        return -1;
    }

    private static void Move(JsonArray fields, int from, int to)
    {
        var field = fields[from];
        fields.RemoveAt(from);
        fields.Insert(to, field);
    }
}
