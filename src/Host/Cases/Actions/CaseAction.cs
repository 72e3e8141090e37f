using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>One thing people can do on a case page, outside the tasks: a small form and what its answers set off.</summary>
/// <param name="Key">Names the form in the page; stable.</param>
/// <param name="Title">What is done.</param>
/// <param name="Submit">What the button says.</param>
/// <param name="Needed">Rights of which one is needed; the desk checks again.</param>
/// <param name="Form">The form for the case as it stands; null: it cannot be done now, and nothing is shown.</param>
/// <param name="RunAsync">Does it.</param>
public sealed record CaseAction(
    string Key, Phrase Title, Phrase Submit, CaseRights Needed, Func<CaseActionView, Form?> Form, Func<CaseActionRun, CancellationToken, Task<CaseResult>> RunAsync)
{
    /// <summary>
    /// The form for somebody whose page offered it before the case changed, so that the case says why it cannot be done any more; null: the page says so
    /// itself.
    /// </summary>
    public Func<CaseActionView, Form>? LateForm { get; init; }
}

/// <summary>What a form may look at.</summary>
/// <param name="Case">The case as it stands; read only.</param>
/// <param name="People">Who can be chosen.</param>
/// <param name="Viewer">Who looks.</param>
/// <param name="Today">The day in Norway by the business clock.</param>
/// <param name="Read">The case as it was opened for the viewer; null where only the case itself is looked at.</param>
public sealed record CaseActionView(Case Case, PeopleChoices People, Viewer Viewer, DateOnly Today, CaseView? Read = null)
{
    /// <summary>Today as an answer.</summary>
    public string TodayText => Today.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Today, by whoever looks: what most forms begin with.</summary>
    public JsonObject HeldNow() => new() { ["heldOn"] = TodayText, ["heldBy"] = Viewer.UserId };
}

/// <summary>An action with its answers.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Answers">Checked against the form.</param>
/// <param name="Viewer">Who does it.</param>
public sealed record CaseActionRun(Guid CaseId, Answers Answers, Viewer Viewer);
