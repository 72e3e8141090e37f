namespace ProcessAutomation.Domain.Refusals;

/// <summary>What can be wrong when the group is asked after all, or asked anew.</summary>
public static partial class RefusalCodes
{
    /// <summary>Input is open already.</summary>
    public const string InputOpen = "input.open";

    /// <summary>Another person is registered with that number.</summary>
    public const string NumberTaken = "person.number-taken";
}
