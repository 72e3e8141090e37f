using ProcessAutomation.Domain.People;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Bench.Flows;

/// <summary>Persons that do not exist.</summary>
internal static class BenchPersons
{
    public static Person Next(DateTimeOffset now)
    {
        var person = new NewPerson { NationalNumber = SyntheticNumbers.Next(), GivenName = "Bench", FamilyName = "Person" };
        return ((PersonEntry.Entered)Person.Enter(Guid.CreateVersion7(), person, now)).Person;
    }
}
