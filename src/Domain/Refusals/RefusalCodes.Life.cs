namespace ProcessAutomation.Domain.Refusals;

/// <summary>What can be wrong with a case on its way: standstill, handovers called off.</summary>
public static partial class RefusalCodes
{
    /// <summary>No such unit: nobody would ever see the case there.</summary>
    public const string ReceiverUnknown = "handover.receiver-unknown";
}
