using System.Collections.Immutable;

namespace ProcessAutomation.Activities.Forms;

/// <summary>What a field takes. The names are what forms in flows and the API call them.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    Multiline,

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A day and a time of day in Norway, <c>yyyy-MM-ddTHH:mm</c>; an instant with offset is taken too.</summary>
    DateTime,

    /// <summary>One of <see cref="FormField.Choices"/>.</summary>
    Choice,

    /// <summary>Any of <see cref="FormField.Choices"/>.</summary>
    MultiChoice,

    /// <summary>Yes or no.</summary>
    Checkbox,

    /// <summary>A user of the system by id; the choices are those who can be chosen, when they are known.</summary>
    User,

    /// <summary>A list of rows, each with <see cref="FormField.Columns"/>.</summary>
    Rows,

    /// <summary>A number within <see cref="FormField.Number"/>, written with comma or point.</summary>
    Number,

    /// <summary>An e-mail address.</summary>
    Email,
}

/// <summary>One thing that can be chosen. <paramref name="Value"/> is stored, <paramref name="Label"/> is shown.</summary>
public sealed record Choice(string Value, Phrase Label);

/// <summary>One field of a task's form.</summary>
public sealed record FormField
{
    /// <summary>camelCase name of the answer; unique in its form (or row).</summary>
    public required string Name { get; init; }

    /// <summary>What it takes.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>What stands beside the field.</summary>
    public required Phrase Label { get; init; }

    /// <summary>Help under the label; null: none.</summary>
    public Phrase? Hint { get; init; }

    /// <summary>An empty answer is refused. A required checkbox must be ticked; required rows need at least one.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The form takes it empty, but the case then refuses, in words of its own: it must not be shown as optional.</summary>
    public bool IsCaseRule { get; init; }

    /// <summary>Longest text, in characters, inclusive. 1–10,000.</summary>
    public int MaxLength { get; init; } = 4000;

    /// <summary>What can be chosen; empty for other kinds.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>The fields of each row; empty for other kinds. A column is never rows itself.</summary>
    public ImmutableArray<FormField> Columns { get; init; } = [];

    /// <summary>Most rows taken. 1–100.</summary>
    public int MaxRows { get; init; } = 50;

    /// <summary>Limits of a number; null for other kinds.</summary>
    public NumberRule? Number { get; init; }

    /// <summary>Limits of a day; null: none.</summary>
    public DayRule? Days { get; init; }

    /// <summary>Shape of a text; null: any.</summary>
    public PatternRule? Pattern { get; init; }

    /// <summary>Asked only then; what stands in it otherwise is not looked at. Null: always.</summary>
    public FieldCondition? VisibleWhen { get; init; }

    /// <summary>An empty answer is refused then, besides <see cref="IsRequired"/>. Null: never.</summary>
    public FieldCondition? RequiredWhen { get; init; }
}
