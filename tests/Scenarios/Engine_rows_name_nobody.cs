using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>State, journal, incidents, tasks, stimuli and payloads hold ids and codes: a search for what was said and who it is about finds nothing.</summary>
public sealed class Engine_rows_name_nobody(SqliteTestDatabase database) : ProcessSuite(database), IClassFixture<SqliteTestDatabase>
{
    private static readonly string[] Secrets =
        ["Testesen", SyntheticPerson.Number, "medisiner", "Vil tilbake", "Har ikke bolig", "Jobbkurs", "person@example.org", "samtykket kan trekkes", "Nordmann", "Møter til avtalt tid"];

    [Fact]
    public async Task A_search_through_every_row_of_the_engine_finds_no_name_number_or_need()
    {
        await OpenCaseAsync("2027-01-11", "2027-09-01");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-01-11 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-01-11", "2027-01-13T10:00"));
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-01-11"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-01-11", "given"));
        await CompleteAsync(Nina, "give-input", Given.Input("Jobbkurs", "2027-01-18", 2));
        Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Knut, "give-input", Given.Input("Jobbkurs", "2027-01-18", 99)));
        await UntilAsync("2027-01-25 12:00");

        var database = Services.GetRequiredService<Database>();
        var found = new List<string>();
        var searched = 0L;
        foreach (var table in (string[])["instances", "bookmarks", "stimuli", "broadcasts", "journal", "incidents", "tasks", "outbox", "deadlines"])
        {
            foreach (var column in await DatabaseContents.ColumnAsync(database, $"select name from pragma_table_info('{table}')", Cancel))
            {
                var text = string.Concat(await DatabaseContents.ColumnAsync(database, $"select cast(\"{column}\" as text) from \"{table}\"", Cancel));
                searched += text.Length;
                found.AddRange(Secrets.Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"{table}.{column}: {secret}"));
            }
        }

        Assert.Empty(found);
        Assert.InRange(searched, 20_000, long.MaxValue); // there was something to search
    }
}
