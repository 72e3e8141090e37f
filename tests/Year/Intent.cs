namespace ProcessAutomation.Year;

/// <summary>What those who could do a task have in mind with it.</summary>
internal sealed class Intent
{
    /// <summary>The day it is going to be done by whose it is; null: never.</summary>
    public DateOnly? On { get; set; }

    /// <summary>The day the unit leader does it for them, once it is overdue; null: nobody has noticed yet.</summary>
    public DateOnly? LeaderOn { get; set; }

    /// <summary>The first answer has something wrong in it.</summary>
    public bool IsWrongFirst { get; set; }

    /// <summary>Claims it and gives it back before doing it.</summary>
    public bool ChangesMind { get; set; }

    /// <summary>Honest answers that were refused.</summary>
    public int Refusals { get; set; }

    public required Dice Dice { get; init; }

    /// <summary>Makes up somebody's mind about a task seen for the first time.</summary>
    public static Intent For(ListedTask task, DateOnly today, DateOnly? due, Dice dice)
    {
        var intent = new Intent { Dice = dice, IsWrongFirst = dice.Chance(12), ChangesMind = dice.Chance(6) };
        var last = due is { } day && day > today ? day : today;
        intent.On = dice.Between(1, 100) switch
        {
            <= 9 => null,
            <= 28 => last.AddDays(dice.Between(1, 8)),
            _ => InTime(task.Step, today, last, dice),
        };
        return intent;
    }

    private static DateOnly InTime(string step, DateOnly today, DateOnly last, Dice dice)
    {
        var days = last.DayNumber - today.DayNumber;
        return step switch
        {
            "arrival" => last,
            "progress-talk" or "group-meeting" or "farewell" => last.AddDays(-dice.Between(0, Math.Min(days, 4))),
            "summons" or "establish-group" or "confirm-handover" or "complete-handover" => today.AddDays(dice.Between(0, Math.Min(days, 12))),
            _ => today.AddDays(dice.Between(0, Math.Min(days, 4))),
        };
    }
}
