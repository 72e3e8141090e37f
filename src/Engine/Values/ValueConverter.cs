using System.Globalization;
using System.Text.Json;

namespace ProcessAutomation.Engine.Values;

/// <summary>Converts what definitions, callers and expressions hold to the value types of variables and inputs. Invariant culture, tolerant of
/// what the designer writes (<c>"True"</c>, en-US dates, <c>"7.00:00:00"</c>, <c>"P7D"</c>), never lossy: 1.5 is no Int32, 300 digits are no Double.</summary>
public static class ValueConverter
{
    /// <summary>Converts to <paramref name="type"/>. Null converts to null for every type. False: the value is none of that type;
    /// <paramref name="result"/> is then null.</summary>
    public static bool TryConvert(object? value, Type type, out object? result)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || (target.IsInstanceOfType(value) && value is not (DateTimeOffset or JsonElement)))
        {
            result = value;
            return true;
        }

        if (target == typeof(object))
        {
            result = value switch
            {
                JsonElement json => Plain(json),
                DateTimeOffset instant => Instants.Truncate(instant),
                _ => value,
            };
            return true;
        }

        result = value switch
        {
            JsonElement json => JsonValues.Convert(json, target),
            string text => FromText(text, target),
            _ when target == typeof(string) => ValueText.Of(value),
            _ when target == typeof(JsonElement) => JsonValues.ToElement(value),
            Array array when target.IsArray => Elements(array, target),
            IReadOnlyDictionary<string, object?> map when target == typeof(IReadOnlyDictionary<string, string?>) =>
                map.ToDictionary(pair => pair.Key, pair => ValueText.Of(pair.Value), StringComparer.Ordinal),
            IReadOnlyDictionary<string, string?> map when target == typeof(IReadOnlyDictionary<string, object?>) =>
                map.ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.Ordinal),
            _ => FromScalar(value, target),
        };
        return result is not null || value is JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };
    }

    /// <summary>Text as a value of the type; null = it is none. Text is trimmed for all but strings.</summary>
    internal static object? FromText(string text, Type target)
    {
        if (target == typeof(string))
        {
            return text;
        }

        var trimmed = text.Trim();
        if (target == typeof(JsonElement) || IsListOrMap(target))
        {
            return JsonValues.TryParse(trimmed, out var json) ? JsonValues.Convert(json, target) : null;
        }

        if (target.IsEnum)
        {
            return Enum.TryParse(target, trimmed, ignoreCase: true, out var member) && Enum.IsDefined(target, member) && !char.IsAsciiDigit(trimmed[0]) && trimmed[0] != '-' ? member : null;
        }

        return Type.GetTypeCode(target) switch
        {
            TypeCode.Boolean => bool.TryParse(trimmed, out var flag) ? flag : null,
            TypeCode.Int32 => int.TryParse(trimmed, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
            TypeCode.Int64 => long.TryParse(trimmed, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
            TypeCode.Single => float.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null,
            TypeCode.Double => double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            TypeCode.Decimal => decimal.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            TypeCode.DateTime => Instants.TryParse(trimmed, out var instant) ? instant.UtcDateTime : null,
            _ when target == typeof(Guid) => Guid.TryParse(trimmed, out var id) ? id : null,
            _ when target == typeof(DateTimeOffset) => Instants.TryParse(trimmed, out var instant) ? instant : null,
            _ when target == typeof(DateOnly) => Instants.TryParseDate(trimmed, out var date) ? date : null,
            _ when target == typeof(TimeSpan) => Durations.TryParse(trimmed, out var duration) ? duration : null,
            _ => null,
        };
    }

    /// <summary>Types whose text is JSON with parts, and never a single value.</summary>
    internal static bool IsListOrMap(Type target) =>
        target.IsArray || target == typeof(IReadOnlyDictionary<string, object?>) || target == typeof(IReadOnlyDictionary<string, string?>);

    /// <summary>JSON as the plainest value that holds it: text, boolean, Int64, Double; objects and arrays stay JSON; null for null.</summary>
    internal static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
        _ => json.Clone(),
    };

    private static Array? Elements(Array array, Type target)
    {
        var elementType = target.GetElementType()!; // an array type has an element type
        var converted = Array.CreateInstance(elementType, array.Length);
        for (var i = 0; i < array.Length; i++)
        {
            if (!TryConvert(array.GetValue(i), elementType, out var element) || (element is null && elementType.IsValueType))
            {
                return null;
            }

            converted.SetValue(element, i);
        }

        return converted;
    }

    private static object? FromScalar(object value, Type target) => value switch
    {
        DateTimeOffset instant => target == typeof(DateTimeOffset) ? Instants.Truncate(instant)
            : target == typeof(DateTime) ? instant.UtcDateTime
            : target == typeof(DateOnly) ? DateOnly.FromDateTime(instant.UtcDateTime) : null,
        DateTime { Kind: not DateTimeKind.Local } time => target == typeof(DateTimeOffset) ? Instants.Truncate(new DateTimeOffset(time, TimeSpan.Zero))
            : target == typeof(DateOnly) ? DateOnly.FromDateTime(time) : null,
        DateOnly date => target == typeof(DateTimeOffset) ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)
            : target == typeof(DateTime) ? date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null,
        int or long or float or double or decimal or byte or short => FromNumber(value, target),
        _ => null,
    };

    private static object? FromNumber(object value, Type target)
    {
        try
        {
            object? number = Type.GetTypeCode(target) switch
            {
                TypeCode.Int32 => Convert.ToInt32(value, CultureInfo.InvariantCulture),
                TypeCode.Int64 => Convert.ToInt64(value, CultureInfo.InvariantCulture),
                TypeCode.Single => Convert.ToSingle(value, CultureInfo.InvariantCulture),
                TypeCode.Double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
                TypeCode.Decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
                _ => null,
            };
            var isWhole = number is not (int or long) || Convert.ToDouble(number, CultureInfo.InvariantCulture) == Convert.ToDouble(value, CultureInfo.InvariantCulture);
            return isWhole ? number : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
