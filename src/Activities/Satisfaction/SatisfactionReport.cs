using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Satisfaction;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Satisfaction;

namespace ProcessAutomation.Activities.Satisfaction;

/// <summary>What was answered about satisfaction in one talk.</summary>
/// <param name="TaskId">The task of the talk, also when it is corrected by another.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Step">Its step.</param>
/// <param name="UnitId">The unit that held it.</param>
/// <param name="Answers">Already checked.</param>
public sealed record SatisfactionReport(Guid TaskId, Guid CaseId, string Step, string UnitId, SatisfactionAnswers Answers)
{
    /// <summary>Keeps the answers. A question answered before, in the same talk, has the new answer alone; one that is not answered now stays as it is.</summary>
    internal async ValueTask KeepAsync(CaseDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var given = Answers.Scores.Select(score => (score.Respondent, score.Question, Score: (int?)score.Score)).ToList();
        if (Answers.PersonDeclined)
            given.AddRange(SatisfactionAnswers.OfPerson.Select(question => (SatisfactionRespondent.Person, question, (int?)null)));
        var (task, on) = (TaskId, NorwegianTime.DateOf(now));
        var before = await database.Set<SatisfactionAnswer>().Where(row => row.TaskId == task).ToListAsync(cancellationToken);
        foreach (var (respondent, question, score) in given)
        {
            var unit = before is [var first, ..] ? first.UnitId : UnitId; // a correction may come when the case is elsewhere
            var row = new SatisfactionAnswer { TaskId = task, Respondent = respondent, Question = question, CaseId = CaseId, Step = Step, UnitId = unit, Score = score, GivenOn = on };
            if (before.Find(old => old.Respondent == respondent && old.Question == question) is { } stored)
                database.Entry(stored).CurrentValues.SetValues(row);
            else
                database.Add(row);
        }
    }
}
