using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Proposals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>The proposals a person chooses for the plan, the same when it is agreed and when more come in: <c>chosenProposals</c>.</summary>
internal static class ChosenProposals
{
    private const string Name = "chosenProposals";

    /// <summary>The field.</summary>
    public static FormField Field(IEnumerable<Proposal> proposals) => new()
    {
        Name = Name,
        Kind = FieldKind.MultiChoice,
        Choices = [.. proposals.Select(proposal => new Choice($"{proposal.Number}", Phrase.Plain($"{proposal.Number}. {proposal.Title}")))],
        Label = new Phrase("Forslagene personen velger", "Forslaga personen vel", "The proposals the person chooses"),
    };

    /// <summary>The measures they become.</summary>
    public static ImmutableArray<NewMeasure> Read(StepRun run) =>
    [
        .. ProposalRows.Numbers(run.Answers, Name).Select(run.Case.Proposals.Find).OfType<Proposal>().Select(proposal => new NewMeasure
        {
            ProposalNumber = proposal.Number,
            Title = proposal.Title,
            DelivererNumber = proposal.MemberNumber,
            StartsOn = proposal.StartsOn,
            EndsOn = proposal.EndsOn,
            RequiredOfPerson = proposal.Requirements,
            Answers = proposal.Answers,
        }),
    ];

    /// <summary>The field of the form: the case counts the measures it was given, the form has the chosen proposals in one field and the others in rows.</summary>
    public static string? FieldOf(string? field, int chosen, ImmutableArray<int> rows)
    {
        if (field is null || !field.StartsWith("measures[", StringComparison.Ordinal) || !int.TryParse(field.AsSpan(9, field.IndexOf(']', StringComparison.Ordinal) - 9), out var index))
            return field;
        return index < chosen ? Name : $"measures[{rows[index - chosen]}]{field[(field.IndexOf(']', StringComparison.Ordinal) + 1)..]}";
    }
}
