namespace ProcessAutomation.Domain.Refusals;

/// <summary>Refusals of handing over and closing.</summary>
public static partial class RefusalCodes
{
    /// <summary>A handover is under way: confirm it or call it off first.</summary>
    public const string HandoverOpen = "handover.open";

    /// <summary>No handover is under way.</summary>
    public const string NoOpenHandover = "handover.none-open";

    /// <summary>The responsibility has gone to the municipality already.</summary>
    public const string ReleaseHandedOver = "handover.release-done";

    /// <summary>Who receives the responsibility is missing.</summary>
    public const string ReceiverMissing = "handover.no-receiver";

    /// <summary>The case is at that unit already.</summary>
    public const string ReceiverIsHere = "handover.receiver-is-here";

    /// <summary>The release date is not known.</summary>
    public const string ReleaseDateMissing = "handover.no-release-date";

    /// <summary>The transfer date is not known.</summary>
    public const string TransferDateMissing = "handover.no-transfer-date";

    /// <summary>No such role in the handover under way.</summary>
    public const string HandoverLineUnknown = "handover.line-unknown";

    /// <summary>The taker must be another member with the same role ({0}).</summary>
    public const string TakerIsLeaver = "handover.taker-is-leaver";

    /// <summary>The role ({0}) is taken by a user of the service, unless it is a release.</summary>
    public const string TakerOutside = "handover.taker-outside";

    /// <summary>No such item on the checklist of the handover under way.</summary>
    public const string ChecklistItemUnknown = "handover.item-unknown";

    /// <summary>The checklist is not done ({0}).</summary>
    public const string ChecklistOpen = "handover.checklist-open";

    /// <summary>A handover is open: confirm it, or let somebody take the responsibility in writing.</summary>
    public const string FarewellWithOpenHandover = "farewell.open-handover";

    /// <summary>Nothing has been handed over: do so, or let somebody take the responsibility in writing.</summary>
    public const string FarewellWithoutHandover = "farewell.no-handover";

    /// <summary>The farewell talk has not been held.</summary>
    public const string CloseWithoutFarewell = "close.no-farewell";

    /// <summary>The case ends with the release's handover: a transfer does not close it.</summary>
    public const string CloseWithoutRelease = "close.no-release";
}
