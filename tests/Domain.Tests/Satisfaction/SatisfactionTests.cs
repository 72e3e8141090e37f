using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Satisfaction;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Satisfaction;

public sealed class SatisfactionTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void The_scale_is_one_to_five(int score, bool isTaken)
    {
        var refused = new SatisfactionAnswers([Of(SatisfactionRespondent.Staff, score)], false).Check().ToList();
        Assert.Equal(isTaken, refused.Count == 0);
        Assert.All(refused, refusal => Assert.Equal((RefusalCodes.SatisfactionOutOfRange, "field"), (refusal.Code, refusal.Field)));
    }

    [Fact]
    public void Who_declined_has_not_answered_and_staff_may_still()
    {
        Assert.Equal(RefusalCodes.SatisfactionDeclined, Assert.Single(new SatisfactionAnswers([Of(SatisfactionRespondent.Person, 4)], true).Check()).Code);
        Assert.Empty(new SatisfactionAnswers([Of(SatisfactionRespondent.Staff, 4)], true).Check());
        Assert.False(new SatisfactionAnswers([], true).IsEmpty);
        Assert.True(new SatisfactionAnswers([], false).IsEmpty);
    }

    private static SatisfactionScore Of(SatisfactionRespondent respondent, int score) => new(respondent, SatisfactionQuestion.Overall, score, "field");
}
