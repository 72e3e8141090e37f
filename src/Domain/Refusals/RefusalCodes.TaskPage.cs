namespace ProcessAutomation.Domain.Refusals;

/// <summary>What the page of a task refuses.</summary>
public static partial class RefusalCodes
{
    /// <summary>The draft is longer than {0} characters.</summary>
    public const string DraftTooLarge = "draft.too-large";

    /// <summary>The user has completed the task: there is nothing left to draft.</summary>
    public const string DraftOfCompleted = "draft.completed";

    /// <summary>A draft is taken over with the task: take the task first.</summary>
    public const string DraftWithoutTask = "draft.without-task";

    /// <summary>There is no such draft any more.</summary>
    public const string DraftGone = "draft.gone";

    /// <summary>The user has a draft of their own: say that it may be replaced.</summary>
    public const string DraftOfOwn = "draft.own";

    /// <summary>Only its writer strikes a comment.</summary>
    public const string CommentOfOther = "comment.other";

    /// <summary>The task has {0} comments already.</summary>
    public const string TooManyComments = "comment.too-many";

    /// <summary>No file was chosen, or it is empty.</summary>
    public const string AttachmentEmpty = "attachment.empty";

    /// <summary>Files that end in this are not accepted; accepted are {0}.</summary>
    public const string AttachmentKind = "attachment.kind";

    /// <summary>The content is not what the name says it is ({0}).</summary>
    public const string AttachmentContent = "attachment.content";

    /// <summary>The file is larger than {0}.</summary>
    public const string AttachmentTooLarge = "attachment.too-large";

    /// <summary>The task has {0} files already.</summary>
    public const string TooManyAttachments = "attachment.too-many";

    /// <summary>Only who added a file removes it.</summary>
    public const string AttachmentOfOther = "attachment.other";
}
