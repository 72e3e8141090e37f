using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>A mail that the process asks for.</summary>
/// <param name="At">When it is sent, local time.</param>
/// <param name="To">Address.</param>
/// <param name="Subject">Without the case's reference, which ends every subject.</param>
internal sealed record ExpectedMail(string At, string To, string Subject);

/// <summary>What must hold when a walk is over, whatever happened on the way.</summary>
internal static class Afterwards
{
    private static readonly string[] EndOfActivity = [JournalEvents.Completed, JournalEvents.Cancelled];

    /// <summary>The mails received are exactly those expected: recipient, subject and minute.</summary>
    public static async Task AssertMailsAsync(Walk walk, CaseDriver subject, IEnumerable<ExpectedMail> expected)
    {
        await walk.SettleAsync();
        var ending = $" – sak {subject.Reference}";
        var received = await walk.MailsAsync();
        Assert.All(received, mail => Assert.EndsWith(ending, mail.Subject, StringComparison.Ordinal));
        Assert.Equal(
            expected.Select(mail => $"{mail.At} {mail.To} {mail.Subject}").Order(StringComparer.Ordinal),
            received.Select(mail => $"{SentAt(mail)} {Assert.Single(mail.To)} {mail.Subject[..^ending.Length]}").Order(StringComparer.Ordinal));
    }

    /// <summary>Every flow has ended, each activity that was started has ended, the journals have no gap, and nothing failed on the way.</summary>
    public static void AssertEnded(CaseRecords records)
    {
        Assert.Equal(0, records.Count("select count(*) from instances where status <> 1 or sub_status not in (3, 4)"));
        Assert.Equal(0, records.Count("select count(*) from bookmarks"));
        Assert.Equal(0, records.Count("select count(*) from outbox where status = 0"));
        foreach (var journal in records.Journals().Values)
        {
            Assert.Equal(Enumerable.Range(1, journal.Count).Select(number => (long)number), journal.Select(entry => entry.Sequence));
            Assert.Empty(Started(journal).Except(Ended(journal)));
            Assert.Single(journal, entry => entry.Event is JournalEvents.WorkflowFinished or JournalEvents.WorkflowCancelled);
        }
    }

    /// <summary>Nothing failed.</summary>
    public static void AssertNoIncident(CaseRecords records) => Assert.Equal(0, records.Count("select count(*) from incidents"));

    /// <summary>None of these words stands in what the engine keeps or the Host has written.</summary>
    public static void AssertUnnamed(CaseRecords records, HostProcess host, IEnumerable<string> words)
    {
        var kept = records.TextOf("instances", "journal", "incidents", "bookmarks", "stimuli", "broadcasts");
        Assert.All(words, word =>
        {
            Assert.DoesNotContain(word, kept, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, host.Output, StringComparison.OrdinalIgnoreCase);
        });
    }

    /// <summary>How often something stands in all journals together.</summary>
    public static int CountEvents(CaseRecords records, string name) => records.Journals().Values.Sum(journal => journal.Count(entry => entry.Event == name));

    private static IEnumerable<long> Started(IEnumerable<JournalEntry> journal) => journal.Where(entry => entry.Event == JournalEvents.Started).Select(entry => entry.ExecutionId);

    private static IEnumerable<long> Ended(IEnumerable<JournalEntry> journal) => journal.Where(entry => EndOfActivity.Contains(entry.Event)).Select(entry => entry.ExecutionId);

    private static string SentAt(ReceivedMail mail) =>
        Norway.Local(DateTimeOffset.ParseExact(mail.Header("Date"), "ddd, dd MMM yyyy HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture));
}
