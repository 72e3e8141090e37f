using System.Collections.Immutable;

namespace ProcessAutomation.Activities.Forms;

/// <summary>Why an answer was refused before any rule of the case was asked. Codes of <see cref="Domain.Refusals.Refusal"/>; each has a text in the interface.</summary>
public static class AnswerCodes
{
    /// <summary>The field must be answered.</summary>
    public const string Missing = "answer.missing";

    /// <summary>The text is longer than {0} characters.</summary>
    public const string TooLong = "answer.too-long";

    /// <summary>Not a day written yyyy-MM-dd.</summary>
    public const string NotADate = "answer.not-a-date";

    /// <summary>Not a day and a time.</summary>
    public const string NotATime = "answer.not-a-time";

    /// <summary>Not one of the choices.</summary>
    public const string NotAChoice = "answer.not-a-choice";

    /// <summary>Of another type than the field takes.</summary>
    public const string WrongType = "answer.wrong-type";

    /// <summary>More than {0} rows.</summary>
    public const string TooManyRows = "answer.too-many-rows";

    /// <summary>Not a number.</summary>
    public const string NotANumber = "answer.not-a-number";

    /// <summary>Less than {0}.</summary>
    public const string TooSmall = "answer.too-small";

    /// <summary>More than {0}.</summary>
    public const string TooLarge = "answer.too-large";

    /// <summary>More than {0} digits after the comma.</summary>
    public const string TooManyDecimals = "answer.too-many-decimals";

    /// <summary>Before {0}.</summary>
    public const string TooEarly = "answer.too-early";

    /// <summary>After {0}.</summary>
    public const string TooLate = "answer.too-late";

    /// <summary>Not an e-mail address.</summary>
    public const string NotAnEmail = "answer.not-an-email";

    /// <summary>Not of the shape the field wants; the field's own words in bokmål, nynorsk and English: {0}, {1}, {2}.</summary>
    public const string NotTheShape = "answer.not-the-shape";

    /// <summary>The chosen outcome is none of the task's: {0}.</summary>
    public const string UnknownOutcome = "answer.unknown-outcome";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Missing, TooLong, NotADate, NotATime, NotAChoice, WrongType, TooManyRows, NotANumber, TooSmall, TooLarge, TooManyDecimals, TooEarly, TooLate, NotAnEmail, NotTheShape, UnknownOutcome];
}
