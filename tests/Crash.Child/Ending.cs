using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Child;

/// <summary>Waits for what the database shows, and says on standard output what the tests must know.</summary>
internal sealed class Ending(Database database)
{
    /// <summary>The longest a process of these tests lives.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    /// <summary>0 when every instance has ended and nothing is left on its way.</summary>
    public const string AllIsDone = """
        select (select count(*) from instances where status = 0) + (select count(*) from outbox where status = 0)
          + (select count(*) from broadcasts) + (select count(*) from stimuli) + (select count(*) from bookmarks)
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>0 when so many cases wait for their first answer and their notices have left.</summary>
    public static string AllAreAsked(int cases) => FormattableString.Invariant(
        $"select abs({cases} - (select count(*) from tasks where status = 0)) + (select count(*) from outbox where status = 0)");

    /// <summary>How durable a commit of the engine's own connections is, as the database itself says.</summary>
    public async Task SayDurabilityAsync()
    {
        string[] questions = database is SqliteDatabase
            ? ["pragma synchronous", "pragma journal_mode"]
            : ["show fsync", "show synchronous_commit", "show full_page_writes"];
        var answers = new List<string>();
        foreach (var question in questions)
            answers.Add($"{question.Split(' ')[1]}={(await DatabaseContents.ColumnAsync(database, question, CancellationToken.None))[0]}");
        Console.WriteLine($"durability: {string.Join(' ', answers)}");
    }

    /// <summary>Returns when the query yields 0. Ends the process, and says what was left, when that takes too long.</summary>
    public async Task WaitAsync(string query, CancellationToken cancellationToken)
    {
        var left = "nothing could be read";
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                left = (await DatabaseContents.ColumnAsync(database, query, cancellationToken))[0];
                if (left == "0")
                    return;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                left = failure.GetType().Name;
            }

            await Task.Delay(Pause, CancellationToken.None);
        }

        Console.WriteLine($"Waited {Patience} for 0 from: {query}. The last answer was {left}.");
        Environment.Exit(3);
    }
}
