using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// One step of the process as a person meets it: what its form asks and what its answers do to the case. Stateless, one instance a step.
/// Rules are the case's; a step only carries answers to it and refusals back to their fields.
/// </summary>
public abstract class Step
{
    /// <summary>Stored in tasks and flows; never renamed.</summary>
    public abstract string Key { get; }

    /// <summary>What the step is called.</summary>
    public abstract Phrase Name { get; }

    /// <summary>Outcomes the step can end in, each a port of its activity. A task may have more (<see cref="StepRun.Offers(string)"/>): a step asks before it ends in one of those.</summary>
    public virtual ImmutableArray<string> Outcomes { get; } = ["Done"];

    /// <summary>The form for a case as it stands now.</summary>
    public abstract Form Form(StepView view);

    /// <summary>
    /// The outcome the step has had already, by the facts of the case: it was taken over with them, or they were entered on the case page. The flow then
    /// goes on by that outcome without asking anybody. Null: it is to be done, as every time for a step that is repeated.
    /// </summary>
    /// <param name="subject">The case as it stands; read only.</param>
    /// <param name="role">The role whose holder would be asked; null: one person.</param>
    public virtual string? DoneAlready(Case subject, string? role) => null;

    /// <summary>
    /// Whether the flow tells the person of the talk that was booked by a node of its own, as the shipped flows do after arrival and when the needs talk was
    /// declined. After every other step the change itself tells.
    /// </summary>
    internal virtual bool FlowTellsOfNextTalk(string outcome) => false;

    /// <summary>
    /// Changes the case. Whatever was changed before a refusal is thrown away by the caller, so a step may go on after one to find all.
    /// </summary>
    public abstract StepOutcome Apply(StepRun run);
}

/// <summary>What a step's form may look at. Read only.</summary>
/// <param name="Case">The case as it stands.</param>
/// <param name="Task">The task, or null for a form shown outside one.</param>
/// <param name="UserId">Who looks.</param>
/// <param name="Today">The day in Norway by the business clock.</param>
/// <param name="People">Who can be chosen.</param>
public sealed record StepView(Case Case, HumanTask? Task, string UserId, DateOnly Today, PeopleToChoose People)
{
    /// <summary>Whether the task can end in this outcome.</summary>
    public bool Offers(string outcome) => Task is not null && StepRun.Offers(Task, outcome);
}

/// <summary>Whom a form may offer. An empty list: ids are then taken as typed.</summary>
public sealed record PeopleToChoose
{
    /// <summary>Nobody to offer.</summary>
    public static PeopleToChoose None { get; } = new();

    /// <summary>People of the service, those of the case's unit first.</summary>
    public ImmutableArray<Choice> Users { get; init; } = [];

    /// <summary>People of other services who sign in.</summary>
    public ImmutableArray<Choice> Members { get; init; } = [];

    /// <summary>Agencies in the register.</summary>
    public ImmutableArray<Choice> Agencies { get; init; } = [];

    /// <summary>Units of the service.</summary>
    public ImmutableArray<Choice> Units { get; init; } = [];
}

/// <summary>What a step works with when its task is completed.</summary>
/// <param name="Case">The tracked case.</param>
/// <param name="Task">The task that is completed.</param>
/// <param name="Answers">Already checked against the form.</param>
/// <param name="Entry">Who completes it and when.</param>
/// <param name="Outcome">The outcome chosen on the task; null when the form decides it.</param>
public sealed record StepRun(Case Case, HumanTask Task, Answers Answers, Entry Entry, string? Outcome)
{
    private readonly ImmutableArray<Refusal>.Builder _refusals = ImmutableArray.CreateBuilder<Refusal>();

    /// <summary>Whom the form could offer.</summary>
    public PeopleToChoose People { get; init; } = PeopleToChoose.None;

    /// <summary>What was answered about satisfaction, kept apart from the case when the task is done; null: nothing.</summary>
    public SatisfactionReport? Satisfaction { get; set; }

    /// <summary>Whether anything was refused so far.</summary>
    public bool HasRefusals => _refusals.Count > 0;

    /// <summary>Whether the task can end in this outcome: one made before the outcome was thought of cannot.</summary>
    public bool Offers(string outcome) => Offers(Task, outcome);

    internal static bool Offers(HumanTask task, string outcome) =>
        JsonSerializer.Deserialize(task.OutcomesJson, OutcomesJson.Default.ImmutableArrayString) is { IsDefault: false } outcomes && outcomes.Contains(outcome, StringComparer.Ordinal);

    /// <summary>Notes a refusal, if there is one. True: nothing was refused.</summary>
    public bool Take(Refusal? refusal)
    {
        if (refusal is not null)
            _refusals.Add(refusal);
        return refusal is null;
    }

    /// <summary>Notes a refusal of what stands in a row, under the row's own field.</summary>
    public bool Take(Refusal? refusal, string rows, int index) =>
        Take(refusal is null ? null : Refusal.Of(refusal.Code, refusal.Field is null ? $"{rows}[{index}]" : $"{rows}[{index}].{refusal.Field}", refusal.Args));

    /// <summary>Notes a refusal under the field of the form that the case's field <paramref name="ofCase"/> is asked by.</summary>
    public bool Take(Refusal? refusal, string ofCase, string ofForm) => Take(refusal?.Field == ofCase ? refusal.Under(ofForm) : refusal);

    /// <summary>Ends the step: done with an outcome, or refused for everything noted.</summary>
    public StepOutcome End(string outcome = "Done") =>
        _refusals.Count == 0 ? new StepOutcome.Done(outcome) : new StepOutcome.Refused(_refusals.ToImmutable());
}

/// <summary>What applying a step ended in. Closed.</summary>
public abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <summary>The case has changed.</summary>
    /// <param name="Outcome">One of <see cref="Step.Outcomes"/>, or one more that the task offers.</param>
    public sealed record Done(string Outcome) : StepOutcome;

    /// <summary>Nothing may be kept.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : StepOutcome;
}
