using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ProcessAutomation.Domain.Calendar;

namespace ProcessAutomation.Host.Simulation;

/// <summary>What becomes of one thing when a draft takes the place of the published flow.</summary>
[JsonConverter(typeof(JsonCamelCase<CourseChange>))]
public enum CourseChange
{
    /// <summary>It happens only with the draft.</summary>
    Added,

    /// <summary>It happens no more.</summary>
    Removed,

    /// <summary>It happens on another day, or is due on another.</summary>
    Moved,

    /// <summary>It is worded otherwise.</summary>
    Reworded,
}

/// <summary>One difference between two courses.</summary>
/// <param name="Change">What becomes of it.</param>
/// <param name="Before">As published; null: it is new.</param>
/// <param name="After">As drafted; null: it is gone.</param>
public sealed record CourseDifference(CourseChange Change, CourseEvent? Before, CourseEvent? After)
{
    /// <summary>The one there is, the new one first.</summary>
    public CourseEvent Either => After ?? Before!; // one of the two is there
}

/// <summary>Compares two courses of the same case. Pure.</summary>
public static class CourseComparison
{
    /// <summary>
    /// The differences in order of time. Things are paired by kind, person and key, the first with the first, so that one that comes again and again
    /// is compared with itself.
    /// </summary>
    public static ImmutableArray<CourseDifference> Compare(Course before, Course after)
    {
        var old = Numbered(before).ToDictionary(item => item.Key, item => item.Event);
        var differences = ImmutableArray.CreateBuilder<CourseDifference>();
        foreach (var (key, happened) in Numbered(after))
        {
            if (!old.Remove(key, out var earlier))
                differences.Add(new CourseDifference(CourseChange.Added, null, happened));
            else if (ChangeOf(earlier, happened) is { } change)
                differences.Add(new CourseDifference(change, earlier, happened));
        }

        differences.AddRange(old.Values.Select(gone => new CourseDifference(CourseChange.Removed, gone, null)));
        return [.. differences.OrderBy(difference => difference.Either.At)];
    }

    private static CourseChange? ChangeOf(CourseEvent before, CourseEvent after) =>
        NorwegianTime.DateOf(before.At) != NorwegianTime.DateOf(after.At) || before.Due != after.Due ? CourseChange.Moved
        : before.What != after.What || before.Text != after.Text ? CourseChange.Reworded
        : null;

    private static IEnumerable<((CourseEventKind Kind, string Who, string What, int Number) Key, CourseEvent Event)> Numbered(Course course)
    {
        var counts = new Dictionary<(CourseEventKind, string, string), int>();
        foreach (var happened in course.Events)
        {
            var kind = (happened.Kind, happened.Who, happened.Key);
            var number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            yield return ((happened.Kind, happened.Who, happened.Key, number), happened);
        }
    }
}
