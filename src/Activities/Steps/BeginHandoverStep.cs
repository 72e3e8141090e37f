using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 7: a handover begins. Each role that changes hands gets its taker, who joins beside the holder. A handover begun on the case page is gone on with.</summary>
public sealed class BeginHandoverStep : Step
{
    internal const string StepKey = "begin-handover";

    /// <inheritdoc/>
    public override string Key => StepKey;

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Begynn overføringen", "Byrj overføringa", "Begin the handover");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        new FormField
        {
            Name = "kind",
            Kind = FieldKind.Choice,
            IsRequired = true,
            Choices =
            [
                new Choice("other-unit", new Phrase("Til en annen enhet", "Til ei anna eining", "To another unit")),
                new Choice("probation", new Phrase("Til friomsorgen", "Til friomsorga", "To probation")),
                new Choice("probation-em", new Phrase("Til friomsorgen, med elektronisk kontroll", "Til friomsorga, med elektronisk kontroll", "To probation, with electronic monitoring")),
                new Choice("release", new Phrase("Løslatelse til hjemkommunen", "Lauslating til heimkommunen", "Release to the home municipality")),
            ],
            Label = new Phrase("Hva slags overføring?", "Kva slags overføring?", "What kind of handover?"),
        },
        new FormField
        {
            Name = "receivingUnit",
            Kind = FieldKind.User,
            MaxLength = 100,
            Choices = view.People.Units,
            Label = new Phrase("Enhet som overtar", "Eining som tek over", "Unit that takes over"),
            Hint = new Phrase("Ved overføring til en annen enhet eller til friomsorgen.", "Ved overføring til ei anna eining eller til friomsorga.", "For a transfer to another unit or to probation."),
        },
        new FormField
        {
            Name = "receiver",
            Kind = FieldKind.Text,
            MaxLength = 100,
            Label = new Phrase("Kommune som overtar", "Kommune som tek over", "Municipality that takes over"),
            Hint = new Phrase("Ved løslatelse.", "Ved lauslating.", "For a release."),
        },
        new FormField
        {
            Name = "takers",
            Kind = FieldKind.Rows,
            IsCaseRule = true,
            Label = new Phrase("Roller som skifter hender", "Roller som skiftar hender", "Roles that change hands"),
            Hint = new Phrase(
                "Hver rolle får en mottaker som er med fra nå av. Rollen som kontaktbetjent skifter alltid hender; ved overføring til en annen enhet eller til friomsorgen gjør alle roller i kriminalomsorgen det. Én kan overta flere.",
                "Kvar rolle får ein mottakar som er med frå no av. Rolla som kontaktbetjent skiftar alltid hender; ved overføring til ei anna eining eller til friomsorga gjer alle roller i kriminalomsorga det. Éin kan ta over fleire.",
                "Each role gets a taker who takes part from now on. The contact officer's role always changes hands; in a transfer to another unit or to probation every role inside the service does. One may take several."),
            Columns =
            [
                new FormField { Name = "role", Kind = FieldKind.Choice, IsRequired = true, Choices = Roles(view.Case), Label = new Phrase("Rolle", "Rolle", "Role") },
                new FormField { Name = "userId", Kind = FieldKind.User, MaxLength = 100, Choices = view.People.Users, Label = new Phrase("Overtas av bruker", "Blir overteken av brukar", "Taken over by user") },
                new FormField { Name = "member", Kind = FieldKind.Choice, Choices = MemberChoices.Of(view.Case), Label = new Phrase("Eller av medlem i gruppen", "Eller av medlem i gruppa", "Or by member of the group") },
            ],
        },
    ], Prefill(view.Case));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) =>
        subject.Handovers.Open is { } open && subject.Handovers.LinesOf(open.Number).All(line => line.JoinedOn is not null) ? "Done" : null;

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var rows = run.Answers.Rows("takers").ToImmutableArray();
        var kind = KindOf(run.Answers.Text("kind"));
        var isRelease = kind == TransitionKind.Release;
        var receiver = isRelease ? run.Answers.Text("receiver") : run.Answers.TextOrNull("receivingUnit") ?? run.Answers.Text("receiver");
        if (run.Case.Handovers.Open is null)
        {
            if (!isRelease && receiver.Length > 0 && !run.People.Units.IsEmpty && !run.People.Units.Any(unit => unit.Value == receiver))
                run.Take(Refusal.Of(RefusalCodes.ReceiverUnknown, "receivingUnit"));
            else if (run.Case.Handovers.Begin(kind, receiver, [.. rows.Select(item => item.Row.Text("role"))], run.Entry) is { } refusal)
                run.Take(refusal.Field switch { "receiver" when !isRelease => refusal.Under("receivingUnit"), "roles" => refusal.Under("takers"), _ => refusal });
            if (run.HasRefusals)
                return run.End();
        }

        foreach (var (index, row) in rows)
            run.Take(TakeLine(run, row), "takers", index);
        return run.End();
    }

    private static TransitionKind KindOf(string kind) => kind switch
    {
        "other-unit" => TransitionKind.OtherUnit,
        "probation" => TransitionKind.Probation,
        "probation-em" => TransitionKind.ProbationWithMonitoring,
        _ => TransitionKind.Release,
    };

    private static Refusal? TakeLine(StepRun run, Answers row)
    {
        var open = run.Case.Handovers.Open!.Number; // begun above, or open already
        var line = run.Case.Handovers.LinesOf(open).FirstOrDefault(line => line.Role == row.Text("role"));
        if (line is null)
            return Refusal.Of(RefusalCodes.RoleWithoutHolder, "role", row.Text("role"));
        int? member = int.TryParse(row.Text("member"), out var number) ? number : null;
        return run.Case.Handovers.Take(line.Number, row.TextOrNull("userId"), member, run.Entry.Today, run.Entry);
    }

    private static JsonObject Prefill(Case subject)
    {
        var isTransfer = subject.TransferDate is { } transfer && (subject.ReleaseDate is null || transfer < subject.ReleaseDate);
        return new JsonObject
        {
            ["kind"] = isTransfer ? "other-unit" : "release",
            ["receiver"] = isTransfer ? "" : subject.HomeMunicipality ?? "",
            ["takers"] = new JsonArray([.. (isTransfer ? subject.Roles.HeldInside.Prepend(CaseRoles.ContactOfficer).Distinct() : [CaseRoles.ContactOfficer]).Select(role => (JsonNode)new JsonObject { ["role"] = role })]),
        };
    }

    private static ImmutableArray<Choice> Roles(Case subject) =>
        [.. subject.Roles.All.Where(holding => holding.To is null).Select(holding => holding.Role).Distinct(StringComparer.Ordinal).Select(role => new Choice(role, RoleNames.Of(role)))];
}
