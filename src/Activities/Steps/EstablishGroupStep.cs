using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 0.2: the responsibility group, each member with role and channel. A group the person has already is taken over, not doubled.</summary>
public sealed class EstablishGroupStep : Step
{
    /// <inheritdoc/>
    public override string Key => "establish-group";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Etabler ansvarsgruppe", "Etabler ansvarsgruppe", "Establish the responsibility group");

    /// <summary>The services a member can come from.</summary>
    public static ImmutableArray<Choice> MemberRoles { get; } =
    [
        new Choice(CaseRoles.Nav, new Phrase("NAV", "NAV", "NAV")),
        new Choice(CaseRoles.Municipality, new Phrase("Bostedskommunen", "Bustadkommunen", "Home municipality")),
        new Choice(CaseRoles.Health, new Phrase("Helse", "Helse", "Health")),
        new Choice(CaseRoles.School, new Phrase("Skole", "Skule", "School")),
        new Choice(CaseRoles.Housing, new Phrase("Husbanken", "Husbanken", "Housing bank")),
        new Choice(CaseRoles.Voluntary, new Phrase("Frivillig organisasjon", "Frivillig organisasjon", "Voluntary organisation")),
    ];

    /// <summary>How a member can be reached.</summary>
    public static ImmutableArray<Choice> Channels { get; } =
    [
        new Choice("inbox", new Phrase("Logger inn her", "Loggar inn her", "Signs in here")),
        new Choice("email", new Phrase("E-post", "E-post", "E-mail")),
        new Choice("webhook", new Phrase("Etatens system", "Systemet til etaten", "The agency's system")),
        new Choice("by-hand", new Phrase("Telefon eller møte", "Telefon eller møte", "By phone or in person")),
    ];

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        new FormField { Name = "establishedOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Etablert den", "Etablert den", "Established on") },
        new FormField
        {
            Name = "members",
            Kind = FieldKind.Rows,
            IsCaseRule = true,
            Label = new Phrase("Medlemmer", "Medlemmer", "Members"),
            Hint = view.Case.ExistingGroup is null
                ? new Phrase("Begynn med alle som kan bli aktuelle, interne og eksterne.", "Begynn med alle som kan bli aktuelle, interne og eksterne.", "Begin with everyone who may be needed, internal and external.")
                : new Phrase("Personen har en gruppe fra før. Ta den over: minst én skal komme fra den.", "Personen har ei gruppe frå før. Ta over den: minst éin skal komme frå den.", "The person has a group already. Take it over: at least one must come from it."),
            Columns = MemberColumns(view.People),
        },
    ], new JsonObject { ["establishedOn"] = CommonFields.Day(view.Today) });

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.GroupEstablishedOn is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var members = run.Answers.Rows("members").Select(item => ReadMember(item.Row)).ToImmutableArray();
        run.Take(run.Case.Group.Establish(members, run.Answers.Date("establishedOn"), run.Entry));
        return run.End();
    }

    /// <summary>The fields of one member for a form outside the step.</summary>
    public static ImmutableArray<FormField> ColumnsFor(ImmutableArray<Choice> members, ImmutableArray<Choice> staff, ImmutableArray<Choice> agencies) => MemberColumns(new PeopleToChoose { Members = members, Users = staff, Agencies = agencies });

    /// <summary>The fields of one member.</summary>
    internal static ImmutableArray<FormField> MemberColumns(PeopleToChoose people) =>
    [
        new FormField { Name = "role", Kind = FieldKind.Choice, IsRequired = true, Choices = MemberRoles, Label = new Phrase("Tjeneste", "Teneste", "Service") },
        new FormField { Name = "channel", Kind = FieldKind.Choice, IsRequired = true, Choices = Channels, Label = new Phrase("Kanal", "Kanal", "Channel") },
        new FormField { Name = "userId", Kind = FieldKind.User, MaxLength = 100, Choices = [.. people.Members, .. people.Users.Except(people.Members)], Label = new Phrase("Bruker", "Brukar", "User") },
        new FormField { Name = "agencyId", Kind = FieldKind.Choice, Choices = people.Agencies, Label = new Phrase("Etat", "Etat", "Agency") },
        new FormField { Name = "name", Kind = FieldKind.Text, MaxLength = 200, Label = new Phrase("Navn", "Namn", "Name") },
        new FormField { Name = "email", Kind = FieldKind.Text, MaxLength = 254, Label = new Phrase("E-post", "E-post", "E-mail") },
        new FormField { Name = "isInternal", Kind = FieldKind.Checkbox, Label = new Phrase("Internt medlem, i kriminalomsorgen", "Intern medlem, i kriminalomsorga", "Internal member, in the correctional service") },
        new FormField { Name = "fromExistingGroup", Kind = FieldKind.Checkbox, Label = new Phrase("Fra gruppen personen har fra før", "Frå gruppa personen har frå før", "From the group the person had") },
    ];

    /// <summary>Reads one member.</summary>
    public static NewMember ReadMember(Answers row) => new()
    {
        Role = row.Text("role"),
        Channel = row.Text("channel") switch
        {
            "inbox" => ContactChannel.Inbox,
            "email" => ContactChannel.Email,
            "webhook" => ContactChannel.Webhook,
            _ => ContactChannel.ByHand,
        },
        UserId = row.TextOrNull("userId"),
        AgencyId = row.TextOrNull("agencyId"),
        Name = row.TextOrNull("name"),
        Email = row.TextOrNull("email"),
        IsExternal = !row.IsChecked("isInternal"),
        FromExistingGroup = row.IsChecked("fromExistingGroup"),
    };
}
