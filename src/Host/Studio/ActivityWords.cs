using System.Collections.Frozen;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Elsa's own activities in the words of a process owner. The engine calls them what Elsa calls them, for definitions and for developers; the toolbox and
/// the panels are read by people who draw the process, in bokmål as the service's own activities are. What is not here keeps Elsa's name: HTTP and the
/// like, which developers use.
/// </summary>
internal static class ActivityWords
{
    private static readonly FrozenDictionary<string, string> Categories = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Branching"] = "Forgreninger",
        ["Composition"] = "Delflyter",
        ["Console"] = "Logg",
        ["Flow"] = "Start og slutt",
        ["Looping"] = "Gjentakelser",
        ["Primitives"] = "Verdier og hendelser",
        ["Scheduling"] = "Tid",
        ["Workflows"] = "Flyter som aktiviteter",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Name, string Description)> Activities = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["Elsa.Start"] = ("Start", "Her begynner flyten."),
        ["Elsa.End"] = ("Slutt", "Avslutter flyten her. Det som ellers pågår i den, faller bort."),
        ["Elsa.Finish"] = ("Avslutt hele flyten", "Avslutter flyten og alt som pågår i den."),
        ["Elsa.Complete"] = ("Avslutt med utfall", "Avslutter delflyten med de utfallene som er valgt."),
        ["Elsa.FlowNode"] = ("Beholder", "Holder andre aktiviteter samlet i én."),
        ["Elsa.StateMachine"] = ("Tilstander", "Går fra tilstand til tilstand når noe skjer."),
        ["Elsa.FlowDecision"] = ("Ja eller nei", "Velger vei etter om noe er sant."),
        ["Elsa.FlowSwitch"] = ("Flere veier", "Velger vei etter hvilket vilkår som stemmer; Default når ingen gjør det."),
        ["Elsa.FlowFork"] = ("Del i grener", "Begynner flere grener samtidig."),
        ["Elsa.FlowJoin"] = ("Samle grener", "Venter på grenene som møtes her, og går videre én gang."),
        ["Elsa.If"] = ("Hvis", "Gjør det ene eller det andre etter om noe er sant, og går videre."),
        ["Elsa.Switch"] = ("Ett av flere tilfeller", "Gjør det som hører til tilfellet som stemmer, og går videre."),
        ["Elsa.Parallel"] = ("Samtidig", "Gjør alle aktivitetene i seg samtidig, og går videre når alle er ferdige."),
        ["Elsa.Fork"] = ("Grener i én aktivitet", "Gjør grenene i seg samtidig, og går videre når én eller alle er ferdige."),
        ["Elsa.For"] = ("Tell", "Gjør det samme for hvert tall fra og til."),
        ["Elsa.ForEach"] = ("For hver", "Gjør det samme for hver verdi i en liste, én om gangen."),
        ["Elsa.ParallelForEach"] = ("For hver, samtidig", "Gjør det samme for hver verdi i en liste, alle samtidig."),
        ["Elsa.While"] = ("Så lenge", "Gjør det samme så lenge noe er sant."),
        ["Elsa.Break"] = ("Ut av gjentakelsen", "Avslutter gjentakelsen den står i."),
        ["Elsa.SetVariable"] = ("Sett variabel", "Gir en variabel en ny verdi."),
        ["Elsa.SetName"] = ("Gi kjøringen navn", "Navnet står i listen over kjøringer. Ingen personopplysninger."),
        ["Elsa.Correlate"] = ("Knytt til sak", "Setter id-en som knytter kjøringen til en sak."),
        ["Elsa.SetOutput"] = ("Sett resultat", "Gir flyten et resultat, som flyten rundt kan lese."),
        ["Elsa.Fault"] = ("Meld feil", "Stanser her med en feil som et menneske må se på."),
        ["Elsa.Event"] = ("Vent på hendelse", "Venter til noe skjer i saken, for eksempel ConsentGiven."),
        ["Elsa.PublishEvent"] = ("Meld hendelse", "Sier fra til flyter som venter på hendelsen."),
        ["Elsa.RunTask"] = ("Be et program om noe", "Ber et program utenfor om å gjøre noe, og venter på svaret."),
        ["Elsa.ExecuteWorkflow"] = ("Kjør en delflyt", "Begynner en annen flyt, og kan vente til den er ferdig."),
        ["Elsa.DispatchWorkflow"] = ("Sett i gang en delflyt", "Begynner en annen flyt for seg selv."),
        ["Elsa.BulkDispatchWorkflows"] = ("Sett i gang mange delflyter", "Begynner en flyt for hver verdi i en liste."),
        ["Elsa.Delay"] = ("Vent en tid", "Venter så lenge. En frist i saken er «Vent til frist»."),
        ["Elsa.StartAt"] = ("Vent til et tidspunkt", "Venter til et bestemt tidspunkt, eller begynner flyten da."),
        ["Elsa.Timer"] = ("Med fast mellomrom", "Begynner flyten igjen og igjen med så lang tid mellom."),
        ["Elsa.Cron"] = ("Etter timeplan", "Begynner flyten etter en timeplan skrevet som cron."),
        ["Elsa.WriteLine"] = ("Skriv i loggen", "Skriver en linje i driftsloggen. Ingen personopplysninger."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // By the input's name, and where one name means different things, by type and name.
    private static readonly FrozenDictionary<string, (string Name, string Description)> Inputs = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["Condition"] = ("Vilkår", "Sant eller usant. Saken spørres slik: Case.HasContactOfficer."),
        ["Elsa.FlowSwitch.Cases"] = ("Veier", "Navn og vilkår for hver vei; den første som stemmer, følges."),
        ["Elsa.FlowSwitch.Mode"] = ("Når flere stemmer", "Følg den første, eller alle."),
        ["Elsa.Switch.Cases"] = ("Tilfeller", "Navn og vilkår for hvert tilfelle."),
        ["Elsa.Switch.Mode"] = ("Når flere stemmer", "Gjør den første, eller alle."),
        ["Elsa.FlowFork.Branches"] = ("Grener", "Navnet på hver gren. Hver blir en utgang i tegningen."),
        ["Elsa.FlowJoin.Mode"] = ("Vent på", "Hva som må være ferdig før flyten går videre herfra."),
        ["Elsa.Fork.JoinMode"] = ("Vent på", "Hva som må være ferdig før flyten går videre."),
        ["Elsa.For.Start"] = ("Fra", "Det første tallet."),
        ["Elsa.For.End"] = ("Til", "Det siste tallet."),
        ["Elsa.For.Step"] = ("Med så mye om gangen", "Et negativt tall teller nedover."),
        ["Elsa.For.OuterBoundInclusive"] = ("Også det siste tallet", "Om det siste tallet er med."),
        ["Elsa.ForEach.Items"] = ("Liste", "Verdiene det gjelder."),
        ["Elsa.ParallelForEach.Items"] = ("Liste", "Verdiene det gjelder."),
        ["Elsa.SetVariable.Variable"] = ("Variabel", "Variabelen som får verdien."),
        ["Elsa.SetVariable.Value"] = ("Verdi", "Verdien den får."),
        ["Elsa.SetName.Value"] = ("Navn", "En id eller kode. Ingen personopplysninger."),
        ["Elsa.SetOutput.OutputName"] = ("Resultat", "Et av flytens resultater, som de står under «Input/output»."),
        ["Elsa.SetOutput.OutputValue"] = ("Verdi", "Verdien resultatet får."),
        ["Elsa.Complete.Outcomes"] = ("Utfall", "Hva delflyten ender i."),
        ["Elsa.Fault.Code"] = ("Kode", "Kort kode for feilen. Ingen personopplysninger."),
        ["Elsa.Fault.Category"] = ("Gruppe", "Hva slags feil det er."),
        ["Elsa.Fault.FaultType"] = ("Type", "For eksempel System eller Prosess."),
        ["Elsa.Fault.Message"] = ("Melding", "Hva den som ser på feilen, må vite. Ingen personopplysninger."),
        ["EventName"] = ("Hendelse", "Navnet på hendelsen, for eksempel ConsentGiven, ConsentWithdrawn eller HandoverCalledOff."),
        ["IsLocalEvent"] = ("Bare i denne flyten", "Hendelsen når ingen andre."),
        ["CorrelationId"] = ("Sak", "Id-en til saken. Tomt: samme sak som denne flyten."),
        ["WorkflowDefinitionId"] = ("Flyt", "Flyten som begynner. Den må være publisert."),
        ["WaitForCompletion"] = ("Vent til den er ferdig", "Ellers går denne flyten videre med én gang."),
        ["Latest"] = ("Nyeste versjon", "Begynner alltid den nyeste publiserte versjonen."),
        ["Input"] = ("Verdier inn", "Verdiene den andre flyten får, etter navn."),
        ["Elsa.BulkDispatchWorkflows.Items"] = ("Liste", "En flyt begynner for hver verdi."),
        ["Elsa.Delay.TimeSpan"] = ("Hvor lenge", "Dager.timer:minutter:sekunder. 2.00:00:00 er to dager, 00:30:00 en halv time."),
        ["Elsa.Timer.Interval"] = ("Mellomrom", "Dager.timer:minutter:sekunder. 7.00:00:00 er en uke."),
        ["Elsa.StartAt.DateTime"] = ("Tidspunkt", "Dato og klokkeslett."),
        ["Elsa.Cron.CronExpression"] = ("Timeplan", "Cron: 0 8 * * 1 er hver mandag klokken 08."),
        ["Elsa.WriteLine.Text"] = ("Tekst", "Linjen som skrives. Ingen personopplysninger."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["WaitAll"] = "Alle grener",
        ["WaitAllActive"] = "Alle grener som ble fulgt",
        ["WaitAny"] = "Den som er ferdig først; de andre avbrytes",
        ["MatchFirst"] = "Den første",
        ["MatchAny"] = "Alle som stemmer",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The group of the toolbox.</summary>
    public static string CategoryOf(ActivityDescriptor activity) =>
        IsElsas(activity) || activity.Category == "Workflows" ? Categories.GetValueOrDefault(activity.Category, activity.Category) : activity.Category;

    /// <summary>Name and description in the toolbox.</summary>
    public static (string Name, string Description) Of(ActivityDescriptor activity) => Activities.GetValueOrDefault(activity.TypeName, (activity.DisplayName, activity.Description));

    /// <summary>Name and description in the panel.</summary>
    public static (string Name, string? Description) Of(ActivityDescriptor activity, InputDescriptor input) =>
        IsElsas(activity) && (Inputs.TryGetValue($"{activity.TypeName}.{input.Name}", out var words) || (IsCommon(activity) && Inputs.TryGetValue(input.Name, out words)))
            ? words
            : (input.DisplayName, input.Description);

    /// <summary>One of the values an input can have.</summary>
    public static string OfValue(string value) => Values.GetValueOrDefault(value, value);

    /// <summary>An outcome that has no name of its own.</summary>
    public static string OfPort(string name) => name switch { "True" => "Ja", "False" => "Nei", "Done" => "Gjort", _ => name };

    private static bool IsElsas(ActivityDescriptor activity) => activity.TypeName.StartsWith("Elsa.", StringComparison.Ordinal);

    // Inputs of the same name mean the same in all that have been given words, and something else elsewhere.
    private static bool IsCommon(ActivityDescriptor activity) => Activities.ContainsKey(activity.TypeName);
}
