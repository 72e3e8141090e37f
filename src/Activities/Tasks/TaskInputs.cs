using System.Collections.Immutable;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using Groups = ProcessAutomation.Domain.Access.CandidateGroup;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// The inputs that every activity which asks people has, as the designer shows them. Each activity has a set of its own, as an input knows
/// its place in one descriptor.
/// </summary>
public sealed class TaskInputs
{
    private const string Who = "Hvem";
    private const string Due = "Frist";
    private const string Reminders = "Påminnelser";
    private const string Language = "Språk";

    private readonly TaskDefaults _defaults;

    /// <summary>A set whose values stand where the flow says nothing.</summary>
    internal TaskInputs(TaskDefaults defaults)
    {
        Title = new("Title") { DisplayName = "Tittel", Description = "Hva som skal gjøres. Ingen navn: teksten står i lister og varsler.", UiHint = "singleline", IsRequired = defaults.Title is null, DefaultValue = defaults.Title?.Bokmal };
        Text = new("Text") { DisplayName = "Veiledning", Description = "Det den som får oppgaven, trenger å vite.", UiHint = "multiline", DefaultValue = defaults.Text?.Bokmal };
        TitleNynorsk = new("TitleNynorsk") { DisplayName = "Tittel på nynorsk", Description = "Tomt: som tittelen.", Category = Language, UiHint = "singleline", DefaultValue = defaults.Title?.Nynorsk };
        TitleEnglish = new("TitleEnglish") { DisplayName = "Tittel på engelsk", Description = "Tomt: som tittelen.", Category = Language, UiHint = "singleline", DefaultValue = defaults.Title?.English };
        TextNynorsk = new("TextNynorsk") { DisplayName = "Veiledning på nynorsk", Description = "Tomt: som veiledningen.", Category = Language, UiHint = "multiline", DefaultValue = defaults.Text?.Nynorsk };
        TextEnglish = new("TextEnglish") { DisplayName = "Veiledning på engelsk", Description = "Tomt: som veiledningen.", Category = Language, UiHint = "multiline", DefaultValue = defaults.Text?.English };
        _defaults = defaults;
        Role = new("Role")
        {
            DisplayName = "Rolle i saken",
            Description = "Den som har rollen, får oppgaven; en ny kontaktbetjent arver den.",
            Category = Who,
            UiHint = "dropdown",
            DefaultValue = defaults.Role,
            UiSpecifications = Choices.Dropdown(defaults.OnlyOne ? RolesOfOne : [.. RolesOfOne, .. RolesOfSeveral]),
        };
        DueFact = new("DueFact") { DisplayName = "Regnes fra", Description = "Datoen fristen regnes fra. Flyttes datoen, flyttes fristen.", Category = Due, UiHint = "dropdown", DefaultValue = defaults.DueFact, UiSpecifications = Choices.Dropdown([new Choice("", Phrase.Plain("(ingen frist)")), .. DeadlineWords.Choices]) };
        DueOffset = new("DueOffset") { DisplayName = "Antall dager", Description = "Et helt tall. Negativt: før datoen; 0: samme dag.", Category = Due, UiHint = "singleline", DefaultValue = defaults.DueOffset };
        DueUnit = new("DueUnit") { DisplayName = "Dager eller virkedager", Description = "Virkedager teller ikke helger og helligdager.", Category = Due, UiHint = "dropdown", DefaultValue = defaults.DueUnit, UiSpecifications = Choices.Units };
        RemindBefore = new("RemindBefore") { DisplayName = "Minn på, dager før fristen", Description = "Ett eller flere tall, f.eks. 7, 2. Går til den som har oppgaven, klokken 8. Et negativt tall er dager etter fristen. Tomt: ingen påminnelse.", Category = Reminders, UiHint = "singleline", DefaultValue = defaults.RemindBefore };
        EscalateAfter = new("EscalateAfter") { DisplayName = "Si fra videre, dager etter fristen", Description = "Ett eller flere tall. 0 er morgenen etter fristen. Tomt: ingen får beskjed.", Category = Reminders, UiHint = "singleline", DefaultValue = defaults.EscalateAfter };
        EscalateTo = new("EscalateTo") { DisplayName = "Hvem får vite det", Description = "Rollen som får beskjed når fristen er ute. Har den samme oppgaven selv, går beskjeden til lederen for regionen.", Category = Reminders, UiHint = "dropdown", DefaultValue = CaseRoles.UnitLeader, UiSpecifications = Choices.Dropdown(RolesOfOne) };
        Rungs = new("Rungs") { DisplayName = "Flere trinn", Description = "Erstatter feltene over. Settes enklest under «Skjema og påminnelser» øverst på siden; her står de som JSON.", Category = Reminders, UiHint = "json-editor" };
    }

