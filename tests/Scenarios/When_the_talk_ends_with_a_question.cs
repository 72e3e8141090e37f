using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Satisfaction;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Satisfaction;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class SatisfactionSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("benefits: short satisfaction questions to the person and to staff at steps 5 and 8; kept beside the case; corrected, not doubled; in no notice and no change log")]
    public async Task The_person_and_staff_answer_at_steps_5_and_8()
    {
        Undone.UnionWith(["agree-plan", "farewell"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-20 12:00");
        var plan = await TaskAsync(Kari, "agree-plan");
        await CompleteAsync(Kari, "agree-plan", With(Given.Plan("2027-02-20", "2027-03-01T10:00", 1), ("personInfluence", "4"), ("personOverall", "5"), ("staffCooperation", "2")));
        Assert.Equal(["agree-plan oslo Person Influence 4", "agree-plan oslo Person Overall 5", "agree-plan oslo Staff Cooperation 2"], await AnswersAsync());

        // Entered wrong: what is answered now takes the place of what was, what is not stays; nobody is shown what stood.
        var corrections = Services.GetRequiredService<TaskCorrectionDesk>();
        var form = (await corrections.FormAsync(plan.Id, Kari, Clock.GetUtcNow(), Cancel))!.Value.Form;
        Assert.Contains(form.Fields, field => field.Name == "personOverall");
        Assert.False(form.Prefill.ContainsKey("personOverall"));
        await DoneAsync(corrections.CorrectAsync(plan.Id, new JsonObject { ["personOverall"] = "3" }, "Feil tall", Kari, Cancel));
        await DoneAsync(corrections.CorrectAsync(plan.Id, new JsonObject { ["personOverall"] = "3" }, "Feil tall", Kari, Cancel));
        Assert.Equal(["agree-plan oslo Person Influence 4", "agree-plan oslo Person Overall 3", "agree-plan oslo Staff Cooperation 2"], await AnswersAsync());

        Undone.Remove("agree-plan");
        await GoOnAsync("2027-08-30 12:00");
        await CompleteAsync(Kari, "farewell", With(Given.Farewell("2027-08-30"), ("personDeclined", true), ("staffOverall", "4")));
        Assert.Equal(["farewell oslo Person Influence -", "farewell oslo Person Overall -", "farewell oslo Staff Overall 4"], (await AnswersAsync())[3..]);
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("benefits: the questions are answered by whoever wants to; a farewell at a transfer counts for the unit that held it")]
    public async Task Nobody_has_to_answer_and_a_transfers_farewell_is_of_the_unit_it_was_held_at()
    {
        Instead["farewell"] = (subject, today) => subject.UnitId == "oslo" ? With(Given.Farewell($"{today:yyyy-MM-dd}"), ("personOverall", "1")) : Given.Farewell($"{today:yyyy-MM-dd}");
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        Assert.Empty(await AnswersAsync()); // the plan was agreed without
        await MoveAsync(new Activities.Cases.DatesToChange { TransferDate = new DateOnly(2027, 5, 3) });
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal(["farewell oslo Person Overall 1"], await AnswersAsync());
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("benefits: an answer outside 1 to 5, or of somebody who declined, is refused under its field, and nothing is kept")]
    public async Task Wrong_answers_are_refused_by_field()
    {
        Undone.UnionWith(["agree-plan"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-20 12:00");
        var outside = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "agree-plan", With(Given.Plan("2027-02-20", "2027-03-01T10:00"), ("personOverall", "6"), ("staffOverall", "0"))));
        Assert.Equal(["personOverall", "staffOverall"], outside.Refusals.Select(refusal => refusal.Field));
        var declined = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "agree-plan", With(Given.Plan("2027-02-20", "2027-03-01T10:00"), ("personOverall", "5"), ("personDeclined", true))));
        Assert.Equal(("personOverall", RefusalCodes.SatisfactionDeclined), (Assert.Single(declined.Refusals).Field, declined.Refusals[0].Code));
        Assert.Empty(await AnswersAsync());
    }

    [Fact]
    [Shows("benefits: figures of a quarter that is over, when at least five have answered; no figure is of somebody")]
    public async Task Figures_are_of_many_and_of_a_quarter_that_is_over()
    {
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await AnswerAsync(4, score: 5);
        await AnswerAsync(2, score: null);
        await UntilAsync("2027-04-01 12:00");
        Assert.Empty(await FiguresAsync()); // of four
        await AnswerAsync(1, score: 2);
        Assert.Equal(["1 farewell Person Overall 5 answers, 2 declined, 4.4"], await FiguresAsync());
        await using (var scope = Services.CreateAsyncScope())
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<SatisfactionFigures>().OfYearAsync(2026, Cancel));
    }

    private async Task AnswerAsync(int count, int? score)
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        for (var i = 0; i < count; i++)
        {
            database.Add(new SatisfactionAnswer
            {
                TaskId = Guid.NewGuid(),
                Respondent = SatisfactionRespondent.Person,
                Question = SatisfactionQuestion.Overall,
                CaseId = CaseId,
                Step = "farewell",
                UnitId = "oslo",
                Score = score,
                GivenOn = new DateOnly(2027, 3, 31),
            });
        }

        await database.SaveChangesAsync(Cancel);
    }

    private async Task<string[]> FiguresAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<SatisfactionFigures>().OfYearAsync(2027, Cancel))
            .Select(figure => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{figure.Quarter} {figure.Step} {figure.Respondent} {figure.Question} {figure.Answers} answers, {figure.Declined} declined, {figure.Mean}"))];
    }

    private static JsonObject With(JsonObject answers, params (string Name, JsonNode Value)[] more)
    {
        foreach (var (name, value) in more)
            answers[name] = value;
        return answers;
    }

    private async Task<string[]> AnswersAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<SatisfactionAnswer>().AsNoTracking().Where(row => row.CaseId == CaseId).ToListAsync(Cancel);
        return [.. rows.Select(row => $"{row.Step} {row.UnitId} {row.Respondent} {row.Question} {(row.Score is { } score ? score : "-")}").Order(StringComparer.Ordinal)];
    }
}

public sealed class SatisfactionOnSqlite(SqliteTestDatabase database) : SatisfactionSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class SatisfactionOnPostgres(PostgresTestDatabase database) : SatisfactionSuite(database), IClassFixture<PostgresTestDatabase>;
