using ProcessAutomation.Domain.People;
using Xunit;

namespace ProcessAutomation.Domain.Tests.People;

public sealed class NationalNumberTests
{
    [Theory]
    [InlineData("010190", 750, NationalNumberKind.Birth, false, "")] // 750 with year 90 has no century
    [InlineData("010190", 100, NationalNumberKind.Birth, false, "1990-01-01")]
    [InlineData("418190", 100, NationalNumberKind.D, true, "1990-01-01")]
    [InlineData("018190", 100, NationalNumberKind.Birth, true, "1990-01-01")]
    [InlineData("410190", 100, NationalNumberKind.D, false, "1990-01-01")]
    [InlineData("014190", 100, NationalNumberKind.H, false, "1990-01-01")]
    [InlineData("298004", 600, NationalNumberKind.Birth, false, "")] // month 80 is none
    [InlineData("298204", 600, NationalNumberKind.Birth, true, "2004-02-29")]
    [InlineData("298203", 600, NationalNumberKind.Birth, true, "")] // no leap year
    [InlineData("010145", 950, NationalNumberKind.Birth, false, "1945-01-01")]
    [InlineData("010190", 500, NationalNumberKind.Birth, false, "1890-01-01")]
    [InlineData("010160", 600, NationalNumberKind.Birth, false, "1860-01-01")]
    public void Kind_and_date_come_from_the_digits(string date, int individual, NationalNumberKind kind, bool synthetic, string born)
    {
        var text = Numbers.From(date, individual);
        if (born.Length == 0)
        {
            Assert.False(NationalNumber.TryParse(text, out _));
            return;
        }

        Assert.True(NationalNumber.TryParse(text, out var number));
        Assert.Equal((kind, synthetic, DateOnly.Parse(born)), (number.Kind, number.IsSynthetic, number.BornOn));
    }

    [Fact]
    public void Any_single_digit_wrong_is_found()
    {
        var right = Numbers.From("018190", 100);
        for (var place = 0; place < right.Length; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var changed = right[..place] + digit + right[(place + 1)..];
                Assert.Equal(changed == right, NationalNumber.TryParse(changed, out _));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0181901000")]
    [InlineData("018190100000")]
    [InlineData("01819010a00")]
    [InlineData("٠١٨١٩٠١٠٠٠٠")] // digits, but not ours
    [InlineData("00000000000")]
    public void What_is_no_number_is_refused(string? text) => Assert.False(NationalNumber.TryParse(text, out _));

    [Fact]
    public void A_number_shows_itself_masked()
    {
        Assert.True(NationalNumber.TryParse(Numbers.From("018190", 100).Insert(6, " "), out var number));
        Assert.Equal("018190 *****", $"{number}");
    }
}

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("kari@example.no", true)]
    [InlineData("kari.nordmann+pop@post.example.no", true)]
    [InlineData("kari", false)]
    [InlineData("kari@example", false)]
    [InlineData("kari@@example.no", false)]
    [InlineData("kari@example..no", false)]
    [InlineData(".kari@example.no", false)]
    [InlineData("kari@-example.no", false)]
    [InlineData("kari @example.no", false)]
    [InlineData("Kari <kari@example.no>", false)]
    [InlineData("kari@example.no\r\nBcc: all@example.no", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Addresses_are_told_from_other_text(string? text, bool isAddress) => Assert.Equal(isAddress, EmailAddress.IsValid(text));
}

/// <summary>Makes numbers with right control digits, for tests only.</summary>
public static class Numbers
{
    /// <summary>The date part as it stands, and the first individual number from <paramref name="individual"/> on that has control digits.</summary>
    public static string From(string date, int individual)
    {
        for (var next = individual; next < 1000; next++)
        {
            var nine = $"{date}{next:000}";
            var first = Control(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
            var second = first == 10 ? 10 : Control(nine + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
            if (second < 10)
                return $"{nine}{first}{second}";
        }

        throw new ArgumentException("No number with that date.", nameof(date));
    }

    private static int Control(string digits, int[] weights)
    {
        var rest = digits.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11;
        return rest == 0 ? 0 : 11 - rest;
    }
}
