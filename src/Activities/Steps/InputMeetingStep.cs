using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 4: the meeting of the group in which input is presented. A meeting of the group as any other; not asked for when nothing waits to be presented.</summary>
public sealed class InputMeetingStep : Step
{
    private readonly GroupMeetingStep _meeting = new();

    /// <inheritdoc/>
    public override string Key => "input-meeting";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Møte om innspillene", "Møte om innspela", "Meeting about the input");

    /// <inheritdoc/>
    public override Form Form(StepView view) => _meeting.Form(view);

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => BookGroupMeetingStep.HasToPresent(subject) ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run) => _meeting.Apply(run);
}
