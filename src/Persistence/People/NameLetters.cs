using Microsoft.EntityFrameworkCore;

namespace ProcessAutomation.Persistence.People;

/// <summary>Letters of names inside queries.</summary>
public static class NameLetters
{
    /// <summary>
    /// The text in small letters as the database knows them: those of ASCII always, others where the database's language has them. Only inside a query.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called outside a query.</exception>
    public static string Small(string text) => throw new InvalidOperationException($"{nameof(Small)}({nameof(text)}) has a meaning inside queries only.");

    internal static void Map(ModelBuilder model) =>
        model.HasDbFunction(typeof(NameLetters).GetMethod(nameof(Small), [typeof(string)])!).HasName("lower").IsBuiltIn();
}
