using System.Text.Json;
using System.Text.Json.Serialization;
using ProcessAutomation.Domain.Notices;

namespace ProcessAutomation.Activities.Notices;

/// <summary>What an outbox row of kind <c>email</c> carries: ids, dates and codes. Names, addresses and words come in when it leaves.</summary>
public sealed record NoticePayload
{
    /// <summary>Name of the template.</summary>
    public required string Template { get; init; }

    /// <summary>Whom it is to.</summary>
    public required Recipient To { get; init; }

    /// <summary>Why it may be sent.</summary>
    public required NoticeBasis Basis { get; init; }

    /// <summary>The human task it is about; null: none.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>The day it is about: a deadline, a release, a transfer; null: none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The instant of a meeting; null: none.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether the date was another before.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether the date does not hold any more, and there is no other; <see cref="Date"/> is then the one that was.</summary>
    public bool IsCalledOff { get; init; }

    /// <summary>Role in the case that the notice speaks of: the holder's for a task, the taker's for a handover; null: none.</summary>
    public string? Role { get; init; }

    /// <summary>Role in the case the recipient is told as; null: none.</summary>
    public string? AsRole { get; init; }

    /// <summary>The notice that this one reminds of; null: it is no reminder of a notice.</summary>
    public Guid? NoticeId { get; init; }

    /// <summary>As JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, NoticeJson.Default.NoticePayload);

    /// <summary>From the text of an outbox row.</summary>
    /// <exception cref="JsonException">It is not a payload.</exception>
    public static NoticePayload Read(string json) =>
        JsonSerializer.Deserialize(json, NoticeJson.Default.NoticePayload) ?? throw new JsonException("A notice payload is an object.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NoticePayload))]
internal sealed partial class NoticeJson : JsonSerializerContext;
