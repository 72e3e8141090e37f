using System.ComponentModel.DataAnnotations;

namespace ProcessAutomation.Host.Clock;

/// <summary>How the manual clock is moved. Section <c>Clock</c>; Development only.</summary>
public sealed class ManualClockOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Clock";

    /// <summary>Mails that leave at the same time when many are due. Default 1: they leave in the order they became due.</summary>
    [Range(1, 32)]
    public int Couriers { get; set; } = 1;
}
