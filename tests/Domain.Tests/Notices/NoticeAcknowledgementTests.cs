using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Notices;

public sealed class NoticeAcknowledgementTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_recipients_first_answer_stands()
    {
        var asked = Asked();
        Assert.Null(asked.Reply(NoticeAnswer.Received, "  ", null, Now));
        Assert.True(asked is { Answer: NoticeAnswer.Received, Message: null, ByLink: true, AnsweredBy: null });
        Assert.Equal(RefusalCodes.NoticeAnswered, asked.Reply(NoticeAnswer.NotOurs, null, "nina", Now)?.Code);
        Assert.Equal(RefusalCodes.NoticeAnswered, asked.ReplyFor(NoticeAnswer.NotOurs, null, "kari", Now)?.Code);
        Assert.Equal(NoticeAnswer.Received, asked.Answer);
    }

    [Fact]
    public void What_is_not_theirs_may_be_answered_once_more_by_those_who_keep_the_case()
    {
        var asked = Asked();
        Assert.Null(asked.Reply(NoticeAnswer.NotOurs, "Feil kontor", null, Now));
        Assert.Equal(RefusalCodes.NoticeAnswered, asked.Reply(NoticeAnswer.Taken, null, null, Now)?.Code);
        Assert.Null(asked.ReplyFor(NoticeAnswer.Taken, null, "kari", Now.AddDays(1)));
        Assert.True(asked is { Answer: NoticeAnswer.Taken, Message: null, ByLink: false, AnsweredBy: "kari" });
        Assert.Equal(Now.AddDays(1), asked.AnsweredAt);
    }

    [Theory]
    [InlineData(NoticeAnswer.None, 0, RefusalCodes.NoticeAnswerUnknown, "answer")]
    [InlineData((NoticeAnswer)9, 0, RefusalCodes.NoticeAnswerUnknown, "answer")]
    [InlineData(NoticeAnswer.Taken, 1001, RefusalCodes.TextTooLong, "message")]
    public void What_is_no_answer_is_refused_and_changes_nothing(NoticeAnswer answer, int length, string code, string field)
    {
        var asked = Asked();
        var refusal = asked.Reply(answer, new string('x', length), null, Now);
        Assert.Equal((code, field), (refusal?.Code, refusal?.Field));
        Assert.Equal((NoticeAnswer.None, null), (asked.Answer, asked.AnsweredAt));
    }

    private static NoticeAcknowledgement Asked() => new(new Guid("0197a000-0000-7000-8000-000000000001"), new Guid("0197a000-0000-7000-8000-000000000002"), RecipientKind.Member, "1", Now);
}
