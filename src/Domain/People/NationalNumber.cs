using System.Diagnostics.CodeAnalysis;

namespace ProcessAutomation.Domain.People;

/// <summary>What kind of number it is.</summary>
public enum NationalNumberKind
{
    /// <summary>Birth number (fødselsnummer).</summary>
    Birth = 1,

    /// <summary>D-number, for those who are here for a time: 40 added to the day.</summary>
    D = 2,

    /// <summary>H-number, a help number: 40 added to the month.</summary>
    H = 3,
}

/// <summary>
/// A Norwegian national identity number of 11 digits with its two control digits (modulus 11). Synthetic numbers of the tax authority's
/// test register have 80 added to the month, on top of any kind. Shows itself masked; the digits are read on purpose only.
/// </summary>
public sealed record NationalNumber
{
    private static readonly int[] FirstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    private static readonly int[] SecondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

    private NationalNumber(string digits, NationalNumberKind kind, bool isSynthetic, DateOnly bornOn) =>
        (Digits, Kind, IsSynthetic, BornOn) = (digits, kind, isSynthetic, bornOn);

    /// <summary>All 11 digits. Never shown by default, logged or sent.</summary>
    public string Digits { get; }

    /// <summary>Birth, D or H.</summary>
    public NationalNumberKind Kind { get; }

    /// <summary>From the test register: belongs to no living person.</summary>
    public bool IsSynthetic { get; }

    /// <summary>The date of birth.</summary>
    public DateOnly BornOn { get; }

    /// <summary>The date part, the rest hidden: "010190 *****".</summary>
    public string Masked => $"{Digits[..6]} *****";

    /// <summary>Reads a number; spaces are passed over. False when the length, the date, the century or a control digit is wrong.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NationalNumber? number)
    {
        number = null;
        var digits = text?.Replace(" ", "", StringComparison.Ordinal);
        if (digits is not { Length: 11 } || digits.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            return false;
        if (!Controls(digits, FirstWeights) || !Controls(digits, SecondWeights))
            return false;
        var (day, month, year) = (int.Parse(digits.AsSpan(0, 2), provider: null), int.Parse(digits.AsSpan(2, 2), provider: null), int.Parse(digits.AsSpan(4, 2), provider: null));
        var isSynthetic = month > 80;
        if (isSynthetic)
            month -= 80;
        var kind = (day > 40, month > 40) switch
        {
            (true, true) => (NationalNumberKind?)null,
            (true, false) => NationalNumberKind.D,
            (false, true) => NationalNumberKind.H,
            _ => NationalNumberKind.Birth,
        };
        if (kind is null || Century(int.Parse(digits.AsSpan(6, 3), provider: null), year) is not { } century)
            return false;
        if (kind == NationalNumberKind.D)
            day -= 40;
        if (kind == NationalNumberKind.H)
            month -= 40;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(century + year, month))
            return false;
        number = new NationalNumber(digits, kind.Value, isSynthetic, new DateOnly(century + year, month, day));
        return true;
    }

    /// <summary>Masked, so that no log or page shows the digits by accident.</summary>
    public override string ToString() => Masked;

    private static bool Controls(string digits, int[] weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * (digits[i] - '0');
        return sum % 11 == 0;
    }

    private static int? Century(int individual, int year) => individual switch
    {
        < 500 => 1900,
        < 750 when year >= 54 => 1800,
        >= 900 when year >= 40 => 1900,
        _ when year < 40 => 2000,
        _ => null,
    };
}
