using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Proposals;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Takeover;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Step 4: the round of input. Every member is told and asked; silence is reminded of on the way and the unit leader told at the deadline, when the
/// contact officer also may close the round with what there is. Who joins the group meanwhile sees the needs map and is asked too, with as many days of their own.
/// When it ends, input is closed in the case.
/// </summary>
public sealed class CollectProposals : StepActivity
{
    private const string AllAnswered = "AllAnswered";
    private const string ClosedByOfficer = "ClosedByOfficer";
    private const string NotAsked = "NotAsked";
    private const string Closing = "close";
    private const string Close = "Avslutning";
    private const string Talk = "NeedsTalkHeldOn";
    private const string Answer = "ConsentDecidedOn";

    private readonly Step _close;

    /// <summary>Guidance of the task that closes the round.</summary>
    internal static Phrase Overdue { get; } = new(
        "Fristen er ute og noen har ikke svart. Ta kontakt med dem, eller gå videre med de innspillene som finnes.",
        "Fristen er ute og nokon har ikkje svart. Ta kontakt med dei, eller gå vidare med dei innspela som finst.",
        "The deadline has passed and someone has not answered. Get in touch with them, or go on with the input there is.");

    private readonly Input<int> _closeDays = new("CloseWorkingDays")
    {
        DisplayName = "Virkedager til å avslutte runden",
        Description = "Har noen ikke svart når fristen er ute, får kontaktbetjenten så mange virkedager til å ta kontakt og avslutte runden.",
        Category = Close,
        UiHint = "singleline",
        DefaultValue = 2,
    };

    /// <summary>An activity with the steps of the book.</summary>
    public CollectProposals(StepBook steps)
        : base(steps.Get("give-input"), new StepFace
        {
            Type = "CollectProposals",
            Name = "Hent inn innspill",
            Category = Phases.MakePlan,
            Description = "4 Ber hvert medlem av ansvarsgruppen om innspill, minner dem som er stille på det, spør dem som kommer til, og avslutter runden når alle har svart eller kontaktbetjenten avslutter den etter fristen. Uten samtykke spørres ingen.",
            Ports = [new Port(AllAnswered, DisplayName: "Alle har svart"), new Port(ClosedByOfficer, DisplayName: "Avsluttet etter fristen"), new Port(NotAsked, DisplayName: "Ingen kan spørres")],
            CanBePassedOver = true,
            Task = new()
            {
                Title = new("Gi innspill til tiltak", "Gi innspel til tiltak", "Propose measures"),
                Text = new(
                    "Se behovskartet og de andres innspill. Foreslå tiltak som faktisk kan tilbys, med tid, krav og hvilke behov de svarer på.",
                    "Sjå behovskartet og innspela frå dei andre. Foreslå tiltak som faktisk kan tilbydast, med tid, krav og kva behov dei svarer på.",
                    "See the needs map and the input of the others. Propose measures that can really be offered, with time, requirements and the needs they answer."),
                Role = Assignees.EveryMember,
                DueFact = Talk,
                DueOffset = 5,
                DueUnit = "working-days",
                RemindBefore = "2",
                EscalateAfter = "0",
            },
        }) => _close = steps.Get("close-input");

