namespace ProcessAutomation.Domain.Refusals;

public static partial class RefusalCodes
{
    /// <summary>The notice has been answered already; the first answer stands.</summary>
    public const string NoticeAnswered = "notice.answered";

    /// <summary>The answer is none of those offered.</summary>
    public const string NoticeAnswerUnknown = "answer.notice-answer-unknown";

    /// <summary>No such notice that asks for an answer.</summary>
    public const string NoticeUnknown = "notice.unknown";

    /// <summary>At most {0} further languages are kept of a person.</summary>
    public const string LanguagesTooMany = "person.languages-too-many";

    /// <summary>A task added to a case is for a role or for a person, and for one of them only.</summary>
    public const string ExtraTaskForNobody = "extra-task.for-nobody";

    /// <summary>Nobody in this case holds the role ({0}).</summary>
    public const string ExtraTaskRoleEmpty = "extra-task.role-empty";

    /// <summary>The user has no place in this case and would not see the task.</summary>
    public const string ExtraTaskUserOutside = "extra-task.user-outside";

    /// <summary>The day is before today.</summary>
    public const string ExtraTaskDuePast = "extra-task.due-past";

    /// <summary>The task is done or cancelled already.</summary>
    public const string ExtraTaskOver = "extra-task.over";
}
