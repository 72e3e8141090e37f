using System.Globalization;
using System.Text;

namespace ProcessAutomation.Year;

/// <summary>Chance that is the same for the same seed and the same words, on every machine and in whatever order it is asked (SplitMix64).</summary>
internal sealed class Dice
{
    private ulong _state;

    private Dice(ulong state) => _state = state;

    /// <summary>Dice of their own for whatever the words name.</summary>
    public static Dice For(int seed, params object[] words)
    {
        var hash = 14695981039346656037UL ^ (ulong)seed;
        foreach (var letter in Encoding.UTF8.GetBytes(string.Join('|', words.Select(word => Convert.ToString(word, CultureInfo.InvariantCulture)))))
            hash = (hash ^ letter) * 1099511628211UL;
        return new Dice(hash);
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both possible; <paramref name="low"/> when there is nothing between.</summary>
    public int Between(int low, int high) => high <= low ? low : low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>True so many times of a hundred.</summary>
    public bool Chance(int percent) => Between(1, 100) <= percent;

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
