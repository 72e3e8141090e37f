using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Steps 6.1 and 6.2: talks with the person or meetings of the group at a fixed interval. When one is held the next is asked for at once, counted from
/// the day it was held, until the case ends.
/// </summary>
public sealed class RepeatMeeting : StepActivity
{
    private const string Talk = "talk";
    private const string GroupMeeting = "group-meeting";

    private readonly Input<string> _kind = new("Kind")
    {
        DisplayName = "Hva slags møte",
        Description = "Samtale med personen, eller møte i ansvarsgruppen.",
        UiHint = "dropdown",
        DefaultValue = Talk,
        UiSpecifications = Choices.Dropdown([new Choice(Talk, Phrase.Plain("Samtale med personen")), new Choice(GroupMeeting, Phrase.Plain("Møte i ansvarsgruppen"))]),
    };

    private readonly Input<int> _everyDays = new("EveryDays")
    {
        DisplayName = "Hver så mange dager",
        Description = "Regnes fra dagen forrige møte ble holdt, eller fra planen. Prosessen sier 14 for samtaler og 60 for møter i gruppen.",
        UiHint = "singleline",
        DefaultValue = 14,
    };

    private readonly StepBook _steps;

    /// <summary>An activity with the steps of the book.</summary>
    public RepeatMeeting(StepBook steps)
        : base(steps.Get("progress-talk"), new StepFace
        {
            Type = "RepeatMeeting",
            Name = "Faste møter",
            Category = Phases.CarryOut,
            Description = "6.1 og 6.2 Ber om samtaler eller gruppemøter med fast mellomrom. Når ett er holdt, kommer det neste av seg selv, helt til saken avsluttes.",
            Ports = [new Port("Done", DisplayName: "Saken er avsluttet")],
            Task = new()
            {
                Title = new("Faste møter", "Faste møte", "Regular meetings"),
                Text = new(
                    "Stemmer behovene og planen fortsatt? Før opp det som er endret, og avtal neste møte.",
                    "Stemmer behova og planen framleis? Før opp det som er endra, og avtal neste møte.",
                    "Are the needs and the plan still right? Enter what has changed, and agree on the next meeting."),
                Role = CaseRoles.ContactOfficer,
                OnlyOne = true,
                RemindBefore = "2",
                EscalateAfter = "0",
            },
        }) => _steps = steps;

    /// <inheritdoc/>
    internal override ImmutableArray<InputDescriptor> WhenInputs => [_kind, _everyDays, .. Task.Ladder];

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Constant(node, _kind, problems, kind => kind is Talk or GroupMeeting, $"is neither talk nor group-meeting");
        NodeCheck.Within(node, _everyDays, problems, 1, DeadlineRule.MaxOffset);
        return base.Compile(node, problems);
    }

    /// <inheritdoc/>
    internal override async ValueTask TaskIsDoneAsync(ActivityContext context, TaskAssignments left, TaskAssignment done, string outcome, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        if (subject.Status is CaseStatus.Closed or CaseStatus.Stopped)
            context.Complete();
        else
            Ask(context, subject);
    }

    /// <inheritdoc/>
    internal override TaskOrder Order(ActivityContext context)
    {
        var isTalk = context.Get(_kind) != GroupMeeting;
        var step = _steps.Get(isTalk ? "progress-talk" : "group-meeting");
        return base.Order(context) with
        {
            Step = step.Key,
            Deadline = holder => new DeadlineRule(isTalk ? "LastTalkHeldOn" : "GroupMeetingsFrom", context.Get(_everyDays), DeadlineUnit.Days, Task.RungsOf(context, holder, DeadlineUnit.Days)),
        };
    }
}
