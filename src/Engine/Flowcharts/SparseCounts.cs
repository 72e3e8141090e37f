using System.Text.Json;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>Counters by number as stored: an array of number, count, number, count; zeroes are left out.</summary>
internal static class SparseCounts
{
    public static void Write(Utf8JsonWriter writer, int number, long count)
    {
        if (count != 0)
        {
            writer.WriteNumberValue(number);
            writer.WriteNumberValue(count);
        }
    }

    /// <summary>What a member holds; numbers from <paramref name="length"/> on and a missing member are passed over.</summary>
    public static IEnumerable<(int Number, long Count)> Read(JsonElement json, string name, int length)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var array))
        {
            yield break;
        }

        for (var i = 0; i + 1 < array.GetArrayLength(); i += 2)
        {
            var number = array[i].GetInt32();
            if (number < length)
            {
                yield return (number, array[i + 1].GetInt64());
            }
        }
    }
}
