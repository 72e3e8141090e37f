using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Proposals;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Proposed measures as rows of a form, the same for a member and for the contact officer.</summary>
internal static class ProposalRows
{
    /// <summary>
    /// Rows called <c>proposals</c>. <paramref name="needs"/>: the needs whoever looks may see; null: none may be seen, and none are asked for.
    /// The case then says why nothing can be proposed.
    /// </summary>
    public static FormField Field(ImmutableArray<Choice>? needs) => new()
    {
        Name = "proposals",
        Kind = FieldKind.Rows,
        Label = new Phrase("Forslag til tiltak", "Forslag til tiltak", "Proposed measures"),
        Hint = new Phrase("Vær konkret: tidspunkt, krav, og hvilke behov tiltaket svarer på.", "Ver konkret: tidspunkt, krav, og kva behov tiltaket svarar på.", "Be concrete: times, requirements, and which needs the measure answers."),
        Columns =
        [
            new FormField { Name = "title", Kind = FieldKind.Text, IsRequired = true, MaxLength = Proposal.MaxTitle, Label = new Phrase("Tiltak", "Tiltak", "Measure") },
            new FormField { Name = "description", Kind = FieldKind.Multiline, Label = new Phrase("Beskrivelse", "Skildring", "Description") },
            new FormField { Name = "startsOn", Kind = FieldKind.Date, IsCaseRule = true, Label = new Phrase("Fra", "Frå", "From") },
            new FormField { Name = "endsOn", Kind = FieldKind.Date, Label = new Phrase("Til", "Til", "To") },
            new FormField { Name = "requirements", Kind = FieldKind.Multiline, IsCaseRule = true, Label = new Phrase("Krav til personen", "Krav til personen", "What is required of the person") },
            .. needs is { } open ? new[] { new FormField { Name = "answers", Kind = FieldKind.MultiChoice, IsCaseRule = true, Choices = open, Label = new Phrase("Svarer på behov", "Svarar på behov", "Answers needs") } } : [],
            new FormField { Name = "canBeOffered", Kind = FieldKind.Checkbox, Label = new Phrase("Kan tilbys slik situasjonen er nå", "Kan tilbydast slik situasjonen er no", "Can be offered as things stand") },
        ],
    };

    /// <summary>Carries every row to the case; all refusals are noted, each under its row. Returns how many rows there were.</summary>
    public static int Apply(StepRun run, int? memberNumber)
    {
        var count = 0;
        foreach (var (index, row) in run.Answers.Rows("proposals"))
        {
            count++;
            run.Take(run.Case.Proposals.Propose(Read(row, memberNumber), run.Entry), "proposals", index);
        }

        return count;
    }

    /// <summary>The numbers chosen in a multi-choice of needs.</summary>
    public static ImmutableArray<int> Numbers(Answers row, string name) => [.. row.Many(name).Select(value => int.TryParse(value, out var number) ? number : 0)];

    /// <summary>
    /// The member a task was given to: the one who completes it, else the one it was given by name, else whoever answers for its role, of several in it one who
    /// does not sign in. Null: nobody from the group.
    /// </summary>
    public static int? MemberOf(Case subject, HumanTask? task, string userId)
    {
        if (subject.Group.FindUser(userId) is { } self)
            return self.Number;
        if (task?.Assignee is { } named && subject.Group.FindUser(named) is { } given)
            return given.Number;
        if (task?.Role is not { } role)
            return null;
        var unheard = subject.Group.Members.FirstOrDefault(member => member.Role == role && member.UserId is null && !subject.Proposals.Contributors.Contains(member.Number));
        return unheard?.Number ?? subject.Roles.Responsible(role)?.MemberNumber;
    }

    private static NewProposal Read(Answers row, int? memberNumber) => new()
    {
        MemberNumber = memberNumber,
        Title = row.Text("title"),
        Description = row.TextOrNull("description"),
        StartsOn = row.DateOrNull("startsOn"),
        EndsOn = row.DateOrNull("endsOn"),
        Requirements = row.TextOrNull("requirements"),
        Answers = Numbers(row, "answers"),
        CanBeOffered = row.IsChecked("canBeOffered"),
    };
}
