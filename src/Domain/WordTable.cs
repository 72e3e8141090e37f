using System.Collections.Immutable;

namespace ProcessAutomation.Domain;

/// <summary>The words by which forms, the API and corrected facts name the values of an enum: one table, read both ways. Words are stable; they are stored.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class WordTable<T>
    where T : struct, Enum
{
    private readonly ImmutableArray<(string Word, T Value)> _rows;

    internal WordTable(params ImmutableArray<(string Word, T Value)> rows) => _rows = rows;

    /// <summary>Every word, in the order of the table.</summary>
    public ImmutableArray<string> All => [.. _rows.Select(row => row.Word)];

    /// <summary>Every word with its value, in the order of the table.</summary>
    public ImmutableArray<(string Word, T Value)> Rows => _rows;

    /// <summary>The word of a value.</summary>
    public string Of(T value) => _rows.First(row => EqualityComparer<T>.Default.Equals(row.Value, value)).Word;

    /// <summary>The value of a word; null: it is none of the table's.</summary>
    public T? Find(string? word)
    {
        foreach (var (known, value) in _rows)
        {
            if (string.Equals(known, word, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    /// <summary>The value of a word that a form has checked.</summary>
    /// <exception cref="ArgumentException">It is none of the table's.</exception>
    public T Get(string word) => Find(word) ?? throw new ArgumentException($"No {typeof(T).Name} is called so.", nameof(word));
}
