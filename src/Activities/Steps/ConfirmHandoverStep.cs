using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 7: a taker says yes to a role and has gone through needs and plan with the one who leaves it.</summary>
public sealed class ConfirmHandoverStep : Step
{
    /// <inheritdoc/>
    public override string Key => "confirm-handover";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Bekreft at du overtar", "Stadfest at du tek over", "Confirm that you take over");

    /// <inheritdoc/>
    public override Form Form(StepView view)
    {
        var lines = LinesOf(view.Case, view.Task).ToImmutableArray();
        var mine = lines.FirstOrDefault(line => IsTaker(view.Case, line, view.UserId)) ?? (lines.Length == 1 ? lines[0] : null);
        return new Form(
        [
            new FormField { Name = "line", Kind = FieldKind.Choice, IsRequired = true, Choices = [.. lines.Select(line => new Choice($"{line.Number}", RoleNames.Of(line.Role)))], Label = new Phrase("Rolle", "Rolle", "Role") },
            new FormField { Name = "goneThroughOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Behov og plan gjennomgått den", "Behov og plan gjennomgått den", "Needs and plan gone through on") },
            new FormField { Name = "takesOver", Kind = FieldKind.Checkbox, IsRequired = true, Label = new Phrase("Jeg overtar rollen", "Eg tek over rolla", "I take over the role") },
        ], new JsonObject { ["line"] = mine is null ? "" : $"{mine.Number}", ["goneThroughOn"] = CommonFields.Day(view.Today) });
    }

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        _ = int.TryParse(run.Answers.Text("line"), out var line);
        run.Take(run.Case.Handovers.ConfirmTaker(line, run.Answers.Date("goneThroughOn"), run.Entry));
        return run.End();
    }

    /// <summary>Lines of the handover under way that have a taker who has not confirmed.</summary>
    internal static IEnumerable<HandoverLine> OpenLines(Case subject) =>
        subject.Handovers.Open is { } open ? subject.Handovers.LinesOf(open.Number).Where(line => line.JoinedOn is not null && !line.IsReady) : [];

    // A task asks one taker, who confirms nobody else's role. Takers without an account share the contact officer's tasks.
    private static IEnumerable<HandoverLine> LinesOf(Case subject, HumanTask? task) => task is null ? OpenLines(subject) : OpenLines(subject).Where(line =>
        task.Assignee is { } taker ? IsTaker(subject, line, taker) : UserOf(subject, line) is null);

    private static string? UserOf(Case subject, HandoverLine line) =>
        line.TakerHolding is { } holding ? subject.Roles.Find(holding)?.UserId
        : line.TakerMember is { } member ? subject.Group.Find(member)?.UserId
        : null;

    private static bool IsTaker(Case subject, HandoverLine line, string userId) =>
        (line.TakerHolding is { } holding && subject.Roles.Find(holding)?.UserId == userId)
        || (line.TakerMember is { } member && subject.Group.Find(member)?.UserId == userId);
}
