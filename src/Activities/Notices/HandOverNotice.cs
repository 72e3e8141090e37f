using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Notices;

/// <summary>Asks somebody to tell the recipient of a notice that never arrived in another way, with a deadline and a ladder as any task has.</summary>
public sealed class HandOverNotice : TaskActivity
{
    private static readonly Input<string> Notice = new("Notice") { DisplayName = "Varsel", Description = "Id-en til varselet som ikke kom fram.", UiHint = "singleline", IsRequired = true };
    private static readonly Input<string> Code = new("Code") { DisplayName = "Svar fra e-posten", Description = "Koden for hvorfor det ikke kom fram.", UiHint = "singleline" };
    private static readonly Input<int> Attempts = new("Attempts") { DisplayName = "Forsøk", Description = "Hvor mange ganger det ble forsøkt.", UiHint = "singleline" };

    private readonly TaskInputs _task = new(new TaskDefaults
    {
        Title = UndeliveredTask.Failed,
        Role = UndeliveredTask.Role,
        OnlyOne = true,
        DueFact = DeadlineRule.TaskCreated,
        DueOffset = UndeliveredTask.WorkingDays,
        DueUnit = "working-days",
        RemindBefore = "1",
        EscalateAfter = "0",
    });

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor => field ??= new ActivityDescriptor
    {
        TypeName = "ProcessAutomation.HandOverNotice",
        DisplayName = "Overlever varsel",
        Category = "Varsler",
        Description = "Ber noen overlevere et varsel som ikke kom fram, eller si fra på en annen måte, med frist og påminnelser.",
        Kind = ActivityKind.Action,
        Inputs = [Notice, Code, Attempts, _task.Role, _task.DueFact, _task.DueOffset, _task.DueUnit, .. _task.Ladder],
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        _task.Check(node, problems);
        return null;
    }

    /// <inheritdoc/>
    internal override ValueTask BeginAsync(ActivityContext context, Case subject, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(context.Get(Notice), "D", out var notice))
            throw new ActivityFault("notice.none", "The flow names no notice.", retryable: false);
        var code = context.Get(Code) ?? "";
        var order = new TaskOrder
        {
            TaskId = notice,
            Step = UndeliveredTask.Step,
            Title = UndeliveredTask.TitleOf(code),
            Text = UndeliveredTask.TextOf(code, context.Get(Attempts)),
            Priority = UndeliveredTask.Priority,
            FormJson = UndeliveredTask.FormOf(code),
            OutcomesJson = """["Done"]""",
            Deadline = holder => _task.RuleOf(context, holder),
        };
        new TaskAssignments(TaskClerk.Give(context, subject, order, [new Assignee(context.Get(_task.Role), null)])).Keep(context);
        return ValueTask.CompletedTask;
    }
}
