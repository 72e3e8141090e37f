using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Satisfaction;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Satisfaction;

namespace ProcessAutomation.Activities.Satisfaction;

/// <summary>What was answered to one question in a quarter.</summary>
/// <param name="Quarter">1 to 4.</param>
/// <param name="Step">Step of the talk.</param>
/// <param name="Respondent">The person or staff.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answers">How many answered; never fewer than <see cref="SatisfactionFigures.Fewest"/>.</param>
/// <param name="Declined">How many were asked and declined.</param>
/// <param name="Mean">Of the answers, 1 to 5, with two decimals.</param>
public sealed record SatisfactionFigure(int Quarter, string Step, SatisfactionRespondent Respondent, SatisfactionQuestion Question, int Answers, int Declined, double Mean);

/// <summary>
/// The only reading of answers about satisfaction: figures of a quarter that is over. A question that few answered is left out, so that no figure is of
/// somebody; there are no figures of a unit or of days, which could be subtracted from each other. Lives with its scope's database context.
/// </summary>
public sealed class SatisfactionFigures(CaseDbContext database, BusinessClock clock)
{
    /// <summary>Fewest answers a figure is made of.</summary>
    public const int Fewest = 5;

    /// <summary>The figures of a year, by quarter, step and question; empty: none yet.</summary>
    /// <param name="year">1–9998.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async ValueTask<ImmutableArray<SatisfactionFigure>> OfYearAsync(int year, CancellationToken cancellationToken)
    {
        var today = NorwegianTime.DateOf(clock.GetUtcNow());
        var figures = ImmutableArray.CreateBuilder<SatisfactionFigure>();
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            var from = new DateOnly(year, (quarter * 3) - 2, 1);
            var until = from.AddMonths(3);
            if (until > today)
                break;
            var groups = await database.Set<SatisfactionAnswer>().AsNoTracking().Where(row => row.GivenOn >= from && row.GivenOn < until)
                .GroupBy(row => new { row.Step, row.Respondent, row.Question })
                .Select(group => new { group.Key, Asked = group.Count(), Answers = group.Count(row => row.Score != null), Mean = group.Average(row => (double?)row.Score) })
                .ToListAsync(cancellationToken);
            figures.AddRange(groups.Where(group => group.Answers >= Fewest)
                .OrderBy(group => group.Key.Step, StringComparer.Ordinal).ThenBy(group => group.Key.Respondent).ThenBy(group => group.Key.Question)
                .Select(group => new SatisfactionFigure(quarter, group.Key.Step, group.Key.Respondent, group.Key.Question, group.Answers, group.Asked - group.Answers, Math.Round(group.Mean ?? 0, 2))));
        }

        return figures.ToImmutable();
    }
}
