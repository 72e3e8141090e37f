using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Tests.Cases;

/// <summary>Everything a case keeps, as text, by reading its fields: to see that a refusal changed nothing, or that a store gives back what it got.</summary>
public static class Snapshot
{
    public static string Of(Case @case) => string.Join('\n', Lines("", @case));

    private static IEnumerable<string> Lines(string path, object value)
    {
        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            var name = $"{path}.{field.Name}";
            switch (field.GetValue(value))
            {
                case null:
                    break;
                case ImmutableArray<int> numbers:
                    yield return $"{name}={string.Join(' ', numbers)}";
                    break;
                case IList parts:
                    for (var i = 0; i < parts.Count; i++)
                    {
                        foreach (var line in Lines($"{name}[{i}]", parts[i]!))
                            yield return line;
                    }

                    break;
                case IFormattable or string or bool:
                    yield return FormattableString.Invariant($"{name}={field.GetValue(value)}");
                    break;
                default:
                    break; // collaborators: they keep nothing of their own
            }
        }
    }
}
