using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Cases;

/// <summary>Words of enums: every value has one, it reads back as the value, and no other word is taken for one.</summary>
public sealed class WordTableTests
{
    [Fact]
    public void Every_value_has_a_word_that_reads_back()
    {
        Check(Tangles.Words, "health", "social-belonging", "economy-and-housing");
        Check(Presences.Words, "present", "part", "absent");
        Check(StopKinds.Words, "death", "sentence-lifted", "mistake", "other");
    }

    private static void Check<T>(WordTable<T> table, params string[] words)
        where T : struct, Enum
    {
        Assert.Equal(words, table.All);
        Assert.Equal(words.Order(StringComparer.Ordinal), Enum.GetValues<T>().Select(table.Of).Order(StringComparer.Ordinal));
        Assert.All(Enum.GetValues<T>(), value => Assert.Equal(value, table.Get(table.Of(value))));
        foreach (var other in (string?[])[null, "", "Health", "PRESENT", "1"])
            Assert.Null(table.Find(other));
        Assert.Throws<ArgumentException>(() => table.Get("unknown"));
    }
}
