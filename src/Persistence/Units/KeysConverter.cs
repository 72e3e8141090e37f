using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ProcessAutomation.Persistence.Units;

/// <summary>Keys without spaces as text, "contact-officer unit-leader"; empty for none.</summary>
internal sealed class KeysConverter() : ValueConverter<ImmutableArray<string>, string>(
    keys => string.Join(' ', keys),
    text => ImmutableArray.Create(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

/// <summary>Two lists of keys are the same when they have the same keys in the same order.</summary>
internal sealed class KeysComparer() : ValueComparer<ImmutableArray<string>>(
    (one, other) => one.SequenceEqual(other, StringComparer.Ordinal),
    keys => keys.Length,
    keys => keys);
