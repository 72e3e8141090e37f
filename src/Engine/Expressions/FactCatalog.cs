using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Expressions;

/// <summary>A fact about the case that expressions may read as <c>Case.Name</c>.</summary>
/// <param name="Name">Pascal-cased, a valid C# identifier.</param>
/// <param name="Type">The value type without <see cref="Nullable{T}"/>; a fact may always be unknown (null).</param>
/// <param name="Description">One sentence for the process owner.</param>
public sealed record FactDefinition(string Name, Type Type, string Description);

/// <summary>All case facts expressions may read, in a fixed order: a fact's place is its ordinal. Built once at start.</summary>
public sealed class FactCatalog
{
    /// <exception cref="ArgumentException">Two facts share a name.</exception>
    public FactCatalog(IEnumerable<FactDefinition> facts)
    {
        Facts = [.. facts];
        if (Facts.Select(fact => fact.Name).Distinct(StringComparer.Ordinal).Count() != Facts.Length)
        {
            throw new ArgumentException("Two case facts share a name.", nameof(facts));
        }
    }

    /// <summary>No facts: an engine without a domain.</summary>
    public static FactCatalog Empty { get; } = new([]);

    /// <summary>By ordinal.</summary>
    public ImmutableArray<FactDefinition> Facts { get; }

    /// <summary>Ordinal of a fact; -1 = there is none of that name.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Facts.Length; i++)
        {
            if (string.Equals(Facts[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Reads the facts of a case: the process's edge to the domain, implemented where engine and domain meet.</summary>
public interface IFactSource
{
    /// <summary>All facts by ordinal of the catalog; null = not known. Called before each activity whose inputs read
    /// facts, because the one before it may have changed the case.</summary>
    ValueTask<object?[]> ReadAsync(IServiceProvider services, string correlationId, CancellationToken cancellationToken);
}
