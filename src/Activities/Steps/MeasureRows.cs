using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Proposals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Measures of the plan as rows of a form, the same when the plan is agreed and when it is changed.</summary>
public static class MeasureRows
{
    /// <summary>What the rows are called; the case refuses a measure by its place among them.</summary>
    public const string Name = "measures";

    private const string Service = "service";

    /// <summary>The rows, for a case as it stands.</summary>
    public static FormField Field(Case subject, Phrase label) => new()
    {
        Name = Name,
        Kind = FieldKind.Rows,
        Label = label,
        Columns =
        [
            new FormField { Name = "title", Kind = FieldKind.Text, IsRequired = true, MaxLength = Proposal.MaxTitle, Label = new Phrase("Tiltak", "Tiltak", "Measure") },
            new FormField { Name = "deliverer", Kind = FieldKind.Choice, IsRequired = true, Choices = Deliverers(subject), Label = new Phrase("Hvem leverer?", "Kven leverer?", "Who delivers?") },
            new FormField { Name = "startsOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Fra", "Frå", "From") },
            new FormField { Name = "endsOn", Kind = FieldKind.Date, Label = new Phrase("Til", "Til", "To") },
            new FormField { Name = "requiredOfPerson", Kind = FieldKind.Multiline, IsCaseRule = true, Label = new Phrase("Krav til personen", "Krav til personen", "What is required of the person") },
            new FormField { Name = "answers", Kind = FieldKind.MultiChoice, IsCaseRule = true, Choices = CommonFields.OpenNeeds(subject), Label = new Phrase("Svarer på behov", "Svarar på behov", "Answers needs") },
        ],
    };

    /// <summary>The measures entered, each with the place of its row.</summary>
    public static ImmutableArray<(int Row, NewMeasure Measure)> Read(Answers answers) => [.. answers.Rows(Name).Select(item => (item.Index, ReadOne(item.Row)))];

    private static NewMeasure ReadOne(Answers row) => new()
    {
        Title = row.Text("title"),
        DelivererNumber = int.TryParse(row.Text("deliverer"), out var number) ? number : null,
        StartsOn = row.Date("startsOn"),
        EndsOn = row.DateOrNull("endsOn"),
        RequiredOfPerson = row.Text("requiredOfPerson"),
        Answers = ProposalRows.Numbers(row, "answers"),
    };

    private static ImmutableArray<Choice> Deliverers(Case subject) =>
    [
        new Choice(Service, new Phrase("Kriminalomsorgen selv", "Kriminalomsorga sjølv", "The correctional service itself")),
        .. MemberChoices.Of(subject),
    ];
}
