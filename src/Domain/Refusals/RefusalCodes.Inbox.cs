namespace ProcessAutomation.Domain.Refusals;

public static partial class RefusalCodes
{
    /// <summary>The user ({0}) may not see the case or not do this task: choose somebody who may.</summary>
    public const string TaskReceiverMayNot = "task.receiver-may-not";

    /// <summary>The user has the task already.</summary>
    public const string TaskReceiverHasIt = "task.receiver-has-it";

    /// <summary>A task comes back on a later day than today ({0}).</summary>
    public const string TaskReturnNotLater = "task.return-not-later";

    /// <summary>A task is on hold for {0} days at most.</summary>
    public const string TaskReturnTooLate = "task.return-too-late";

    /// <summary>The task is not on hold.</summary>
    public const string TaskNotOnHold = "task.not-on-hold";

    /// <summary>You have a filter of that name: choose another.</summary>
    public const string FilterNameTaken = "filter.name-taken";

    /// <summary>There is nothing to save: choose something in the filter first.</summary>
    public const string FilterEmpty = "filter.empty";

    /// <summary>You are not in the group: share with one you are in.</summary>
    public const string FilterGroupMissing = "filter.group-missing";

    /// <summary>You keep {0} filters already, which is the most: delete one first.</summary>
    public const string TooManyFilters = "filter.too-many";
}
