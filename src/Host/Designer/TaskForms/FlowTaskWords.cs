using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>A drawn task in the words of the page.</summary>
internal static class FlowTaskWords
{
    /// <summary>Where the tasks of a flow are listed.</summary>
    public static string AddressOf(string definitionId) => $"/flyter/{Uri.EscapeDataString(definitionId)}/oppgaver";

    /// <summary>Where one of them is changed.</summary>
    public static string AddressOf(string definitionId, string activityId) => $"{AddressOf(definitionId)}/{Uri.EscapeDataString(activityId)}";

    /// <summary>Who gets it.</summary>
    public static string Who(Texts texts, TaskInFlow task) =>
        task.Of("Person") is { IsComputed: true } ? texts["flowtask.computed"]
        : task.Of("Person").Text is { Length: > 0 } person ? person
        : task.Of("Role") is { IsComputed: true } ? texts["flowtask.computed"]
        : task.Of("Role").Text is { Length: > 0 } role ? LadderForm.RoleIn(texts, role)
        : task.Of("CandidateGroup").Text is { Length: > 0 } ? texts["flowtask.group"]
        : "–";

    /// <summary>When it is due.</summary>
    public static string Due(Texts texts, TaskInFlow task) =>
        task.Deadline?.In(texts.Language)
        ?? (task.Of("DueFact") is { IsComputed: true } || (task.Of("DueFact").Text is { Length: > 0 } && task.Of("DueOffset").IsComputed) ? texts["flowtask.computed"]
            : task.Of("EveryDays").Number is { } days ? texts.Count("flowtask.every", days, days)
            : texts["flowtask.no-deadline"]);

    /// <summary>Its reminders and escalations, a line each.</summary>
    public static IEnumerable<string> Ladder(Texts texts, TaskInFlow task)
    {
        IEnumerable<Rung>? rungs;
        try
        {
            rungs = task.OwnRungs ?? task.PlainRungs;
        }
        catch (FormatException)
        {
            rungs = null;
        }

        if (rungs is null)
            return [texts["flowtask.computed"]];
        var lines = rungs.Select(rung => LadderForm.InWords(texts, rung)).ToList();
        return lines.Count > 0 ? lines : [texts["flowtask.ladder.none"]];
    }

    /// <summary>What it asks.</summary>
    public static string Form(Texts texts, TaskInFlow task) =>
        !task.HasOwnForm ? texts["flowtask.form.of-step"]
        : task.Fields is not { } fields ? texts["flowtask.computed"]
        : fields.Count switch { 0 => texts["flowtask.form.none"], 1 => texts["flowtask.form.one"], var count => texts.Format("flowtask.form.many", count) };
}
