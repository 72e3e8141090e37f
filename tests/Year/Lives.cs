using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Year;

/// <summary>Makes up the persons of a year: short sentences and long ones, late starts, dates that move, transfers, pauses, stops.</summary>
internal static class Lives
{
    private static readonly string[] Syllables = ["kva", "ldor", "tje", "mvi", "rusk", "fyl", "gna", "blom", "stri", "vex", "hjal", "dru", "nop", "qui", "zar"];
    private static readonly string[] Wants = ["Trenger et sted å bo", "Vil lære et fag", "Har gjeld som vokser", "Sover ikke", "Vil møte barna", "Trenger behandling som fortsetter", "Kjenner ingen uten rus"];

    /// <summary>The persons; the year begins on <paramref name="first"/>.</summary>
    public static IReadOnlyList<Life> Make(int count, int seed, DateOnly first, Town town) => [.. Enumerable.Range(1, count).Select(ordinal => One(ordinal, seed, first, town))];

    private static Life One(int ordinal, int seed, DateOnly first, Town town)
    {
        var dice = Dice.For(seed, "life", ordinal);
        var unit = dice.Of(town.Prisons);
        var start = Weekday(first.AddDays(dice.Between(4, 300)));
        var ahead = dice.Chance(25) ? dice.Between(0, 20) : dice.Between(30, 75); // a quarter come late
        var opened = Weekday(start.AddDays(-ahead) < first ? first : start.AddDays(-ahead));
        if (opened > start)
            opened = start;
        var length = dice.Between(1, 100) switch
        {
            <= 20 => dice.Between(14, 30),
            <= 50 => dice.Between(31, 90),
            <= 80 => dice.Between(91, 270),
            _ => dice.Between(271, 1500),
        };
        var release = start.AddDays(length);
        var isKnown = dice.Chance(85);
        return new Life
        {
            Ordinal = ordinal,
            Number = SyntheticNumbers.Next(),
            GivenName = Name(dice),
            FamilyName = Name(dice) + "vik",
            Email = dice.Chance(80) ? $"p{ordinal}@person.example" : null,
            Language = dice.Of(["nb", "nb", "nb", "nn", "en", "pl"]),
            Interpreter = dice.Chance(10) ? "pl" : null,
            Unit = unit,
            Officer = dice.Chance(80) ? dice.Of(town.OfficersOf(unit)) : null,
            Home = dice.Of(town.Municipalities),
            ExistingGroup = dice.Chance(15) ? "Individuell plan" : null,
            OpenedOn = opened,
            Start = start,
            Release = isKnown ? release : null,
            Turns = [.. Turns(dice, opened, start, release, isKnown).Concat(Messages(Dice.For(seed, "messages", ordinal), opened, start, release)).GroupBy(turn => turn.On).Select(day => day.First()).OrderBy(turn => turn.On)], // one a day
            Consents = dice.Chance(75),
            DeclinesTalk = dice.Chance(10),
            AcuteNeeds = Needs(dice, dice.Between(0, 2)),
            Needs = Needs(dice, dice.Between(0, 4)),
        };
    }

    private static IEnumerable<Turn> Turns(Dice dice, DateOnly opened, DateOnly start, DateOnly release, bool isKnown)
    {
        var days = release.DayNumber - start.DayNumber;
        DateOnly Within(int from, int to) => Weekday(start.AddDays(dice.Between(Math.Min(from, days - 1), Math.Min(to, days - 1))));
        if (!isKnown)
            yield return new Turn(Within(2, 40), TurnKind.ReleaseSet, release);
        if (dice.Chance(25))
            yield return new Turn(Within(0, days), TurnKind.ReleaseMoved, Weekday(release.AddDays(dice.Of([-21, -14, 7, 21, 45]))));
        if (dice.Chance(8) && start.AddDays(-3) > opened)
            yield return new Turn(Weekday(start.AddDays(-3)), TurnKind.StartMoved, Weekday(start.AddDays(dice.Between(2, 30))));
        if (dice.Chance(15) && days > 60)
        {
            var planned = Within(20, 60);
            yield return new Turn(planned, TurnKind.TransferPlanned, Weekday(planned.AddDays(dice.Between(15, 90))));
            if (dice.Chance(20))
                yield return new Turn(Weekday(planned.AddDays(dice.Between(3, 12))), TurnKind.TransferCalledOff);
        }

        if (dice.Chance(12))
        {
            var paused = Within(-5, 90);
            yield return new Turn(paused, TurnKind.Paused);
            if (dice.Chance(85))
                yield return new Turn(Weekday(paused.AddDays(dice.Between(2, 40))), TurnKind.Resumed);
        }

        if (dice.Chance(4))
            yield return new Turn(Within(-5, 200), dice.Chance(60) ? TurnKind.Died : TurnKind.Lifted);
        if (dice.Chance(15))
        {
            var replaced = Within(-10, 120);
            if (dice.Chance(50))
                yield return new Turn(Weekday(replaced.AddDays(-3)), TurnKind.OfficerJoins);
            yield return new Turn(replaced, TurnKind.OfficerReplaced);
        }

        if (dice.Chance(25))
            yield return new Turn(Within(12, 80), TurnKind.ConsentWithdrawn);
        if (dice.Chance(20))
            yield return new Turn(Within(1, 6), TurnKind.AcuteMeasure);
        if (dice.Chance(12))
            yield return new Turn(Within(10, 90), TurnKind.MemberJoins);
        if (dice.Chance(20))
            yield return new Turn(Within(15, 150), TurnKind.NeedRaised);
    }

    // Custody that ends, a start that moves after the summons, and what the source system has heard.
    private static IEnumerable<Turn> Messages(Dice dice, DateOnly opened, DateOnly start, DateOnly release)
    {
        if (dice.Chance(30))
        {
            var heard = Weekday(start.AddDays(dice.Between(-20, 3)));
            var ends = Weekday(start.AddDays(dice.Between(5, 30)));
            yield return new Turn(heard > opened ? heard : Weekday(opened.AddDays(1)), TurnKind.CustodySet, ends);
            if (dice.Chance(60))
                yield return dice.Chance(70) ? new Turn(Weekday(start.AddDays(dice.Between(6, 12))), TurnKind.CustodySet, ends.AddDays(9)) : new Turn(Weekday(start.AddDays(dice.Between(6, 12))), TurnKind.CustodyCalledOff);
        }

        if (dice.Chance(20) && start.AddDays(-2) > opened)
            yield return new Turn(Weekday(start.AddDays(-2)), TurnKind.StartMoved, Weekday(start.AddDays(dice.Between(4, 14))));
        if (dice.Chance(20))
            yield return new Turn(Weekday(start.AddDays(dice.Between(3, 30))), TurnKind.SourceTells, Weekday(release.AddDays(dice.Of([-7, 14, 28]))));
    }

    private static List<string> Needs(Dice dice, int count) => [.. Enumerable.Range(0, count).Select(_ => $"{dice.Of(Wants)}: {Name(dice)}{dice.Between(100, 999)}")];

    private static string Name(Dice dice)
    {
        var name = string.Concat(Enumerable.Range(0, 4).Select(_ => dice.Of(Syllables)));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private static DateOnly Weekday(DateOnly date) => date.DayOfWeek switch { DayOfWeek.Saturday => date.AddDays(2), DayOfWeek.Sunday => date.AddDays(1), _ => date };
}
