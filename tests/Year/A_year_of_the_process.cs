using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.Year.Checker;

[assembly: AssemblyFixture(typeof(ProcessAutomation.Year.LivedYear))]

namespace ProcessAutomation.Year;

/// <summary>
/// A year for made-up persons with people around them who are on time, late, silent or wrong, judged by the checker. <c>.ci/long year</c> lives it
/// with a thousand.
/// </summary>
public sealed class A_year_of_the_process(LivedYear lived)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_forgotten_and_every_deadline_is_kept_or_raised()
    {
        var year = await lived.LiveAsync(Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine(await year.FiguresAsync(Cancel));
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"year-{year.Lives.Count}-{year.Seed}.txt"), string.Join('\n', await year.TimeLinesAsync(Cancel)), Cancel);
        var findings = await year.JudgeAsync(null, Cancel);
        if (findings.Count > 0)
            Assert.Fail(await year.ExplainAsync(findings, Cancel));
        Assert.Empty(year.Tally.GivenUp);
        Assert.Empty(year.Tally.Broken);

        // There was something to judge.
        Assert.Equal(year.Lives.Count, year.Ordinals.Count);
        Assert.True(year.Tally.Counts["tasks done"] > 10 * year.Lives.Count, "Hardly anybody did anything.");
        Assert.True(year.Tally.Counts["wrong answers refused"] > 0 && year.Mails.Count > 10 * year.Lives.Count, "Nothing was refused, or hardly a mail was sent.");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_time_lines()
    {
        var (persons, days) = LivedYear.Repeated is { } repeated ? (repeated, 365) : (4, 120); // a few are enough for every change; .ci/long takes more
        await using var database = new PostgresTestDatabase();
        database.Require();
        // The year that is lived anyway is the first of the two when it has as many persons.
        var first = LivedYear.Repeated == LivedYear.Persons ? lived.LiveAsync(Cancel) : FinishedYear.LiveAsync(database, persons, LivedYear.Seed, days, Cancel);
        var both = await Task.WhenAll(first, FinishedYear.LiveAsync(database, persons, LivedYear.Seed, days, Cancel));
        var (one, other) = (await both[0].TimeLinesAsync(Cancel), await both[1].TimeLinesAsync(Cancel));
        Assert.Equal(one.Count, other.Count);
        for (var person = 0; person < one.Count; person++)
            Assert.Equal(one[person], other[person]);
    }

    [Theory]
    [InlineData(2024, "03-31")]
    [InlineData(2025, "04-20")]
    [InlineData(2027, "03-28")]
    [InlineData(2038, "04-25")]
    [InlineData(1981, "04-19")]
    [InlineData(1954, "04-18")]
    public void The_checker_knows_its_calendar(int year, string easter) => Assert.Equal(easter, Almanac.Easter(year).ToString("MM-dd"));
}
