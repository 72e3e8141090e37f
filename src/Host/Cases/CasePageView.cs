using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
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

    public bool Sees(CaseRights right) => Read.Rights.HasFlag(right);

    public bool SeesMeasure(Measure measure) => CaseAccess.SeesMeasure(Case, Viewer, measure.Number);
}
