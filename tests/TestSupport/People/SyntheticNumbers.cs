using System.Globalization;

namespace ProcessAutomation.TestSupport.People;

/// <summary>National numbers of the synthetic register (month + 80), which belong to nobody. Thread-safe.</summary>
public static class SyntheticNumbers
{
    private static readonly int[] First = [3, 7, 6, 1, 8, 9, 4, 5, 2];
    private static readonly int[] Second = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    private static int last;

    /// <summary>Another one each time, some millions.</summary>
    public static string Next()
    {
        while (true)
        {
            var count = Interlocked.Increment(ref last);
            var digits = string.Create(CultureInfo.InvariantCulture, $"{(count % 28) + 1:00}{(count / 28 % 12) + 81:00}{90 - (count / 134_400 % 50):00}{(count / 336 % 400) + 100:000}");
            if (Control(digits, First) is { } one && Control(digits + one, Second) is { } two)
                return digits + one + two;
        }
    }

    /// <summary>The first number of a day, written <c>ddmmyy</c> with the month plus 80, whose individual number is not below another; the same each time.</summary>
    public static string From(string day, int individual)
    {
        for (var number = individual; ; number++)
        {
            var digits = day + number.ToString("000", CultureInfo.InvariantCulture);
            if (Control(digits, First) is { } one && Control(digits + one, Second) is { } two)
                return digits + one + two;
        }
    }

    private static string? Control(string digits, int[] weights) =>
        ((11 - (digits.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11)) % 11) is var control and not 10 ? control.ToString(CultureInfo.InvariantCulture) : null;
}
