namespace ProcessAutomation.Activities.Tasks;

/// <summary>Which tasks a list shows.</summary>
public enum TaskList
{
    /// <summary>Claimed by or assigned to the viewer, or of a role the viewer holds.</summary>
    Mine = 0,

    /// <summary>Those a group of the viewer's may take, and those of others at the viewer's units for whom the viewer may stand in.</summary>
    Group = 1,

    /// <summary>Of both, those whose deadline is over, also while they are on hold.</summary>
    Overdue = 2,

    /// <summary>Of both, those on hold; they are in no other list but <see cref="Overdue"/>.</summary>
    OnHold = 3,

    /// <summary>Those the viewer completed lately, latest first.</summary>
    Done = 4,
}

/// <summary>What a list is narrowed to; a null narrows nothing.</summary>
public sealed record TaskFilter
{
    /// <summary>No narrowing.</summary>
    public static TaskFilter None { get; } = new();

    /// <summary>
    /// Words that must all be found: each at the beginning of a name of the person, in the title or the name of the step, or at the beginning of the case's
    /// reference.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>Key of the process step.</summary>
    public string? Step { get; init; }

    /// <summary>Id of the unit that has the case.</summary>
    public string? Unit { get; init; }

    /// <summary>Role in the case, or key of a group that may take it.</summary>
    public string? Role { get; init; }

    /// <summary>Due today or within so many days after, 0–3650; what is overdue is within.</summary>
    public int? DueWithinDays { get; init; }

    /// <summary>User id of who has it: by claim, by name, or by the role when nobody has claimed it.</summary>
    public string? Holder { get; init; }
}
