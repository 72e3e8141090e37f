using System.Collections.Immutable;
using System.Globalization;

namespace ProcessAutomation.Domain.Refusals;

/// <summary>
/// Why the domain did not do what it was asked. Nothing was changed. <see cref="Code"/> is one of <see cref="RefusalCodes"/>
/// and names the text shown to people, which says why and what to do.
/// </summary>
public sealed record Refusal
{
    private Refusal(string code, string? field, ImmutableArray<string> args)
    {
        Code = code;
        Field = field;
        Args = args;
    }

    /// <summary>One of <see cref="RefusalCodes.All"/>; stable.</summary>
    public string Code { get; }

    /// <summary>The name of the answer that is at fault, in camelCase as forms and API bodies have it; null when no single one is.</summary>
    public string? Field { get; }

    /// <summary>What the text's places {0}, {1}… are filled with, invariant culture (dates as yyyy-MM-dd). Never names of persons.</summary>
    public ImmutableArray<string> Args { get; }

    /// <summary>Which of several things asked for at once is at fault, from 0; null: no single one, or only one could be asked for.</summary>
    public int? Position { get; private init; }

    /// <summary>A refusal that no single field is to blame for.</summary>
    public static Refusal Of(string code) => new(code, null, []);

    /// <summary>The same refusal, blamed on another field; null: on none.</summary>
    public Refusal Under(string? field) => new(Code, field, Args);

    /// <summary>The same refusal, blamed on a field of one of several things asked for: <c>facts[2].value</c>.</summary>
    public Refusal At(string list, int position, string field) => new(Code, string.Create(CultureInfo.InvariantCulture, $"{list}[{position}].{field}"), Args) { Position = position };

    /// <summary>A refusal of what stands in <paramref name="field"/>.</summary>
    public static Refusal Of(string code, string field, params ImmutableArray<string> args) => new(code, field, args);

    /// <summary>A refusal of the day in <paramref name="field"/>; the arguments are the days it is measured against.</summary>
    public static Refusal Of(string code, string field, DateOnly first, DateOnly? second = null) =>
        new(code, field, second is { } other ? [Text(first), Text(other)] : [Text(first)]);

    /// <summary>Two refusals are the same when code, field and arguments are.</summary>
    public bool Equals(Refusal? other) =>
        other is not null && Code == other.Code && Field == other.Field && Args.SequenceEqual(other.Args, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Field, Args.Length);

    private static string Text(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
}
