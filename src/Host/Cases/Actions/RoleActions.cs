using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Who holds which role, and who is in the responsibility group.</summary>
internal sealed class RoleActions(CaseRoleDesk desk)
{
    private static readonly ImmutableArray<Choice> StaffRoles =
    [
        new(CaseRoles.ContactOfficer, new Phrase("kontaktbetjent", "kontaktbetjent", "contact officer")),
        new(CaseRoles.EnvironmentWorker, new Phrase("miljøarbeider", "miljøarbeidar", "environment worker")),
        new(CaseRoles.UnitLeader, new Phrase("enhetsleder", "einingsleiar", "unit leader")),
    ];

    private static readonly ImmutableArray<Choice> MemberRoles =
    [
        new(CaseRoles.Nav, Phrase.Plain("NAV")),
        new(CaseRoles.Municipality, new Phrase("bostedskommune", "bustadkommune", "home municipality")),
        new(CaseRoles.Health, new Phrase("helse", "helse", "health")),
        new(CaseRoles.School, new Phrase("skole", "skule", "school")),
        new(CaseRoles.Housing, new Phrase("bolig", "bustad", "housing")),
        new(CaseRoles.Voluntary, new Phrase("frivillig", "friviljug", "voluntary")),
    ];

    public CaseAction Replace => new(
        "role",
        new Phrase("Navngi eller bytt i en rolle", "Namngi eller byt i ei rolle", "Name or replace the holder of a role"),
        new Phrase("Lagre", "Lagre", "Save"),
        CaseRights.Keep | CaseRights.Lead,
        view => new Form(
        [
            new FormField { Name = "role", Kind = FieldKind.Choice, IsRequired = true, Choices = StaffRoles, Label = new Phrase("Rolle", "Rolle", "Role") },
            new FormField { Name = "userId", Kind = FieldKind.User, IsRequired = true, MaxLength = 100, Choices = view.People.Staff, Label = new Phrase("Hvem", "Kven", "Who") },
            new FormField { Name = "goneThroughOn", Kind = FieldKind.Date, Label = new Phrase("Behov og plan gjennomgått", "Behov og plan gjennomgått", "Needs and plan gone through on"), Hint = new Phrase("Til dette er gjort, har begge rollen.", "Til dette er gjort, har begge rolla.", "Until this is done, both hold the role.") },
        ], []),
        (run, cancellationToken) => desk.ReplaceAsync(run.CaseId, run.Answers.Text("role"), run.Answers.Text("userId"), run.Answers.DateOrNull("goneThroughOn"), run.Viewer, null, cancellationToken));

    public CaseAction AddMember => new(
        "member-add",
        new Phrase("Legg til medlem i gruppen", "Legg til medlem i gruppa", "Add a member to the group"),
        new Phrase("Legg til", "Legg til", "Add"),
        CaseRights.Keep,
        view => view.Case.GroupEstablishedOn is null ? null : new Form(
        [
            new FormField { Name = "role", Kind = FieldKind.Choice, IsRequired = true, Choices = MemberRoles, Label = new Phrase("Rolle", "Rolle", "Role") },
            .. EstablishGroupStep.ColumnsFor(view.People.Members, view.People.Staff, view.People.Agencies).Where(column => column.Name is not ("role" or "fromExistingGroup")),
        ], []),
        (run, cancellationToken) => desk.AddMemberAsync(run.CaseId, EstablishGroupStep.ReadMember(run.Answers), run.Viewer, null, cancellationToken));

    public CaseAction RemoveMember => new(
        "member-remove",
        new Phrase("La et medlem gå ut av gruppen", "La ein medlem gå ut av gruppa", "Let a member leave the group"),
        new Phrase("Registrer at medlemmet går ut", "Registrer at medlemmen går ut", "Record that the member leaves"),
        CaseRights.Keep,
        view => !view.Case.Group.Members.Any() ? null : new Form([CaseFields.Member(view, "member", isRequired: true)], []),
        (run, cancellationToken) => desk.RemoveMemberAsync(run.CaseId, CaseFields.NumberOf(run.Answers, "member") ?? 0, run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [Replace, AddMember, RemoveMember];
}