    /// <summary>Roles of which one person is meant.</summary>
    internal static ImmutableArray<Choice> RolesOfOne { get; } =
    [
        new Choice(CaseRoles.ContactOfficer, Phrase.Plain("Kontaktbetjent")),
        new Choice(CaseRoles.EnvironmentWorker, Phrase.Plain("Miljøarbeider")),
        new Choice(CaseRoles.UnitLeader, Phrase.Plain("Enhetsleder")),
        .. EstablishGroupStep.MemberRoles,
    ];

    /// <summary>What is to be done.</summary>
    public Input<string> Title { get; }

    /// <summary>Guidance.</summary>
    public Input<string> Text { get; }

    /// <summary>The title in nynorsk; empty: as it stands.</summary>
    public Input<string> TitleNynorsk { get; }

    /// <summary>The title in English; empty: as it stands.</summary>
    public Input<string> TitleEnglish { get; }

    /// <summary>The guidance in nynorsk; empty: as it stands.</summary>
    public Input<string> TextNynorsk { get; }

    /// <summary>The guidance in English; empty: as it stands.</summary>
    public Input<string> TextEnglish { get; }

    /// <summary>Higher is more pressing.</summary>
    public Input<int> Priority { get; } = new("Priority") { DisplayName = "Prioritet", Description = "Det som haster, står først i innboksen.", UiHint = "dropdown", UiSpecifications = Choices.Dropdown([new Choice("0", Phrase.Plain("Vanlig")), new Choice("1", Phrase.Plain("Haster")), new Choice("2", Phrase.Plain("Haster mest"))]) };

    /// <summary>Role in the case.</summary>
    public Input<string> Role { get; }

    /// <summary>One person.</summary>
    public Input<string> Person { get; } = new("Person") { DisplayName = "Eller en bestemt bruker", Description = "Bruker-id. Uten denne går oppgaven til den som har rollen.", Category = Who, UiHint = "singleline" };

    /// <summary>Those who may take it besides.</summary>
    public Input<string> CandidateGroup { get; } = new("CandidateGroup")
    {
        DisplayName = "Eller den som tar den først",
        Description = "En gruppe som også ser oppgaven og kan ta den. Folk fra en etat i ansvarsgruppen: agency: og etatens id.",
        Category = Who,
        UiHint = "dropdown",
        UiSpecifications = Choices.Dropdown(
        [
            new Choice("", Phrase.Plain("(ingen)")),
            new Choice(Groups.OfUnit(UserRoles.ContactOfficer), Phrase.Plain("Kontaktbetjentene ved enheten")),
            new Choice(Groups.OfUnit(UserRoles.EnvironmentWorker), Phrase.Plain("Miljøarbeiderne ved enheten")),
            new Choice(Groups.UnitLeaders, Phrase.Plain("Lederne ved enheten")),
        ]),
    };

