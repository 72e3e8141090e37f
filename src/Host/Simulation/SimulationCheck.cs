using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Simulation;

/// <summary>Whether a wish can be played. Pure.</summary>
internal static class SimulationCheck
{
    /// <summary>The longest sentence that is played, in days: ten years.</summary>
    public const int MostDays = 3_660;

    /// <summary>Every fault of a wish; empty: none. Dates are refused in the words of the case.</summary>
    public static ImmutableArray<Refusal> Check(SimulationWish wish, DateOnly today)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        if (wish.StartDate < today || wish.StartDate > today.AddDays(MostDays))
            refusals.Add(Refusal.Of(SimulationCodes.StartOutside, "startDate", today, today.AddDays(MostDays)));
        if (wish.ReleaseDate <= wish.StartDate)
            refusals.Add(Refusal.Of(RefusalCodes.ReleaseNotAfterStart, "releaseDate", wish.StartDate));
        else if (wish.ReleaseDate > wish.StartDate.AddDays(MostDays))
            refusals.Add(Refusal.Of(SimulationCodes.SentenceTooLong, "releaseDate", MostDays.ToString(CultureInfo.InvariantCulture)));
        if (wish.TransferDate < wish.StartDate || wish.TransferDate > wish.ReleaseDate)
            refusals.Add(Refusal.Of(RefusalCodes.TransferOutsideSentence, "transferDate"));
        if (wish.DaysLate is < 1 or > SimulationWish.MostDaysLate)
            refusals.Add(Refusal.Of(SimulationCodes.DaysLate, "daysLate", SimulationWish.MostDaysLate.ToString(CultureInfo.InvariantCulture)));
        return refusals.ToImmutable();
    }
}

/// <summary>What a simulation is refused for, besides the codes of the case.</summary>
internal static class SimulationCodes
{
    /// <summary>The start lies before today or too far ahead.</summary>
    public const string StartOutside = "simulation.start-outside";

    /// <summary>The sentence is longer than is played.</summary>
    public const string SentenceTooLong = "simulation.sentence-too-long";

    /// <summary>Days late are not 1 to 60.</summary>
    public const string DaysLate = "simulation.days-late";
}
