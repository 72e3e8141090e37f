using System.Collections.Immutable;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Satisfaction;

/// <summary>Who answers. Stored as the numbers.</summary>
public enum SatisfactionRespondent
{
    /// <summary>The person the case is about, asked in the talk.</summary>
    Person = 1,

    /// <summary>Whoever holds the talk.</summary>
    Staff = 2,
}

/// <summary>What is asked. Stored as the numbers.</summary>
public enum SatisfactionQuestion
{
    /// <summary>How satisfied, all in all. Asked of both.</summary>
    Overall = 1,

    /// <summary>Whether the person was heard and could decide. Asked of the person.</summary>
    Influence = 2,

    /// <summary>Whether the services worked together. Asked of staff.</summary>
    Cooperation = 3,
}

/// <summary>One answer. <paramref name="Score"/>: 1 (very dissatisfied) to 5 (very satisfied). <paramref name="Field"/>: what the form calls it.</summary>
public sealed record SatisfactionScore(SatisfactionRespondent Respondent, SatisfactionQuestion Question, int Score, string Field);

/// <summary>
/// What the person and staff answered to the few questions at steps 5 and 8. Nobody has to answer. For indicators alone: no fact of the case, in no notice, read
/// by no flow.
/// </summary>
/// <param name="Scores">Answers that were given; each question at most once.</param>
/// <param name="PersonDeclined">The person was asked and did not want to answer.</param>
public sealed record SatisfactionAnswers(ImmutableArray<SatisfactionScore> Scores, bool PersonDeclined)
{
    /// <summary>The lowest score.</summary>
    public const int Lowest = 1;

    /// <summary>The highest score.</summary>
    public const int Highest = 5;

    /// <summary>What the person is asked.</summary>
    public static ImmutableArray<SatisfactionQuestion> OfPerson { get; } = [SatisfactionQuestion.Influence, SatisfactionQuestion.Overall];

    /// <summary>Whether nobody answered or declined.</summary>
    public bool IsEmpty => Scores.IsEmpty && !PersonDeclined;

    /// <summary>Refuses a score outside 1 to 5, and answers of a person who declined, each under its field.</summary>
    public IEnumerable<Refusal> Check()
    {
        foreach (var score in Scores)
        {
            if (score.Score is < Lowest or > Highest)
                yield return Refusal.Of(RefusalCodes.SatisfactionOutOfRange, score.Field, $"{Lowest}", $"{Highest}");
            else if (PersonDeclined && score.Respondent == SatisfactionRespondent.Person)
                yield return Refusal.Of(RefusalCodes.SatisfactionDeclined, score.Field);
        }
    }
}