    /// <summary>The date the follow-up counts from.</summary>
    public Input<string> FollowUpFact { get; } = new("FollowUpFact") { DisplayName = "Hviler til, regnet fra", Description = "Oppgaven ligger på vent til denne dagen, om den ikke er kommet. Den vekkes av nytt i saken.", Category = Due, UiHint = "dropdown", UiSpecifications = Choices.Dropdown([new Choice("", Phrase.Plain("(hviler ikke)")), .. DeadlineWords.Choices]) };

    /// <summary>Signed days of the follow-up.</summary>
    public Input<int> FollowUpOffset { get; } = new("FollowUpOffset") { DisplayName = "Hviler til, antall dager", Description = "Negativt: før datoen. I samme slags dager som fristen.", Category = Due, UiHint = "singleline" };

    /// <summary>The date the deadline counts from.</summary>
    public Input<string> DueFact { get; }

    /// <summary>Signed days.</summary>
    public Input<int> DueOffset { get; }

    /// <summary>Calendar or working days.</summary>
    public Input<string> DueUnit { get; }

    /// <summary>Days before the deadline on which the holder is reminded.</summary>
    public Input<string> RemindBefore { get; }

    /// <summary>Days after the deadline on which somebody else is told.</summary>
    public Input<string> EscalateAfter { get; }

    /// <summary>Who is told.</summary>
    public Input<string> EscalateTo { get; }

    /// <summary>Reminders and escalations of any shape, in place of the three before.</summary>
    public Input<string> Rungs { get; }

    private static ImmutableArray<Choice> RolesOfSeveral { get; } =
    [
        new Choice(Assignees.EveryMember, Phrase.Plain("Hvert medlem i ansvarsgruppen")),
        new Choice(Assignees.EveryTaker, Phrase.Plain("Hver som skal overta en rolle")),
    ];

    /// <summary>Title and guidance in the other languages, in the order of the panel.</summary>
    internal ImmutableArray<InputDescriptor> Languages => [TitleNynorsk, TitleEnglish, TextNynorsk, TextEnglish];

    /// <summary>The inputs about when, in the order of the panel.</summary>
    internal ImmutableArray<InputDescriptor> When => [DueFact, DueOffset, DueUnit, FollowUpFact, FollowUpOffset, .. Ladder];

    /// <summary>The inputs about reminders, in the order of the panel.</summary>
    internal ImmutableArray<InputDescriptor> Ladder => [RemindBefore, EscalateAfter, EscalateTo, Rungs];

    /// <summary>The order as the inputs say, for a generic task.</summary>
    internal TaskOrder OrderOf(ActivityContext context, string outcomesJson) => new()
    {
        Step = "",
        Title = Words(context.Get(Title), context.Get(TitleNynorsk), context.Get(TitleEnglish), _defaults.Title),
        Text = Words(context.Get(Text), context.Get(TextNynorsk), context.Get(TextEnglish), _defaults.Text),
        Priority = context.Get(Priority),
        CandidateGroup = context.Get(CandidateGroup) is { Length: > 0 } group ? group : null,
        HeldUntil = facts => HeldUntilOf(context, facts),
        OutcomesJson = outcomesJson,
        Deadline = holder => RuleOf(context, holder),
    };

    /// <summary>The rungs as the inputs say. <paramref name="holder"/>: role that holds the task; <paramref name="unit"/>: what their days are.</summary>
    internal ImmutableArray<Rung> RungsOf(ActivityContext context, string holder, DeadlineUnit unit) =>
        context.Get(Rungs) is { Length: > 0 } rungs
            ? Deadlines.Ladder.Parse(rungs, holder)
            : Deadlines.Ladder.Of(context.Get(RemindBefore), context.Get(EscalateAfter), context.Get(EscalateTo) ?? CaseRoles.UnitLeader, unit, holder);

