using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ProcessAutomation.Persistence.Cases;

/// <summary>Numbers of parts of the same case as text, "1 3 4"; empty for none.</summary>
internal sealed class NumbersConverter() : ValueConverter<ImmutableArray<int>, string>(
    numbers => string.Join(' ', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
    text => Read(text))
{
    private static ImmutableArray<int> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}

/// <summary>Two lists of numbers are the same when they have the same numbers in the same order.</summary>
internal sealed class NumbersComparer() : ValueComparer<ImmutableArray<int>>(
    (one, other) => one.SequenceEqual(other),
    numbers => numbers.Aggregate(0, HashCode.Combine),
    numbers => numbers);
