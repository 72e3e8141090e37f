namespace ProcessAutomation.Domain.Refusals;

/// <summary>Measures: who writes about them.</summary>
public static partial class RefusalCodes
{
    /// <summary>Somebody else delivers the measure.</summary>
    public const string MeasureOfAnother = "measure.of-another";
}