    /// <summary>What must be right before a flow with these inputs is published.</summary>
    internal void Check(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Constant(node, Role, problems, Assignees.IsValid, $"is no role in a case");
        NodeCheck.Constant(node, CandidateGroup, problems, Groups.IsValid, $"is no group that can take a task");
        NodeCheck.Constant(node, FollowUpFact, problems, DeadlineWords.Knows, $"is no date a task can rest until");
        NodeCheck.Constant(node, DueFact, problems, DeadlineWords.Knows, $"is no date a deadline can count from");
        NodeCheck.Within(node, DueOffset, problems, -DeadlineRule.MaxOffset, DeadlineRule.MaxOffset);
        NodeCheck.Within(node, FollowUpOffset, problems, -DeadlineRule.MaxOffset, DeadlineRule.MaxOffset);
        NodeCheck.Constant(node, DueUnit, problems, unit => Deadlines.Ladder.TryUnit(unit, out _), $"is neither days nor working-days");
        NodeCheck.Constant(node, EscalateTo, problems, CaseRoles.IsValid, $"is no role that can be told");
        NodeCheck.Readable(node, RemindBefore, problems, days => Deadlines.Ladder.Days(days));
        NodeCheck.Readable(node, EscalateAfter, problems, days => Deadlines.Ladder.Days(days));
        NodeCheck.Readable(node, Rungs, problems, rungs => Deadlines.Ladder.Parse(rungs, CaseRoles.ContactOfficer));
    }

    // Words of the flow's own do not bring translations of the words they replace with them.
    private static Phrase Words(string? text, string? nynorsk, string? english, Phrase? usual)
    {
        var bokmal = text ?? "";
        var replaced = bokmal == usual?.Bokmal ? null : usual;
        return new Phrase(bokmal, In(nynorsk, replaced?.Nynorsk), In(english, replaced?.English));

        string In(string? translation, string? stale) => string.IsNullOrWhiteSpace(translation) || translation == stale ? bokmal : translation;
    }

    // 08:00 on the day; null: it does not rest, or the date is not known.
    private DateTimeOffset? HeldUntilOf(ActivityContext context, CaseFacts facts)
    {
        if (FollowUpFact.Ordinal < 0 || context.Get(FollowUpFact) is not { Length: > 0 } fact)
            return null;
        Deadlines.Ladder.TryUnit(context.Get(DueUnit), out var unit);
        var rule = new DeadlineRule(fact, context.Get(FollowUpOffset), unit, []);
        return rule.BaseDate(facts, context.Now) is { } from ? NorwegianTime.MorningOf(rule.DateFrom(from)) : null;
    }

    /// <summary>The deadline as the inputs say, for a task of a role; null: none.</summary>
    internal DeadlineRule? RuleOf(ActivityContext context, string holder)
    {
        if (context.Get(DueFact) is not { Length: > 0 } fact)
            return null;
        Deadlines.Ladder.TryUnit(context.Get(DueUnit), out var unit);
        return new DeadlineRule(fact, context.Get(DueOffset), unit, RungsOf(context, holder, unit));
    }
}

/// <summary>What an activity's inputs say where the flow says nothing.</summary>
internal sealed record TaskDefaults
{
    /// <summary>Title; null: the flow must say it.</summary>
    public Phrase? Title { get; init; }

    /// <summary>Guidance; null: none.</summary>
    public Phrase? Text { get; init; }

    /// <summary>Role; null: none.</summary>
    public string? Role { get; init; }

    /// <summary>Only roles of one person can be chosen.</summary>
    public bool OnlyOne { get; init; }

    /// <summary>What the deadline counts from; null: no deadline.</summary>
    public string? DueFact { get; init; }

    /// <summary>Signed days.</summary>
    public int? DueOffset { get; init; }

    /// <summary>Days or working days.</summary>
    public string DueUnit { get; init; } = "days";

    /// <summary>Days before, as the input takes them; null: none.</summary>
    public string? RemindBefore { get; init; }

    /// <summary>Days after, as the input takes them; null: none.</summary>
    public string? EscalateAfter { get; init; }
}