    /// <inheritdoc/>
    internal override ImmutableArray<InputDescriptor> WhenInputs => [.. Task.When, _closeDays];

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Within(node, _closeDays, problems, 1, DeadlineRule.MaxOffset);
        return base.Compile(node, problems);
    }

    /// <inheritdoc/>
    internal override async ValueTask BeginAsync(ActivityContext context, Case subject, CancellationToken cancellationToken)
    {
        if (subject.InputClosedOn is not null)
        {
            PassOver(context, AllAnswered);
            return;
        }

        var asked = ToAsk(context, subject);
        if (asked.IsEmpty)
        {
            context.Journal("NotAsked", subject.Consent.IsGiven ? "There is nobody to ask." : "There is no consent to share on.");
            context.Complete(NotAsked);
            return;
        }

        var order = Counted(Order(context), subject, context.Now);
        if (!await ToldBefore.IsSoAsync(context, TakenOverFacts.NeedsShared, subject, cancellationToken))
            await TellAsync(context, subject, asked, order, cancellationToken);
        var tasks = TaskClerk.Give(context, subject, order, asked);
        var end = order.Deadline(CaseRoles.ContactOfficer) is { } rule
            ? DeadlineClerk.Arm(context, subject, null, rule with { Rungs = [new Rung(RungKind.Escalate, 0, DeadlineUnit.Days, CaseRoles.ContactOfficer)] }).BookmarkId
            : (Guid?)null;
        new TaskAssignments(tasks, end, Listen(context)).Keep(context);
    }

    /// <inheritdoc/>
    internal override async ValueTask HasNewsAsync(ActivityContext context, Case subject, TaskAssignments assignments, CancellationToken cancellationToken)
    {
        context.Remove(assignments.News!.Value); // it is the news that has come
        var given = assignments.Tasks.Where(task => task.Part is null).ToDictionary(task => task.TaskId);
        var tasks = await context.Services.GetRequiredService<CaseDbContext>().Tasks.Where(task => given.Keys.Contains(task.Id)).ToListAsync(cancellationToken);
        ByName(context, subject, given, tasks);
        var asked = ToAsk(context, subject).RemoveAll(assignee => tasks.Exists(task => IsAsked(assignee, task, given[task.Id].Member)));
        ImmutableArray<TaskAssignment> joined = [];
        if (subject.Consent.IsGiven && subject.Sharing.ShareNeedsMap([], new Entry(Actor.Process, context.Now)) is { } refusal)
            context.Journal("Refused", refusal.Code);
        if (!asked.IsEmpty)
        {
            var usual = Order(context);
            var order = usual with { Deadline = holder => usual.Deadline(holder) is { } rule ? rule with { Fact = DeadlineRule.TaskCreated } : null };
            await TellAsync(context, subject, asked, order, cancellationToken);
            joined = TaskClerk.Give(context, subject, order, asked);
        }

        (assignments with { Tasks = assignments.Tasks.AddRange(joined), News = Listen(context) }).Keep(context);
    }

    /// <inheritdoc/>
    internal override ValueTask WaitIsOverAsync(ActivityContext context, Case subject, TaskAssignments assignments, CancellationToken cancellationToken)
    {
        context.Remove(assignments.Wait!.Value); // it is the wait that is over
        var order = new TaskOrder
        {
            Step = _close.Key,
            Title = _close.Name,
            Text = Overdue,
            OutcomesJson = """["Done"]""",
            Part = Closing,
            Deadline = holder => new DeadlineRule(DeadlineRule.TaskCreated, context.Get(_closeDays), DeadlineUnit.WorkingDays, Ladder.Of("1", "0", CaseRoles.UnitLeader, DeadlineUnit.WorkingDays, holder)),
        };
        var closing = TaskClerk.Give(context, subject, order, [new Assignee(CaseRoles.ContactOfficer, null)]);
        (assignments with { Tasks = [.. assignments.Tasks, .. closing], Wait = null }).Keep(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    internal override async ValueTask TaskIsDoneAsync(ActivityContext context, TaskAssignments left, TaskAssignment done, string outcome, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        if (done.Part is null && left.Tasks.Any(task => task is { Part: null, IsDone: false } && !HasLeftToOthers(subject, left, task)))
            return;
        await DropAsync(context, left, cancellationToken);
        await CloseInput.CloseAsync(context, subject, cancellationToken);
        context.Complete(done.Part is null ? AllAnswered : ClosedByOfficer);
    }

    // Those who have proposed already, in a round that was begun before, are not asked again. In flows that ask one role it is the role that is asked.
    private ImmutableArray<Assignee> ToAsk(ActivityContext context, Case subject)
    {
        if (!subject.Consent.IsGiven)
            return [];
        return context.Get(Task.Role) == Assignees.EveryMember
            ? Assignees.OfMembers(subject).RemoveAll(assignee => subject.Proposals.Contributors.Contains(assignee.Member ?? 0))
            : Assignees.StillToAsk(Step, subject, Assignees.Of(subject, context.Get(Task.Role), context.Get(Task.Person))).Asked;
    }

    // Whoever has a task by name is asked once; what is the role's, and what was given before members were told apart, is asked once a role.
    private static bool IsAsked(Assignee assignee, HumanTask task, int? member) =>
        assignee.Person is null || member is null ? task.Role == assignee.Role : member == assignee.Member;

    // A second member joins a role: the open task of the first becomes the first's by name, so that each has one and neither answers for the other.
    private static void ByName(ActivityContext context, Case subject, Dictionary<Guid, TaskAssignment> given, List<HumanTask> tasks)
    {
        foreach (var task in tasks.Where(task => task is { IsUnfinished: true, Assignee: null, ClaimedBy: null }))
        {
            if (subject.Group.Find(given[task.Id].Member ?? 0) is { LeftOn: null, UserId: { } user } first
                && subject.Group.Members.Any(other => other.Number != first.Number && other.Role == first.Role && other.UserId is not null))
                context.ChangeTask(new HumanTaskChange(task with { Assignee = user }));
        }
    }

    // Whoever has left a role to others that are asked themselves is not waited for.
    private static bool HasLeftToOthers(Case subject, TaskAssignments round, TaskAssignment task) =>
        subject.Group.Find(task.Member ?? 0) is { LeftOn: not null } left
        && round.Tasks.Any(other => other.Part is null && subject.Group.Find(other.Member ?? 0) is { LeftOn: null } stays && stays.Role == left.Role);

    // A yes that comes after another answer gives the group as many days as a yes at once would have; so does a round that begins after the day it would
    // be counted from, because the preparations were late or the answer was entered late.
    private static TaskOrder Counted(TaskOrder order, Case subject, DateTimeOffset now) => order with
    {
        Deadline = holder =>
        {
            if (order.Deadline(holder) is not { Fact: Talk or "NeedsKnownOn" or Answer } rule)
                return order.Deadline(holder);
            if (rule.Fact == Talk && subject.Consent is { IsGiven: true, All.Count: > 1 })
                rule = rule with { Fact = Answer };
            return rule.BaseDate(subject.Facts, now) < NorwegianTime.DateOf(now) ? rule with { Fact = DeadlineRule.TaskCreated } : rule;
        },
    };

    private static Guid Listen(ActivityContext context) => context.Wait(EngineStimuli.Event, CaseEvents.MemberJoined).Id;

    private static async ValueTask TellAsync(ActivityContext context, Case subject, ImmutableArray<Assignee> asked, TaskOrder order, CancellationToken cancellationToken)
    {
        var ids = context.Services.GetRequiredService<IdSource>();
        var due = order.Deadline(CaseRoles.ContactOfficer) is { } rule && rule.BaseDate(subject.Facts, context.Now) is { } from
            ? Deadline.Compute(rule, from, PauseLedger.Empty, context.Now).Date // as the tasks have it: never a day that is past
            : (DateOnly?)null;
        var told = subject.Group.Members.Where(member => asked.Any(assignee => assignee.Member is not { } number || (assignee.Person is null && member.UserId is null)
            ? assignee.Role == member.Role
            : number == member.Number)).Select(member => member.Number.ToString(CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        foreach (var member in await Recipients.OfAsync(subject, Recipients.Members, context.Services.GetRequiredService<CaseDbContext>(), cancellationToken))
        {
            if (!told.Contains(member.Recipient.Reference))
                continue;
            var payload = new NoticePayload { Template = "input-requested", To = member.Recipient, Basis = NoticeBasis.Consent, Role = member.Role, Date = due };
            context.Enqueue(NoticeQueue.Message(ids, context.IdempotencyKey, subject.Id, payload, context.Now));
        }
    }
}
