using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Tasks;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Tasks outside the flow: added, and taken back.</summary>
internal sealed class ExtraTaskActions(ExtraTaskDesk desk)
{
    private const string ToRole = "role:";
    private const string ToUser = "user:";

    public CaseAction Add => new(
        "task-add",
        new Phrase("Legg til en oppgave", "Legg til ei oppgåve", "Add a task"),
        new Phrase("Legg til oppgaven", "Legg til oppgåva", "Add the task"),
        CaseRights.Keep | CaseRights.Lead,
        view => new Form(
        [
            new FormField { Name = "title", Kind = FieldKind.Text, IsRequired = true, MaxLength = TextLimits.Line, Label = new Phrase("Hva skal gjøres", "Kva skal gjerast", "What is to be done") },
            new FormField { Name = "text", Kind = FieldKind.Multiline, MaxLength = TextLimits.Text, Label = new Phrase("Mer om oppgaven", "Meir om oppgåva", "More about it"), Hint = new Phrase("Vises for den som får oppgaven, og for dem som arbeider i saken. Ikke i lister og varsler.", "Blir vist for den som får oppgåva, og for dei som arbeider i saka. Ikkje i lister og varsel.", "Shown to whoever gets it and to those who work in the case. Not in lists and notices.") },
            new FormField { Name = "to", Kind = FieldKind.Choice, IsRequired = true, Choices = Takers(view), Label = new Phrase("Til", "Til", "To") },
            new FormField { Name = "dueOn", Kind = FieldKind.Date, Label = new Phrase("Frist", "Frist", "Due on"), Hint = new Phrase("Påminnelse to dager før; enhetsleder får beskjed når fristen er ute.", "Påminning to dagar før; einingsleiar får beskjed når fristen er ute.", "A reminder two days before; the unit leader is told when it has passed.") },
        ], []),
        async (run, cancellationToken) => Renamed((await desk.AddAsync(run.CaseId, Wish(run.Answers), run.Viewer, null, cancellationToken)).Result));

    public CaseAction Cancel => new(
        "task-cancel",
        new Phrase("Ta tilbake en ekstra oppgave", "Ta tilbake ei ekstra oppgåve", "Take back an extra task"),
        new Phrase("Ta oppgaven tilbake", "Ta oppgåva tilbake", "Take the task back"),
        CaseRights.Keep | CaseRights.Lead,
        view => view.Read?.ExtraTasks.Where(line => line.IsOpen).ToList() is not { Count: > 0 } open ? null : new Form(
        [
            new FormField { Name = "task", Kind = FieldKind.Choice, IsRequired = true, Choices = [.. open.Select(line => new Choice(line.Task.Id.ToString("D"), Phrase.Plain(line.Task.Title)))], Label = new Phrase("Oppgave", "Oppgåve", "Task") },
            new FormField { Name = "reason", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = TextLimits.Reason, Label = new Phrase("Begrunnelse", "Grunngiving", "Reason") },
        ], []),
        (run, cancellationToken) => desk.CancelAsync(run.CaseId, Guid.Parse(run.Answers.Text("task")), run.Answers.Text("reason"), run.Viewer, cancellationToken));

    public ImmutableArray<CaseAction> All => [Add, Cancel];

    // Roles that somebody holds, then the people of the service; a member has their role.
    private static ImmutableArray<Choice> Takers(CaseActionView view)
    {
        var roles = new[] { CaseRoles.ContactOfficer, CaseRoles.EnvironmentWorker, CaseRoles.UnitLeader }
            .Where(role => role == CaseRoles.UnitLeader || view.Case.Roles.Holders(role).Any())
            .Concat(view.Case.Group.Members.Select(member => member.Role)).Distinct(StringComparer.Ordinal);
        return
        [
            .. roles.Select(role => new Choice(ToRole + role, RoleNames.Of(role))),
            .. view.People.Staff.Select(user => new Choice(ToUser + user.Value, user.Label)),
        ];
    }

    private static NewExtraTask Wish(Answers answers)
    {
        var to = answers.Text("to");
        return new NewExtraTask
        {
            Title = answers.Text("title"),
            Text = answers.TextOrNull("text"),
            Role = to.StartsWith(ToRole, StringComparison.Ordinal) ? to[ToRole.Length..] : null,
            Assignee = to.StartsWith(ToUser, StringComparison.Ordinal) ? to[ToUser.Length..] : null,
            DueOn = answers.DateOrNull("dueOn"),
        };
    }

    // The form asks for both in one field.
    private static CaseResult Renamed(CaseResult result) => result is CaseResult.Refused refused
        ? new CaseResult.Refused([.. refused.Refusals.Select(refusal => refusal.Field is "role" or "assignee" ? Refusal.Of(refusal.Code, "to", refusal.Args) : refusal)])
        : result;
}
