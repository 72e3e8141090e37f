using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Takeover;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>
/// What a notice tells of, as an input of the activities that send. When the case was taken over with that fact, whoever had it then has told of it, and
/// nothing is sent; when the fact comes anew later, it is.
/// </summary>
internal static class ToldBefore
{
    /// <summary>The input; each activity has its own.</summary>
    public static Input<string> Input() => new("About")
    {
        DisplayName = "Det varselet forteller om",
        Description = "Ble saken overtatt etter at dette var skjedd, er det fortalt før, og varselet sendes ikke.",
        UiHint = "dropdown",
        UiSpecifications = Choices.Dropdown([new Choice("", Phrase.Plain("(ingenting bestemt)")), .. Facts()]),
    };

    /// <summary>Refuses a constant that is no such fact.</summary>
    public static void Check(ActivityNode node, Input<string> about, ProblemSink problems) =>
        NodeCheck.Constant(node, about, problems, fact => TakenOverFacts.All.Contains(fact, StringComparer.Ordinal), $"is nothing a case is taken over with");

    /// <summary>Whether it was told before the case was taken over; then the journal says so.</summary>
    public static ValueTask<bool> IsSoAsync(ActivityContext context, Input<string> input, Case subject, CancellationToken cancellationToken) =>
        IsSoAsync(context, context.Get(input), subject, cancellationToken);

    /// <summary>The same of one of <see cref="TakenOverFacts"/>; null or empty: of nothing.</summary>
    public static async ValueTask<bool> IsSoAsync(ActivityContext context, string? about, Case subject, CancellationToken cancellationToken)
    {
        if (subject.TakenOverIn is null || string.IsNullOrEmpty(about))
            return false;
        var facts = context.Services.GetRequiredService<CaseDbContext>().Set<TakenOverFact>();
        var taken = facts.Local.FirstOrDefault(row => row.CaseId == subject.Id && row.Fact == about)
            ?? await facts.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == subject.Id && row.Fact == about, cancellationToken);
        if (taken is null || !taken.IsStill(subject.Facts))
            return false;
        context.Journal("ToldBefore", $"The case was taken over with {about}.");
        return true;
    }

    private static ImmutableArray<Choice> Facts() => [.. TakenOverFacts.All.Select(fact => new Choice(fact, fact switch
    {
        TakenOverFacts.DatesNotified => new Phrase("at datoene er varslet", "at datoane er varsla", "the dates were notified"),
        TakenOverFacts.NeedsShared => new Phrase("at behovskartet er delt", "at behovskartet er delt", "the needs map was shared"),
        _ => Deadlines.DeadlineWords.Choices.First(choice => choice.Value == fact).Label,
    }))];
}
