using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Before step 0.1: the unit leader names the contact officer, without whom nothing goes out.</summary>
public sealed class NameContactOfficerStep : Step
{
    /// <inheritdoc/>
    public override string Key => "name-contact-officer";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Navngi kontaktbetjent", "Namngi kontaktbetjent", "Name the contact officer");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        new FormField { Name = "userId", Kind = FieldKind.User, IsRequired = true, MaxLength = 100, Choices = view.People.Users, Label = new Phrase("Kontaktbetjent", "Kontaktbetjent", "Contact officer") },
    ], []);

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.Roles.ContactOfficer is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        // Somebody may have been named on the case page since the task was made: who is named here joins beside them, as nobody leaves without an overlap.
        var (roles, named) = (run.Case.Roles, run.Answers.Text("userId"));
        if (roles.ContactOfficer is null)
            run.Take(roles.Name(CaseRoles.ContactOfficer, named, run.Entry.Today, run.Entry));
        else if (!roles.Holders(CaseRoles.ContactOfficer).Any(holder => holder.UserId == named))
            run.Take(roles.Join(CaseRoles.ContactOfficer, named, run.Entry.Today, run.Entry));
        return run.End();
    }
}
