using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Needs;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Fields that several forms of a case page have, and how their answers are read.</summary>
internal static class CaseFields
{
    public static ImmutableArray<FormField> Held(CaseActionView view) =>
    [
        On("heldOn", new Phrase("Dato", "Dato", "Date")),
        new FormField { Name = "heldBy", Kind = FieldKind.User, IsRequired = true, MaxLength = 100, Choices = view.People.Staff, Label = new Phrase("Hvem personen snakket med", "Kven personen snakka med", "Whom the person talked to") },
    ];

    public static Held ReadHeld(Answers answers) => new(answers.Date("heldOn"), answers.Text("heldBy"));

    public static FormField On(string name, Phrase label) => new() { Name = name, Kind = FieldKind.Date, IsRequired = true, Label = label };

    /// <summary>One measure, or nothing to choose from.</summary>
    public static FormField Measure(IEnumerable<Measure> measures) => new()
    {
        Name = "measure",
        Kind = FieldKind.Choice,
        IsRequired = true,
        Choices = [.. measures.Select(m => new Choice(Number(m.Number), Phrase.Plain($"{m.Number}. {m.Title}")))],
        Label = new Phrase("Tiltak", "Tiltak", "Measure"),
    };

    /// <summary>One member of the group, by number.</summary>
    public static FormField Member(CaseActionView view, string name, bool isRequired) => new()
    {
        Name = name,
        Kind = FieldKind.User,
        IsRequired = isRequired,
        MaxLength = 10,
        Choices = [.. view.Case.Group.Members.Select(m => new Choice(Number(m.Number), LabelOf(view.People, m)))],
        Label = new Phrase("Medlem", "Medlem", "Member"),
    };

    /// <summary>Any of the open needs.</summary>
    public static FormField Answers(Case subject, Func<Need, bool> which) => new()
    {
        Name = "answers",
        Kind = FieldKind.MultiChoice,
        IsRequired = true,
        Choices = [.. subject.Needs.All.Where(n => n.Status == NeedStatus.Open && which(n)).Select(n => new Choice(Number(n.Number), Phrase.Plain($"{n.Number}. {n.Thread}")))],
        Label = new Phrase("Svarer på behov", "Svarar på behov", "Answers needs"),
    };

    public static int? NumberOf(Answers answers, string name) =>
        int.TryParse(answers.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static ImmutableArray<int> NumbersOf(Answers answers, string name) =>
        [.. answers.Many(name).Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Where(n => n > 0)];

    private static Phrase LabelOf(PeopleChoices people, GroupMember member)
    {
        var (name, role) = ($"{member.Number}. {NameOf(people, member)}", RoleNames.Of(member.Role));
        return new Phrase($"{name} ({role.Bokmal})", $"{name} ({role.Nynorsk})", $"{name} ({role.English})");
    }

    private static string NameOf(PeopleChoices people, GroupMember member) =>
        member.Name
        ?? people.Members.FirstOrDefault(user => user.Value == member.UserId)?.Label.Bokmal
        ?? people.Agencies.FirstOrDefault(agency => agency.Value == member.AgencyId)?.Label.Bokmal
        ?? member.UserId ?? member.AgencyId ?? "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
