using System.Buffers;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ProcessAutomation.Engine.Values;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Values;

public sealed class ValueCodecTests
{
    public static TheoryData<object> Values { get; } =
    [
        "text", "", true, false, 1, -5, 1L, long.MaxValue, 1.5, 1.0, 2.5m, 1.5f, Guid.Parse("0197b6a4-0000-7000-8000-000000000001"), TimeSpan.FromDays(7),
        new DateOnly(2027, 1, 12), new DateTimeOffset(2027, 1, 12, 7, 0, 0, TimeSpan.Zero).AddMicroseconds(1), new DateTime(2027, 1, 12, 7, 0, 0, DateTimeKind.Utc),
        new[] { "a", "b" }, new[] { 1, 2 }, new object[] { 1, "a", new DateOnly(2027, 1, 12), new object[] { 2m } },
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void What_goes_in_comes_out_with_its_type(object value)
    {
        Assert.Equal(value, Kept(value, value.GetType()));
        var fromObject = Kept(value, typeof(object));
        Assert.Equal(value, fromObject);
        Assert.IsType(value.GetType(), fromObject);
    }

    [Fact]
    public void Json_and_dictionaries_come_out_alike()
    {
        Assert.True(JsonValues.TryParse("{\"$type\":\"not ours\",\"a\":[1,2.50,null,\"x\"]}", out var json));
        Assert.Equal(json.GetRawText(), ((JsonElement)Kept(json, typeof(object))!).GetRawText());
        Assert.Equal(json.GetRawText(), ((JsonElement)Kept(json, typeof(JsonElement))!).GetRawText());
        var map = new Dictionary<string, object?> { ["a"] = 1, ["b"] = new DateOnly(2027, 1, 12), ["$type"] = "x", ["n"] = null };
        Assert.Equal(map, Kept(map, typeof(object)));
        Assert.Equal(map, Kept(map, typeof(IReadOnlyDictionary<string, object?>)));
        Assert.Null(Kept(null, typeof(object)));
        Assert.Null(Kept(null, typeof(int)));
    }

    [Fact]
    public void Any_text_comes_out_alike_from_a_variable_of_any_type() =>
        Check.QuickThrowOnFailure(Prop.ForAll((string text) => text is null || text.Any(char.IsSurrogate) || (Equals(text, Kept(text, typeof(object))) && Equals(text, Kept(text, typeof(string))))));

    [Fact]
    public void A_stored_value_of_another_type_is_no_value() => Assert.Throws<JsonException>(() => Read("\"text\""u8.ToArray(), typeof(int)));

    private static object? Kept(object? value, Type declared)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ValueCodec.Write(writer, value, declared);
        }

        return Read(buffer.WrittenSpan.ToArray(), declared);
    }

    private static object? Read(byte[] json, Type declared)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var value = ValueCodec.Read(ref reader, declared);
        Assert.False(reader.Read());
        return value;
    }
}
