using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ProcessAutomation.Engine.Values;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Values;

public sealed class ValueConverterTests
{
    [Theory]
    [InlineData("42")]
    [InlineData("-1.5e3")]
    [InlineData("\"42\"")]
    public void A_number_is_neither_a_list_nor_a_map(string text)
    {
        foreach (var type in new[] { typeof(string[]), typeof(int[]), typeof(object[]), typeof(IReadOnlyDictionary<string, object?>), typeof(IReadOnlyDictionary<string, string?>) })
        {
            Assert.False(ValueConverter.TryConvert(text, type, out var value), $"{type.Name}: {value}");
        }
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData(" TRUE ", true)]
    public void Booleans_are_read_as_the_designer_writes_them(string text, bool expected) => Assert.Equal(expected, Converted(text, typeof(bool)));

    [Theory]
    [InlineData("00:01:00", 60)]
    [InlineData("7.00:00:00", 604_800)]
    [InlineData("7", 604_800)]
    [InlineData("P7D", 604_800)]
    [InlineData("P2W", 1_209_600)]
    [InlineData("-P1W", -604_800)]
    [InlineData("PT1H30M", 5_400)]
    [InlineData("P1DT12H", 129_600)]
    [InlineData("-PT1S", -1)]
    public void Durations_come_in_three_ways(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Converted(text, typeof(TimeSpan)));

    [Theory]
    [InlineData("2027-01-12T08:00:00+01:00", "2027-01-12T07:00:00Z")]
    [InlineData("2027-01-12T08:00:00Z", "2027-01-12T08:00:00Z")]
    [InlineData("2027-01-12T08:00:00", "2027-01-12T08:00:00Z")]
    [InlineData("2027-01-12T08:00:00.1234567Z", "2027-01-12T08:00:00.123456Z")]
    [InlineData("2027-01-12", "2027-01-12T00:00:00Z")]
    [InlineData("12/24/2026 12:00:00 AM", "2026-12-24T00:00:00Z")]
    [InlineData("12/24/2026 1:30:00\u202fPM", "2026-12-24T13:30:00Z")]
    [InlineData("1/2/2027", "2027-01-02T00:00:00Z")]
    public void Instants_are_utc_to_the_microsecond(string text, string expected)
    {
        var instant = Assert.IsType<DateTimeOffset>(Converted(text, typeof(DateTimeOffset)));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), instant);
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Theory]
    [InlineData("yes", typeof(bool))]
    [InlineData("1.5", typeof(int))]
    [InlineData("1,5", typeof(decimal))]
    [InlineData("99999999999", typeof(int))]
    [InlineData("1e999", typeof(double))]
    [InlineData("tomorrow", typeof(DateTimeOffset))]
    [InlineData("1.5", typeof(DateTimeOffset))]
    [InlineData("31/12/2026", typeof(DateOnly))]
    [InlineData("P1M", typeof(TimeSpan))]
    [InlineData("P1Y", typeof(TimeSpan))]
    [InlineData("P99999999999999999D", typeof(TimeSpan))]
    [InlineData("PW", typeof(TimeSpan))]
    [InlineData("aWP", typeof(TimeSpan))]
    [InlineData("P", typeof(TimeSpan))]
    [InlineData("PT", typeof(TimeSpan))]
    [InlineData("soon", typeof(TimeSpan))]
    [InlineData("x", typeof(Guid))]
    [InlineData("2", typeof(DayOfWeek))]
    [InlineData("{}", typeof(string[]))]
    [InlineData("[\"a\"", typeof(string[]))]
    [InlineData("[null]", typeof(int[]))]
    [InlineData("[1]", typeof(IReadOnlyDictionary<string, object?>))]
    public void What_is_none_of_the_type_is_refused(string text, Type type)
    {
        Assert.False(ValueConverter.TryConvert(text, type, out var result));
        Assert.Null(result);
    }

    [Fact]
    public void Compounds_come_from_json()
    {
        Assert.Equal(new[] { "a", "b" }, Converted("[\"a\",\"b\"]", typeof(string[])));
        Assert.Equal(new[] { 1, 2 }, Converted("[1,2]", typeof(int[])));
        var map = Assert.IsType<IReadOnlyDictionary<string, object?>>(Converted("{\"a\":1,\"b\":\"x\",\"c\":[1]}", typeof(IReadOnlyDictionary<string, object?>)), exactMatch: false);
        Assert.Equal([1L, "x"], [map["a"], map["b"]]);
        Assert.Equal(JsonValueKind.Array, ((JsonElement)map["c"]!).ValueKind);
        Assert.Equal("1", ((IReadOnlyDictionary<string, string?>)Converted("{\"a\":1}", typeof(IReadOnlyDictionary<string, string?>))!)["a"]);
        Assert.Equal(DayOfWeek.Monday, Converted("monday", typeof(DayOfWeek)));
    }

    [Fact]
    public void Numbers_never_lose_anything()
    {
        Assert.False(ValueConverter.TryConvert(1.5, typeof(int), out _));
        Assert.False(ValueConverter.TryConvert(long.MaxValue, typeof(int), out _));
        Assert.Equal(3, Converted(3L, typeof(int)));
        Assert.Equal(3m, Converted(3, typeof(decimal)));
        Assert.Equal("1.5", Converted(1.5, typeof(string)));
    }

    [Fact]
    public void Null_is_null_for_every_type()
    {
        Assert.All([typeof(int), typeof(string), typeof(object), typeof(string[])], type =>
        {
            Assert.True(ValueConverter.TryConvert(null, type, out var result));
            Assert.Null(result);
            using var document = JsonDocument.Parse("null");
            Assert.True(ValueConverter.TryConvert(document.RootElement, type, out result));
            Assert.Null(result);
        });
    }

    [Fact]
    public void Text_of_a_value_reads_back_as_the_value()
    {
        Check.QuickThrowOnFailure(Prop.ForAll((int value) => Returns(value)));
        Check.QuickThrowOnFailure(Prop.ForAll((long value) => Returns(value)));
        Check.QuickThrowOnFailure(Prop.ForAll((decimal value) => Returns(value)));
        Check.QuickThrowOnFailure(Prop.ForAll((double value) => !double.IsFinite(value) || Returns(value)));
        Check.QuickThrowOnFailure(Prop.ForAll((bool value) => Returns(value)));
        Check.QuickThrowOnFailure(Prop.ForAll((Guid value) => Returns(value)));
        Check.QuickThrowOnFailure(Prop.ForAll((TimeSpan value) => Returns(value)));
        Check.QuickThrowOnFailure(Prop.ForAll((DateTime value) => Returns(DateOnly.FromDateTime(value))));
        Check.QuickThrowOnFailure(Prop.ForAll((DateTimeOffset value) => Returns(Instants.Truncate(value))));
    }

    [Fact]
    public void Whatever_the_text_conversion_never_throws() =>
        Check.QuickThrowOnFailure(Prop.ForAll((string text) => ValueTypes.Names.All(name => ValueConverter.TryConvert(text, ValueTypes.Find(name)!, out var result) || result is null)));

    private static bool Returns(object value) => Equals(value, Converted(ValueText.Of(value), value.GetType()));

    private static object? Converted(object? value, Type type)
    {
        Assert.True(ValueConverter.TryConvert(value, type, out var result), $"{value} as {type.Name}");
        return result;
    }
}
