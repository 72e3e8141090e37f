using ProcessAutomation.Browser.Tests.Walks.Drivers;

namespace ProcessAutomation.Browser.Tests.Walks;

/// <summary>
/// The mails of the walk from summons to farewell, derived by hand from the steps of the process, the rungs of their deadlines and the days on
/// which the walk does them. Not taken from a run. Reminders leave at 08:00 of their day, an escalation at 08:00 of the day after the deadline.
/// </summary>
internal static class NoticesOfTheWalk
{
    public const int Reminders = 3;
    public const int Escalations = 1;

    private const string Kari = "kari@example.org"; // contact officer
    private const string Lise = "lise@example.org"; // unit leader
    private const string Nina = "nina@example.org"; // NAV
    private const string Knut = "knut@example.org"; // the home municipality
    private const string Hanne = "hanne@example.org"; // health

    public static IEnumerable<ExpectedMail> All(string person) =>
    [
        // 0.1 Summons: a notice to the person, sent when the contact officer does it. Nobody is reminded: an officer was named the same day
        // (2 working days were left), and the summons went before the reminder of 2 August, 2 days before the deadline of 4 August.
        new("2031-08-01 10:00", person, "Innkalling til straffegjennomføring"),

        // 0.2 Responsibility group: each member is told the role it has been given. Established on 19 August, the day before the reminder
        // (deadline 25 August, 5 working days before 1 September).
        new("2031-08-19 13:00", Nina, "Du er med i en ansvarsgruppe"),
        new("2031-08-19 13:00", Knut, "Du er med i en ansvarsgruppe"),
        new("2031-08-19 13:00", Hanne, "Du er med i en ansvarsgruppe"),

        // Duty to notify: the date of completed sentence to the cooperating agencies, the municipality and the person, once there is a group.
        new("2031-08-19 13:00", Nina, "Dato for løslatelse: mandag 24. november 2031"),
        new("2031-08-19 13:00", Knut, "Dato for løslatelse: mandag 24. november 2031"),
        new("2031-08-19 13:00", Hanne, "Dato for løslatelse: mandag 24. november 2031"),
        new("2031-08-19 13:00", person, "Dato for løslatelse: mandag 24. november 2031"),

        // 1 Arrival, deadline 1 September: the contact officer is reminded the day before. It cannot be held before the start, so this one always goes.
        new("2031-08-31 08:00", Kari, "Påminnelse: Innkomst – frist mandag 1. september 2031"),

        // 1 Arrival leaves the next meeting's time behind: the person gets it in writing.
        new("2031-09-01 10:00", person, "Neste møte er fredag 5. september 2031"),

        // 2 Needs talk part 1, deadline 7 days after arrival, 8 September: reminder 2 days before, escalation to the unit leader the day after.
        new("2031-09-06 08:00", Kari, "Påminnelse: Behovssamtale del 1 – frist mandag 8. september 2031"),
        new("2031-09-09 08:00", Lise, "Frist oversittet: Behovssamtale del 1"),

        // 3 Consent is given the same day: no notice, but what follows may leave.
        // 4 Input: the map is shared with the group, who have 5 working days after the talk, to 16 September. All answer by the 11th, the day
        // before half time: nobody is reminded.
        new("2031-09-09 12:00", Nina, "Behovskartet er delt med deg: gi innspill innen tirsdag 16. september 2031"),
        new("2031-09-09 12:00", Knut, "Behovskartet er delt med deg: gi innspill innen tirsdag 16. september 2031"),
        new("2031-09-09 12:00", Hanne, "Behovskartet er delt med deg: gi innspill innen tirsdag 16. september 2031"),

        // 4 Input is presented in a meeting, booked when the round begins and held the day after the last has answered.
        new("2031-09-09 12:00", Nina, "Møte i ansvarsgruppen fredag 12. september 2031"),
        new("2031-09-09 12:00", Knut, "Møte i ansvarsgruppen fredag 12. september 2031"),
        new("2031-09-09 12:00", Hanne, "Møte i ansvarsgruppen fredag 12. september 2031"),
        new("2031-09-09 12:00", person, "Møte i ansvarsgruppen fredag 12. september 2031"),

        // 5 The meeting in which the group is informed of the plan, booked when it is made.
        new("2031-09-15 10:00", Nina, "Møte i ansvarsgruppen tirsdag 14. oktober 2031"),
        new("2031-09-15 10:00", Knut, "Møte i ansvarsgruppen tirsdag 14. oktober 2031"),
        new("2031-09-15 10:00", Hanne, "Møte i ansvarsgruppen tirsdag 14. oktober 2031"),
        new("2031-09-15 10:00", person, "Møte i ansvarsgruppen tirsdag 14. oktober 2031"),

        // 5 Needs talk part 2, 15 September (deadline 18 September, reminder 16 September): the group is informed.
        new("2031-09-15 10:00", Nina, "Planen er klar"),
        new("2031-09-15 10:00", Knut, "Planen er klar"),
        new("2031-09-15 10:00", Hanne, "Planen er klar"),

        // 6 A silent deliverer is raised as a task of the contact officer, on 8 October and done the same day: no mail.
        // 6.1 Talks on 26 September, 7, 17 and 28 October, each before the reminder 12 days after the one before; the person has each in writing.
        new("2031-09-15 10:00", person, "Neste møte er fredag 26. september 2031"),
        new("2031-09-26 10:30", person, "Neste møte er tirsdag 7. oktober 2031"),
        new("2031-10-07 10:30", person, "Neste møte er fredag 17. oktober 2031"),
        new("2031-10-17 10:30", person, "Neste møte er tirsdag 28. oktober 2031"),
        new("2031-10-28 10:30", person, "Neste møte er fredag 7. november 2031"),

        // 6.2 A group meeting on 14 October, within 60 days of the one about the input: no mail.

        // Duty to notify, again when the date changes: 1 October, to the same four.
        new("2031-10-01 11:00", Nina, "Ny dato for løslatelse: mandag 10. november 2031"),
        new("2031-10-01 11:00", Knut, "Ny dato for løslatelse: mandag 10. november 2031"),
        new("2031-10-01 11:00", Hanne, "Ny dato for løslatelse: mandag 10. november 2031"),
        new("2031-10-01 11:00", person, "Ny dato for løslatelse: mandag 10. november 2031"),

        // 7 Onboarding: who takes over joins now, less than 42 days before the new date. The municipality takes the contact officer's role.
        // Confirmed on 10 October (reminder 20 October), completed on 24 October (reminder 31 October).
        new("2031-10-03 11:00", Knut, "Du skal overta en rolle"),

        // 8 Farewell, before the last day: deadline 9 November. The reminder a week before goes out, the one of 8 November does not.
        new("2031-11-02 08:00", Kari, "Påminnelse: Avskjedssamtale – frist søndag 9. november 2031"),

        // 8 Farewell on 7 November: what goes on elsewhere, to the person.
        new("2031-11-07 11:00", person, "Veien videre"),
    ];
}
