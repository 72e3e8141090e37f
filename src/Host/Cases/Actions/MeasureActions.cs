using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Measures;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Measures and their log.</summary>
internal sealed class MeasureActions(CaseKeeping keeping)
{
    public CaseAction Document => new(
        "measure-log",
        new Phrase("Skriv i tiltaksloggen", "Skriv i tiltaksloggen", "Write in the measure log"),
        new Phrase("Lagre i loggen", "Lagre i loggen", "Save in the log"),
        CaseRights.Contribute | CaseRights.Keep,
        view => Own(view).Any(measure => measure.IsActive) ? LogForm(view, Own(view).Where(measure => measure.IsActive)) : null,
        (run, cancellationToken) => keeping.DocumentMeasureAsync(run.CaseId, CaseFields.NumberOf(run.Answers, "measure") ?? 0, run.Answers.Date("on"), run.Answers.Text("text"), run.Viewer, null, cancellationToken))
    {
        LateForm = view => LogForm(view, Seen(view)),
    };

    public CaseAction Start => new(
        "measure-start",
        new Phrase("Registrer at et tiltak har begynt", "Registrer at eit tiltak har byrja", "Record that a measure has begun"),
        new Phrase("Lagre", "Lagre", "Save"),
        CaseRights.Contribute | CaseRights.Keep,
        view => Own(view).Any(IsPlanned) ? StartForm(view, Own(view).Where(IsPlanned)) : null,
        (run, cancellationToken) => keeping.StartMeasureAsync(run.CaseId, CaseFields.NumberOf(run.Answers, "measure") ?? 0, run.Answers.Date("on"), run.Viewer, null, cancellationToken))
    {
        LateForm = view => StartForm(view, Seen(view)),
    };

    public CaseAction End => new(
        "measure-end",
        new Phrase("Avslutt et tiltak", "Avslutt eit tiltak", "End a measure"),
        new Phrase("Avslutt tiltaket", "Avslutt tiltaket", "End the measure"),
        CaseRights.Keep,
        view => !view.Case.Measures.Active.Any() ? null : new Form(
        [
            CaseFields.Measure(view.Case.Measures.Active),
            new FormField
            {
                Name = "how",
                Kind = FieldKind.Choice,
                IsRequired = true,
                Choices = [new Choice("completed", new Phrase("Fullført", "Fullført", "Completed")), new Choice("stopped", new Phrase("Stanset", "Stansa", "Stopped"))],
                Label = new Phrase("Hvordan", "Korleis", "How"),
            },
            CaseFields.On("on", new Phrase("Dato", "Dato", "Date")),
        ], new JsonObject { ["on"] = view.TodayText }),
        (run, cancellationToken) => keeping.EndMeasureAsync(run.CaseId, CaseFields.NumberOf(run.Answers, "measure") ?? 0, run.Answers.Text("how") == "completed", run.Answers.Date("on"), run.Viewer, null, cancellationToken));

    public CaseAction StartAcute => new(
        "measure-acute",
        new Phrase("Start et tiltak som haster", "Start eit tiltak som hastar", "Start an acute measure"),
        new Phrase("Start tiltaket", "Start tiltaket", "Start the measure"),
        CaseRights.Keep,
        view => !view.Case.Needs.All.Any(need => need.Acute) ? null : new Form(
        [
            new FormField { Name = "title", Kind = FieldKind.Text, IsRequired = true, MaxLength = 200, Label = new Phrase("Tiltak", "Tiltak", "Measure") },
            CaseFields.Answers(view.Case, _ => true),
            CaseFields.Member(view, "deliverer", isRequired: false),
            CaseFields.On("startsOn", new Phrase("Begynner", "Byrjar", "Begins on")),
            new FormField { Name = "requiredOfPerson", Kind = FieldKind.Text, IsRequired = true, MaxLength = 2000, Label = new Phrase("Kreves av personen", "Blir kravd av personen", "Required of the person") },
        ], new JsonObject { ["startsOn"] = view.TodayText }),
        (run, cancellationToken) => keeping.StartAcuteMeasureAsync(run.CaseId, Acute(run.Answers), run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [Document, Start, End, StartAcute];

    // What the viewer may write about: everything for those who keep the case, for a member what they deliver.
    private static IEnumerable<Measure> Own(CaseActionView view) =>
        CaseAccess.Of(view.Case, view.Viewer).HasFlag(CaseRights.Keep) ? view.Case.Measures.All
        : view.Case.Group.FindUser(view.Viewer.UserId) is { } member ? view.Case.Measures.All.Where(measure => measure.DelivererNumber == member.Number)
        : [];

    private static IEnumerable<Measure> Seen(CaseActionView view) => view.Case.Measures.All.Where(measure => CaseAccess.SeesMeasure(view.Case, view.Viewer, measure.Number));

    private static bool IsPlanned(Measure measure) => measure.Status == MeasureStatus.Planned;

    private static Form LogForm(CaseActionView view, IEnumerable<Measure> measures) => new(
    [
        CaseFields.Measure(measures),
        CaseFields.On("on", new Phrase("Dato", "Dato", "Date")),
        new FormField { Name = "text", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = MeasureBook.MaxLogText, Label = new Phrase("Hva er gjort", "Kva er gjort", "What has been done") },
    ], new JsonObject { ["on"] = view.TodayText });

    private static Form StartForm(CaseActionView view, IEnumerable<Measure> measures) => new(
    [
        CaseFields.Measure(measures),
        CaseFields.On("on", new Phrase("Begynte", "Byrja", "Began on")),
    ], new JsonObject { ["on"] = view.TodayText });

    private static NewMeasure Acute(Answers answers) => new()
    {
        Title = answers.Text("title"),
        Answers = CaseFields.NumbersOf(answers, "answers"),
        DelivererNumber = CaseFields.NumberOf(answers, "deliverer"),
        StartsOn = answers.Date("startsOn"),
        RequiredOfPerson = answers.Text("requiredOfPerson"),
    };
}
