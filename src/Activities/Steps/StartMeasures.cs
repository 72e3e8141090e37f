using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Step 6: the measures are carried out by those who deliver them. Whenever one of them has said nothing for so many days, or has not begun what
/// it should have, it is raised, again and again until the case ends.
/// </summary>
public sealed class StartMeasures : StepActivity
{
    private readonly Input<int> _silentDays = new("SilentDays")
    {
        DisplayName = "Stille så mange dager",
        Description = "Et tiltak som ingen har skrevet om på så lenge, eller som skulle ha begynt for så lenge siden, blir tatt opp.",
        UiHint = "singleline",
        DefaultValue = 14,
    };

    /// <summary>An activity with the steps of the book.</summary>
    public StartMeasures(StepBook steps)
        : base(steps.Get("silent-measure"), new StepFace
        {
            Type = "StartMeasures",
            Name = "Iverksett tiltak",
            Category = Phases.CarryOut,
            Description = "6 Følger tiltakene mens de gjennomføres. Er den som leverer, stille for lenge, får kontaktbetjenten en oppgave. Går til saken avsluttes.",
            Ports = [new Port("Done", DisplayName: "Saken er avsluttet")],
            Task = new()
            {
                Title = new("Følg opp stille tiltak", "Følg opp stille tiltak", "Follow up a silent measure"),
                Text = new(
                    "Den som leverer tiltaket, har ikke skrevet i loggen på en stund. Ta kontakt og før inn hva dere ble enige om.",
                    "Den som leverer tiltaket, har ikkje skrive i loggen på ei stund. Ta kontakt og før inn kva de blei einige om.",
                    "Whoever delivers the measure has not written in the log for a while. Get in touch and enter what you agreed on."),
                Role = CaseRoles.ContactOfficer,
                OnlyOne = true,
                DueFact = DeadlineRule.TaskCreated,
                DueOffset = 3,
                DueUnit = "working-days",
                RemindBefore = "1",
                EscalateAfter = "0",
            },
        })
    {
    }

    /// <inheritdoc/>
    internal override ImmutableArray<InputDescriptor> WhenInputs => [_silentDays, .. Task.When];

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Within(node, _silentDays, problems, 1, DeadlineRule.MaxOffset);
        return base.Compile(node, problems);
    }

    /// <inheritdoc/>
    internal override ValueTask BeginAsync(ActivityContext context, Case subject, CancellationToken cancellationToken)
    {
        Listen(context, subject);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    internal override ValueTask WaitIsOverAsync(ActivityContext context, Case subject, TaskAssignments assignments, CancellationToken cancellationToken)
    {
        context.Remove(assignments.Wait!.Value); // it is the wait that is over
        Ask(context, subject);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    internal override async ValueTask TaskIsDoneAsync(ActivityContext context, TaskAssignments left, TaskAssignment done, string outcome, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        if (subject.Status is CaseStatus.Closed or CaseStatus.Stopped)
            context.Complete();
        else
            Listen(context, subject);
    }

    private void Listen(ActivityContext context, Case subject)
    {
        var rule = new DeadlineRule("MeasureSilentSince", context.Get(_silentDays), DeadlineUnit.Days, [new Rung(RungKind.Remind, 0, DeadlineUnit.Days, CaseRoles.ContactOfficer)]);
        new TaskAssignments([], DeadlineClerk.Arm(context, subject, null, rule).BookmarkId).Keep(context);
    }
}
