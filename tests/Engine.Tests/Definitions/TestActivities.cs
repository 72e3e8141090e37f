using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Tests.Definitions;

/// <summary>Activity types of these tests: never run, only compiled against.</summary>
internal sealed class TestActivity(ActivityDescriptor descriptor, Action<ActivityNode, ProblemSink>? compile = null) : Activity
{
    public static readonly Input<bool> Flag = new("Flag");
    public static readonly Input<int> Number = new("Number");
    public static readonly Input<string> Text = new("Text");
    public static readonly Input<object> Any = new("Any");
    public static readonly Input<DateTimeOffset> At = new("At");
    public static readonly Input<TimeSpan> Wait = new("Wait");
    public static readonly Input<decimal> Amount = new("Amount");
    public static readonly Input<string[]> List = new("List");
    public static readonly Input<DayOfWeek> Day = new("Day");
    public static readonly Input<IReadOnlyDictionary<string, object?>> Map = new("Map") { UiHint = "dictionary" };
    public static readonly Input<string> Html = new("Html") { IsHtml = true };
    public static readonly Input<VariableSlot> Target = new("Target") { UiHint = "variable-picker", IsWrapped = false };
    public static readonly Output<string> Answer = new("Answer");

    public static ActivityRegistry Registry { get; } = new(
    [
        new TestActivity(new ActivityDescriptor
        {
            TypeName = "Test.Probe", DisplayName = "Probe", Category = "Test",
            Inputs = [Flag, Number, Text, Any, At, Wait, Amount, List, Day, Map, Html, Target],
            Outputs = [Answer],
        }),
        new TestActivity(new ActivityDescriptor { TypeName = "Test.Flow", DisplayName = "Flow", Category = "Test", IsContainer = true }),
        new TestActivity(new ActivityDescriptor { TypeName = "Test.Start", DisplayName = "Start", Category = "Test", IsStart = true }),
        new TestActivity(new ActivityDescriptor { TypeName = "Test.End", DisplayName = "End", Category = "Test", IsTerminal = true }),
        new TestActivity(new ActivityDescriptor
        {
            TypeName = "Test.Decision", DisplayName = "Decision", Category = "Test",
            Inputs = [new Input<bool>("Condition")], Ports = [new Port("True"), new Port("False")],
        }),
        new TestActivity(new ActivityDescriptor
        {
            TypeName = "Test.FlowSwitch", DisplayName = "Flow switch", Category = "Test",
            Inputs = [new Input<object>("Cases") { UiHint = "flow-switch-editor", IsWrapped = false }],
        }),
        new TestActivity(new ActivityDescriptor
        {
            TypeName = "Test.Switch", DisplayName = "Switch", Category = "Test",
            Inputs = [new Input<object>("Cases") { UiHint = "switch-editor", IsWrapped = false }], Ports = [new Port("Default", PortKind.Embedded)],
        }),
        new TestActivity(new ActivityDescriptor
        {
            TypeName = "Test.Task", DisplayName = "Task", Category = "Test",
            Inputs = [new Input<string>("Title") { IsRequired = true }, new Input<string[]>("Outcomes") { UiHint = "dynamic-outcomes" }],
        }),
        new TestActivity(new ActivityDescriptor
        {
            TypeName = "Test.Call", DisplayName = "Call", Category = "Test",
            Inputs = [new Input<string>("WorkflowDefinitionId") { UiHint = "workflow-definition-picker", IsRequired = true }],
        }),
        new TestActivity(new ActivityDescriptor { TypeName = "Test.Old", DisplayName = "Old", Category = "Test" }),
        new TestActivity(new ActivityDescriptor { TypeName = "Test.Old", Version = 2, DisplayName = "Old", Category = "Test" }),
    ]);

    public override ActivityDescriptor Descriptor => descriptor;

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException("These activities are only compiled against.");

    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        compile?.Invoke(node, problems);
        return null;
    }
}
