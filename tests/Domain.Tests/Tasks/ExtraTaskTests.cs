using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Tasks;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Tasks;

public sealed class ExtraTaskTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2027, 1, 4);

    [Theory]
    [InlineData("", "contact-officer", null, null, RefusalCodes.TextMissing, "title")]
    [InlineData("Ring", null, null, null, RefusalCodes.ExtraTaskForNobody, "role")]
    [InlineData("Ring", "contact-officer", "kari", null, RefusalCodes.ExtraTaskForNobody, "role")]
    [InlineData("Ring", "contact-officer", null, "2027-01-03", RefusalCodes.ExtraTaskDuePast, "dueOn")]
    public void A_task_needs_a_title_one_who_does_it_and_a_day_that_is_to_come(string title, string? role, string? assignee, string? dueOn, string code, string field)
    {
        var refused = Assert.IsType<ExtraTaskMaking.Refused>(Make(title, role, assignee, dueOn));
        Assert.Equal((code, field), (refused.Refusal.Code, refused.Refusal.Field));
    }

    [Fact]
    public void A_task_due_today_is_made_and_taken_back_once_with_a_reason()
    {
        var task = Assert.IsType<ExtraTaskMaking.Made>(Make(" Ring ", null, "kari", "2027-01-04")).Task;
        Assert.Equal(("Ring", "kari", Today), (task.Title, task.Assignee, task.DueOn));
        Assert.Equal(RefusalCodes.ReasonMissing, task.Cancel(" ", "lise", Now)?.Code);
        Assert.Null(task.Cancel(" Gjort av andre ", "lise", Now));
        Assert.Equal(("Gjort av andre", "lise", Now), (task.CancelReason, task.CancelledBy, task.CancelledAt));
        Assert.Equal(RefusalCodes.ExtraTaskOver, task.Cancel("igjen", "lise", Now)?.Code);
    }

    private static ExtraTaskMaking Make(string title, string? role, string? assignee, string? dueOn) => ExtraTask.Make(
        new Guid("0197a000-0000-7000-8000-000000000001"), new Guid("0197a000-0000-7000-8000-000000000002"), new Guid("0197a000-0000-7000-8000-000000000003"),
        new NewExtraTask { Title = title, Role = role, Assignee = assignee, DueOn = dueOn is null ? null : DateOnly.Parse(dueOn) }, "kari", Now, Today);
}
