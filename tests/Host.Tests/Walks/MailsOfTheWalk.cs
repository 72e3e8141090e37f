namespace ProcessAutomation.Host.Tests.Walks;

/// <summary>
/// The mails that the person of <see cref="FromSummonsToFarewellSuite"/> and those around must get: written by hand from the table of the
/// process and the duty to notify, before the first run. Day, address and subject; <c>#</c> stands for the case's reference.
/// </summary>
internal static class MailsOfTheWalk
{
    public const string Person = "mottaker.av.varsler@example.org";
    private const string Kari = "kari@example.org";
    private const string Lise = "lise@example.org";
    private const string Anne = "anne@example.org";
    private const string Nina = "nina@example.org";
    private const string Knut = "knut@example.org";
    private const string Hanne = "hanne@example.org";

    public static string[] Expected { get; } =
    [
        // 0.1: a reminder and an escalation when nobody has been named. Opened on Monday 7 January, due in two working days.
        $"2030-01-08 {Lise} Påminnelse: Navngi kontaktbetjent – frist onsdag 9. januar 2030 – sak #",
        // It was Lise's to do, her region has no leader: the administrator is told.
        $"2030-01-10 {Anne} Frist oversittet: Navngi kontaktbetjent – sak #",

        // 0.1: the notice to the person, more than 28 days before the start.
        $"2030-01-11 {Person} Innkalling til straffegjennomføring – sak #",

        // 0.2: every member is told that they are in the group.
        $"2030-01-25 {Nina} Du er med i en ansvarsgruppe – sak #",
        $"2030-01-25 {Knut} Du er med i en ansvarsgruppe – sak #",
        $"2030-01-25 {Hanne} Du er med i en ansvarsgruppe – sak #",

        // Duty to notify: the date of release goes to the agencies, the municipality and the person.
        $"2030-01-25 {Nina} Dato for løslatelse: mandag 29. april 2030 – sak #",
        $"2030-01-25 {Knut} Dato for løslatelse: mandag 29. april 2030 – sak #",
        $"2030-01-25 {Hanne} Dato for løslatelse: mandag 29. april 2030 – sak #",
        $"2030-01-25 {Person} Dato for løslatelse: mandag 29. april 2030 – sak #",

        // 1: arrival cannot be held before its day, so the reminder of the day before always comes.
        $"2030-02-10 {Kari} Påminnelse: Innkomst – frist mandag 11. februar 2030 – sak #",

        // 1: the time of the next meeting.
        $"2030-02-11 {Person} Neste møte er torsdag 14. februar 2030 – sak #",

        // 2: the first sitting books the second.
        $"2030-02-14 {Person} Neste møte er fredag 15. februar 2030 – sak #",

        // 4: the needs map is shared with the group, who are asked for input within five working days of the talk.
        $"2030-02-15 {Nina} Behovskartet er delt med deg: gi innspill innen fredag 22. februar 2030 – sak #",
        $"2030-02-15 {Knut} Behovskartet er delt med deg: gi innspill innen fredag 22. februar 2030 – sak #",
        $"2030-02-15 {Hanne} Behovskartet er delt med deg: gi innspill innen fredag 22. februar 2030 – sak #",

        // 4: input is presented in a meeting, booked when they are asked.
        $"2030-02-15 {Nina} Møte i ansvarsgruppen onsdag 10. april 2030 – sak #",
        $"2030-02-15 {Knut} Møte i ansvarsgruppen onsdag 10. april 2030 – sak #",
        $"2030-02-15 {Hanne} Møte i ansvarsgruppen onsdag 10. april 2030 – sak #",
        $"2030-02-15 {Person} Møte i ansvarsgruppen onsdag 10. april 2030 – sak #",

        // 4: silence is reminded at half time; NAV and health have answered by then.
        $"2030-02-20 {Knut} Påminnelse: Innspill til tiltak – frist fredag 22. februar 2030 – sak #",

        // 5: the group is informed of the plan, which stands on the agenda of that meeting too.
        $"2030-02-25 {Nina} Planen er klar – sak #",
        $"2030-02-25 {Knut} Planen er klar – sak #",
        $"2030-02-25 {Hanne} Planen er klar – sak #",

        // 6.1: the next talk is always booked, and the person has its time.
        $"2030-02-25 {Person} Neste møte er torsdag 7. mars 2030 – sak #",
        $"2030-03-07 {Person} Neste møte er mandag 18. mars 2030 – sak #",
        $"2030-03-18 {Person} Neste møte er torsdag 28. mars 2030 – sak #",
        $"2030-03-28 {Person} Neste møte er mandag 8. april 2030 – sak #",
        $"2030-04-08 {Person} Neste møte er onsdag 17. april 2030 – sak #",
        $"2030-04-17 {Person} Neste møte er fredag 26. april 2030 – sak #",
        $"2030-04-26 {Person} Neste møte er mandag 6. mai 2030 – sak #",

        // Duty to notify: again when the date changes.
        $"2030-03-07 {Nina} Ny dato for løslatelse: mandag 6. mai 2030 – sak #",
        $"2030-03-07 {Knut} Ny dato for løslatelse: mandag 6. mai 2030 – sak #",
        $"2030-03-07 {Hanne} Ny dato for løslatelse: mandag 6. mai 2030 – sak #",
        $"2030-03-07 {Person} Ny dato for løslatelse: mandag 6. mai 2030 – sak #",

        // 7: the taker joins, 42 days before the release as it is now.
        $"2030-03-26 {Knut} Du skal overta en rolle – sak #",

        // 8: the talk is held three days before the release; the week before it is reminded of.
        $"2030-04-28 {Kari} Påminnelse: Avskjedssamtale – frist søndag 5. mai 2030 – sak #",
        $"2030-05-03 {Person} Veien videre – sak #",
    ];
}
