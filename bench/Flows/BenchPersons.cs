using System.Globalization;
using ProcessAutomation.Domain.People;

namespace ProcessAutomation.Bench.Flows;

/// <summary>Persons that do not exist: numbers of the test register's kind (80 added to the month).</summary>
internal static class BenchPersons
{
    private static readonly IEnumerator<string> Numbers = Valid().GetEnumerator();

    public static Person Next(DateTimeOffset now)
    {
        Numbers.MoveNext();
        var person = new NewPerson { NationalNumber = Numbers.Current, GivenName = "Bench", FamilyName = "Person" };
        return ((PersonEntry.Entered)Person.Enter(Guid.CreateVersion7(), person, now)).Person;
    }

    private static IEnumerable<string> Valid()
    {
        for (var day = new DateOnly(1960, 1, 1); ; day = day.AddDays(1))
        {
            for (var serial = 0; serial < 50_000; serial += 97)
            {
                var digits = string.Create(CultureInfo.InvariantCulture, $"{day:dd}{day.Month + 80:00}{day:yy}{serial:00000}");
                if (NationalNumber.TryParse(digits, out _))
                {
                    yield return digits;
                }
            }
        }
    }
}
