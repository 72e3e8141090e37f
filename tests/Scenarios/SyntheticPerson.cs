namespace ProcessAutomation.Scenarios;

/// <summary>A made-up person: month plus 80, as in the tax authority's test register, and control digits that are right.</summary>
internal static class SyntheticPerson
{
    /// <summary>Born 1 January 1990, belongs to nobody.</summary>
    public static string Number { get; } = Make("018190", 100);

    /// <summary>Born the same day, and belongs to nobody either.</summary>
    public static string Another { get; } = Make("018190", 300);

    private static string Make(string date, int individual)
    {
        for (var number = individual; ; number++)
        {
            var digits = date + number.ToString("000", System.Globalization.CultureInfo.InvariantCulture);
            if (Control(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) is { } first && Control(digits + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) is { } second)
                return $"{digits}{first}{second}";
        }
    }

    private static int? Control(string digits, int[] weights)
    {
        var rest = 11 - weights.Select((weight, index) => weight * (digits[index] - '0')).Sum() % 11;
        return rest == 11 ? 0 : rest == 10 ? null : rest;
    }
}
