using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Host.Cases.Actions;

namespace ProcessAutomation.Host.Cases;

/// <summary>A case as one user's page shows it.</summary>
/// <param name="Read">The case as it was opened.</param>
/// <param name="Viewer">Who looks.</param>
/// <param name="People">Whom the page's forms offer.</param>
/// <param name="Today">The day in Norway by the business clock.</param>
public sealed record CasePageView(CaseView Read, Viewer Viewer, PeopleChoices People, DateOnly Today)
{
    public Case Case => Read.Case;

    public string PersonName => Read.Person.Name;

    public bool IsOpen => Case.Status is CaseStatus.Open or CaseStatus.Paused;

    /// <summary>Tasks not finished, earliest due first.</summary>
    public IEnumerable<HumanTask> OpenTasks => Read.Tasks.Where(t => t.IsUnfinished).OrderBy(t => t.DueAt ?? DateTimeOffset.MaxValue);

    public ImmutableArray<HumanTask> FinishedTasks => [.. Read.Tasks.Where(t => !t.IsUnfinished)];

    /// <summary>Whether the task's page exists for the viewer. Leaders of the unit have it by their right to lead.</summary>
    public bool MayOpen(HumanTask task) => TaskAccess.MayDo(task, Case, Viewer, isLeaderOfUnit: false);

    /// <summary>The viewer is in the group, and the needs are not shared with them.</summary>
    public bool IsUnshared => !Sees(CaseRights.SeeNeeds) && Case.Group.FindUser(Viewer.UserId) is not null;

    /// <summary>Notices to the viewer that ask for an answer.</summary>
    public ImmutableArray<AskedNotice> OwnNotices => [.. Read.Asked.Where(notice => notice.IsOwn)];

    /// <summary>Whether the viewer may print notices as letters: they then see the recipient's address.</summary>
    public bool MayPrint => Sees(CaseRights.Keep) || Sees(CaseRights.Lead);

    /// <summary>What a task is called for the viewer: what was typed for an extra task they may see, else the flow's words.</summary>
    public string TitleOf(HumanTask task, string language) => Read.ExtraTasks.FirstOrDefault(line => line.Carrier?.Id == task.Id) is { } extra ? $"{task.TitleIn(language)}: {extra.Task.Title}" : task.TitleIn(language);

    public bool Sees(CaseRights right) => Read.Rights.HasFlag(right);

    public bool SeesMeasure(Measure measure) => CaseAccess.SeesMeasure(Case, Viewer, measure.Number);
}
