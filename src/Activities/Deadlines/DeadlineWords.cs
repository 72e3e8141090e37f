using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Deadlines;

namespace ProcessAutomation.Activities.Deadlines;

/// <summary>Where a deadline comes from, in words: "28 dager før startdatoen".</summary>
public static class DeadlineWords
{
    private static readonly FrozenDictionary<string, Phrase> Dates = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["TaskCreated"] = new("at oppgaven ble opprettet", "at oppgåva blei oppretta", "the task was made"),
        ["OpenedOn"] = new("at saken ble åpnet", "at saka blei opna", "the case was opened"),
        ["StartDate"] = new("startdatoen", "startdatoen", "the start date"),
        ["ReleaseDate"] = new("løslatelsen", "lauslatinga", "the release"),
        ["TransferDate"] = new("overføringen", "overføringa", "the transfer"),
        ["CustodyEndDate"] = new("at varetekten slutter", "at varetekta sluttar", "custody ends"),
        ["HandoverDate"] = new("overføringen eller løslatelsen", "overføringa eller lauslatinga", "the transfer or release"),
        ["SummonedOn"] = new("innkallingen", "innkallinga", "the summons"),
        ["GroupEstablishedOn"] = new("at ansvarsgruppen ble etablert", "at ansvarsgruppa blei etablert", "the group was established"),
        ["ArrivalHeldOn"] = new("innkomst", "innkomst", "arrival"),
        ["NeedsTalkHeldOn"] = new("behovssamtale del 1", "behovssamtale del 1", "needs talk part 1"),
        ["NeedsKnownOn"] = new("behovssamtalen, holdt eller avslått", "behovssamtalen, halden eller avslått", "the needs talk, held or declined"),
        ["NeedsTalkDeclinedOn"] = new("at personen takket nei til behovssamtalen", "at personen takka nei til behovssamtalen", "the person declined the needs talk"),
        ["NeedsTalkOfferedOn"] = new("det nye tilbudet om behovssamtale", "det nye tilbodet om behovssamtale", "the new offer of the needs talk"),
        ["ConsentDecidedOn"] = new("svaret om samtykke", "svaret om samtykke", "the answer on consent"),
        ["InputClosedOn"] = new("at innspillsrunden ble avsluttet", "at innspelsrunden blei avslutta", "input closed"),
        ["PlanAgreedOn"] = new("at planen ble laget", "at planen blei laga", "the plan was made"),
        ["LastTalkHeldOn"] = new("forrige samtale", "førre samtale", "the last talk"),
        ["GroupMeetingsFrom"] = new("forrige møte i gruppen, eller planen", "førre møte i gruppa, eller planen", "the last group meeting, or the plan"),
        ["LastGroupMeetingHeldOn"] = new("forrige møte i gruppen", "førre møte i gruppa", "the last group meeting"),
        ["MeasureSilentSince"] = new("at tiltaket sist ble hørt fra", "at tiltaket sist blei høyrt frå", "the measure was last heard of"),
        ["HandoverBegunOn"] = new("at overføringen begynte", "at overføringa byrja", "the handover began"),
        ["FarewellHeldOn"] = new("avskjedssamtalen", "avskilssamtalen", "the farewell talk"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The dates a deadline can count from, as a dropdown has them.</summary>
    public static ImmutableArray<Choice> Choices { get; } = [.. Dates.OrderBy(date => date.Key, StringComparer.Ordinal).Select(date => new Choice(date.Key, date.Value))];

    /// <summary>Whether deadlines can count from a date of that name.</summary>
    public static bool Knows(string fact) => Dates.ContainsKey(fact);

    /// <summary>The rule in words.</summary>
    public static Phrase Of(string fact, int offset, DeadlineUnit unit) => Of(Dates.GetValueOrDefault(fact) ?? Phrase.Plain(fact), offset, unit);

    /// <summary>The rule of a wait that no task belongs to, in words.</summary>
    public static Phrase OfWait(string fact, int offset, DeadlineUnit unit) =>
        fact == "TaskCreated" ? Of(new Phrase("at prosessen begynte å vente", "at prosessen byrja å vente", "the process began to wait"), offset, unit) : Of(fact, offset, unit);

    private static Phrase Of(Phrase date, int offset, DeadlineUnit unit)
    {
        var count = Math.Abs(offset).ToString(CultureInfo.InvariantCulture);
        var one = Math.Abs(offset) == 1;
        var days = unit == DeadlineUnit.WorkingDays
            ? one ? new Phrase("virkedag", "yrkedag", "working day") : new Phrase("virkedager", "yrkedagar", "working days")
            : one ? new Phrase("dag", "dag", "day") : new Phrase("dager", "dagar", "days");
        return offset switch
        {
            0 => new Phrase($"samme dag som {Clause(date.Bokmal)}", $"same dagen som {Clause(date.Nynorsk)}", $"the same day as {date.English}"),
            < 0 => new Phrase($"{count} {days.Bokmal} før {date.Bokmal}", $"{count} {days.Nynorsk} før {date.Nynorsk}", $"{count} {days.English} before {date.English}"),
            _ => new Phrase($"{count} {days.Bokmal} etter {date.Bokmal}", $"{count} {days.Nynorsk} etter {date.Nynorsk}", $"{count} {days.English} after {date.English}"),
        };
    }

    // "Etter at runden ble avsluttet", but "samme dag som runden ble avsluttet".
    private static string Clause(string date) => date.StartsWith("at ", StringComparison.Ordinal) ? date[3..] : date;
}
