namespace ProcessAutomation.Engine.Expressions;

/// <summary>What compiled expressions call to read and return values. Public because the compiled assembly calls it.</summary>
public static class ExpressionValues
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>A value that is <c>default</c> when there is none (numbers and booleans).</summary>
    public static T OrDefault<T>(object? value)
        where T : struct => value is T typed ? typed : value is null ? default : (T)Conversions.To(value, typeof(T))!; // not null converts to not null

    /// <summary>A value that may be missing (dates, durations, ids).</summary>
    public static T? OrNull<T>(object? value)
        where T : struct => value is T typed ? typed : value is null ? null : (T)Conversions.To(value, typeof(T))!; // not null converts to not null

    /// <summary>Text, lists and objects; null when there is none.</summary>
    public static T? Reference<T>(object? value)
        where T : class => value is null ? null : value as T ?? (T?)Conversions.To(value, typeof(T));

    /// <summary>A boolean as an object, without allocating.</summary>
    public static object? Box(bool? value) => value switch
    {
        true => True,
        false => False,
        null => null,
    };
}
