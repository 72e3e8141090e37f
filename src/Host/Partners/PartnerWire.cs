using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Host.Api;

namespace ProcessAutomation.Host.Partners;

/// <summary>An answer to a notice.</summary>
/// <param name="Answer"><c>received</c>, <c>taken</c> or <c>not-ours</c>.</param>
/// <param name="Message">A short message; missing: none.</param>
public sealed record NoticeAnswerRequest(string Answer, string? Message = null)
{
    /// <summary>Says nothing of what was typed.</summary>
    public override string ToString() => nameof(NoticeAnswerRequest);
}

/// <summary>A notice that asks for an answer.</summary>
public sealed record AskedNoticeResource
{
    public required Guid Id { get; init; }
    public required string Template { get; init; }
    public required string ToKind { get; init; }
    public required string To { get; init; }

    /// <summary>The day it is about; missing: none.</summary>
    public DateOnly? Date { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary><c>none</c>, <c>received</c>, <c>taken</c> or <c>not-ours</c>.</summary>
    public required string Answer { get; init; }
    public string? Message { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>User id; missing: not answered, or by the link.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Whether it is to the caller.</summary>
    public required bool IsOwn { get; init; }

    internal static AskedNoticeResource Of(AskedNotice notice) => new()
    {
        Id = notice.Id,
        Template = notice.Template,
        ToKind = Wire.Name(notice.To.Kind),
        To = notice.To.Reference,
        Date = notice.Date,
        AskedAt = notice.AskedAt,
        Answer = NoticeDesk.NameOf(notice.Answer),
        Message = notice.Message,
        AnsweredAt = notice.AnsweredAt,
        AnsweredBy = notice.AnsweredBy,
        IsOwn = notice.IsOwn,
    };
}

/// <summary>The notices of a case that ask for an answer: all for those who work in it, their own for members. Newest first.</summary>
public sealed record AskedNoticeListResource(ImmutableArray<AskedNoticeResource> Items);

/// <summary>What the person reads and speaks; BCP 47 tags.</summary>
public sealed record LanguagesRequest
{
    /// <summary>What the person reads best.</summary>
    public required string Language { get; init; }

    /// <summary>Others, the best first; missing: none.</summary>
    public ImmutableArray<string>? FurtherLanguages { get; init; }

    /// <summary>What an interpreter is needed for; missing: none needed.</summary>
    public string? InterpreterLanguage { get; init; }
}

/// <summary>What the person reads and speaks, and what was said of it before, newest first.</summary>
public sealed record LanguagesResource(string Language, ImmutableArray<string> FurtherLanguages, string? InterpreterLanguage, ImmutableArray<LanguagesEntryResource> History);

/// <summary>One entry of the history.</summary>
public sealed record LanguagesEntryResource(int Number, string Language, ImmutableArray<string> FurtherLanguages, string? InterpreterLanguage, string ChangedBy, DateTimeOffset ChangedAt)
{
    internal static LanguagesEntryResource Of(LanguagesEntry entry) => new(entry.Number, entry.Language, entry.FurtherLanguages, entry.InterpreterLanguage, entry.ChangedBy, entry.ChangedAt);
}

/// <summary>A task to be added to a case.</summary>
public sealed record ExtraTaskRequest
{
    public required string Title { get; init; }
    public string? Text { get; init; }

    /// <summary>Role in the case. Exactly one of this and <see cref="Assignee"/>.</summary>
    public string? Role { get; init; }

    /// <summary>User id.</summary>
    public string? Assignee { get; init; }

    /// <summary>Last day; missing: no deadline.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Says nothing of what was typed.</summary>
    public override string ToString() => nameof(ExtraTaskRequest);
}

/// <summary>Why a task is taken back.</summary>
public sealed record CancelExtraTaskRequest(string Reason);

/// <summary>What was added.</summary>
public sealed record AddedTaskResource(Guid Id);

/// <summary>A task added to a case.</summary>
public sealed record ExtraTaskResource
{
    public required Guid Id { get; init; }

    /// <summary>The human task, as <c>tasks/{id}</c> has it; missing: not made yet.</summary>
    public Guid? TaskId { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public string? Role { get; init; }
    public string? Assignee { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary><c>open</c>, <c>claimed</c>, <c>completed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }
    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public string? CompletedBy { get; init; }

    /// <summary>What was written when it was done; missing: nothing.</summary>
    public string? Comment { get; init; }
    public string? CancelledBy { get; init; }
    public string? CancelReason { get; init; }

    internal static ExtraTaskResource Of(ExtraTaskLine line) => new()
    {
        Id = line.Task.Id,
        TaskId = line.Carrier?.Id,
        Title = line.Task.Title,
        Text = line.Task.Text,
        Role = line.Task.Role,
        Assignee = line.Task.Assignee,
        DueOn = line.Task.DueOn,
        Status = line.Task.CancelledAt is not null ? "cancelled" : line.Carrier is { } carrier ? Wire.Name(carrier.Status) : "open",
        MadeBy = line.Task.MadeBy,
        MadeAt = line.Task.MadeAt,
        CompletedBy = line.Carrier?.CompletedBy,
        Comment = line.Answer,
        CancelledBy = line.Task.CancelledBy,
        CancelReason = line.Task.CancelReason,
    };
}

/// <summary>Tasks added to a case, newest first, as far as the caller may see them.</summary>
public sealed record ExtraTaskListResource(ImmutableArray<ExtraTaskResource> Items);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NoticeAnswerRequest))]
[JsonSerializable(typeof(AskedNoticeListResource))]
[JsonSerializable(typeof(LanguagesRequest))]
[JsonSerializable(typeof(LanguagesResource))]
[JsonSerializable(typeof(ExtraTaskRequest))]
[JsonSerializable(typeof(CancelExtraTaskRequest))]
[JsonSerializable(typeof(AddedTaskResource))]
[JsonSerializable(typeof(ExtraTaskListResource))]
internal sealed partial class PartnerJson : JsonSerializerContext;
