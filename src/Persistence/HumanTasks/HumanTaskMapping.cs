using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Persistence.HumanTasks;

/// <summary>Human tasks for pages. They are written by the engine's commit only.</summary>
public sealed class HumanTaskMapping : IEntityTypeConfiguration<HumanTask>
{
    /// <summary>The unit of a task's case, kept beside it by the database so that a unit's list is one look into an index; null: no case.</summary>
    public const string UnitId = "UnitId";

    /// <summary>
    /// The beginning of the title in lower case, in every language it has, a line each, kept beside it so that lists are searched without reading the tasks
    /// themselves. Tasks made before titles had languages have the one line.
    /// </summary>
    public const string TitleKey = "TitleKey";

    private const int TitleKeyLength = 200;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<HumanTask> builder)
    {
        builder.ToTable("tasks");
        builder.HasKey(task => task.Id);
        builder.Property(task => task.Id).ValueGeneratedNever();
        builder.Property<string?>(UnitId);
        builder.Property<string?>(TitleKey);
        builder.Property(task => task.Status).HasConversion<short>();
    }

    /// <summary>What stands under <see cref="TitleKey"/> for a task.</summary>
    internal static string TitleKeyOf(HumanTask task)
    {
        if (task.Title is null)
            return ""; // the column refuses it, and says so
        var titles = task.WordsJson is null ? task.Title : string.Join('\n', Translations(task.WordsJson).Prepend(task.Title).Distinct(StringComparer.OrdinalIgnoreCase));
        var end = Math.Min(titles.Length, TitleKeyLength);
        return titles[..(end > 0 && char.IsHighSurrogate(titles[end - 1]) ? end - 1 : end)].ToLowerInvariant();
    }

    private static List<string> Translations(string wordsJson)
    {
        using var words = JsonDocument.Parse(wordsJson);
        return words.RootElement.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.Object
            ? [.. title.EnumerateObject().Select(language => language.Value.GetString() ?? "")]
            : [];
    }
}
