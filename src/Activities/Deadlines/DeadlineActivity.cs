using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Activities.Deadlines;

/// <summary>
/// Waits until a day counted from a date of the case. When the date moves, so does the wait; while it is not known, the flow waits for it.
/// A day that is past already is now.
/// </summary>
public sealed class DeadlineActivity : Activity
{
    private const string After = "after";

    private static readonly Input<string> Fact = new("Fact") { DisplayName = "Regnes fra", Description = "Datoen det regnes fra. Flyttes datoen, flyttes ventetiden.", UiHint = "dropdown", IsRequired = true, UiSpecifications = Choices.Dropdown(DeadlineWords.Choices) };
    private static readonly Input<int> Offset = new("Offset") { DisplayName = "Antall dager", Description = "Negativt: før datoen.", UiHint = "singleline" };
    private static readonly Input<string> Duration = new("Duration") { DisplayName = "Eller en varighet", Description = "I stedet for antall dager: P14D er 14 dager, P4W fire uker, -P4W fire uker før. Teller i enheten under.", UiHint = "singleline" };
    private static readonly Input<string> Unit = new("Unit") { DisplayName = "Dager eller virkedager", Description = "Virkedager teller ikke helger og helligdager.", UiHint = "dropdown", DefaultValue = "days", UiSpecifications = Choices.Units };

    private static readonly Input<string> Moment = new("Moment")
    {
        DisplayName = "Når på dagen",
        Description = "Klokken 8 den dagen, eller klokken 8 når dagen er over.",
        UiHint = "dropdown",
        DefaultValue = "morning",
        UiSpecifications = Choices.Dropdown([new Choice("morning", Phrase.Plain("Om morgenen den dagen")), new Choice(After, Phrase.Plain("Morgenen etter"))]),
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.Deadline",
        DisplayName = "Vent til frist",
        Category = "Frister",
        Description = "Venter til en dag som regnes fra en dato i saken, i dager eller norske virkedager. Flyttes datoen, flyttes ventetiden.",
        Kind = ActivityKind.Action,
        Inputs = [Fact, Offset, Duration, Unit, Moment],
        Ports = [new Port("Done", DisplayName: "Dagen er kommet")],
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Constant(node, Fact, problems, DeadlineWords.Knows, $"is no date a deadline can count from");
        NodeCheck.Constant(node, Duration, problems, duration => Ladder.TryDays(duration, out _), $"is no number of days such as P14D");
        NodeCheck.Within(node, Offset, problems, -DeadlineRule.MaxOffset, DeadlineRule.MaxOffset);
        if (node.Inputs[Offset.Ordinal] is null && node.Inputs[Duration.Ordinal] is null or ConstantInput { Value: "" })
            problems.Add(ProblemIds.MissingInput, node, $"{node} needs a value for {ProblemArgument.Of(node, Offset)}.", Offset.Name);
        NodeCheck.Constant(node, Unit, problems, unit => Ladder.TryUnit(unit, out _), $"is neither days nor working-days");
        NodeCheck.Constant(node, Moment, problems, moment => moment is "morning" or After, $"is neither morning nor after");
        return null;
    }

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        Ladder.TryUnit(context.Get(Unit), out var unit);

        // One rung carries the moment: a reminder fires on the morning of the day, an escalation on the morning after.
        var kind = context.Get(Moment) == After ? RungKind.Escalate : RungKind.Remind;
        var rule = new DeadlineRule(context.Get(Fact) ?? DeadlineRule.TaskCreated, OffsetOf(context), unit, [new Rung(kind, 0, DeadlineUnit.Days, CaseRoles.ContactOfficer)]);
        DeadlineClerk.Arm(context, subject, null, rule);
    }

    /// <inheritdoc/>
    public override async ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        if (await DeadlineClerk.HasComeAsync(context, subject, resumption.Bookmark.Id, cancellationToken))
            context.Complete();
    }

    /// <inheritdoc/>
    public override async ValueTask CancelAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        foreach (var timer in context.Bookmarks.Select(bookmark => bookmark.Id).ToList())
            await DeadlineClerk.EndTimerAsync(context, timer, cancellationToken);
    }

    private static int OffsetOf(ActivityContext context) => context.Get(Duration) switch
    {
        null or "" => context.Get(Offset),
        var text when Ladder.TryDays(text, out var days) => days,
        _ => throw new ActivityFault("deadline.duration", "The duration is no whole number of days.", retryable: false),
    };
}
