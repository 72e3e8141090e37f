using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Needs;

namespace ProcessAutomation.Domain.Meetings;

/// <summary>What the arrival leaves behind. <see cref="Next"/> is required by the rules; null is refused.</summary>
public sealed record ArrivalMeeting
{
    /// <summary>When and by whom.</summary>
    public required Held Held { get; init; }

    /// <summary>Needs that cannot wait; may be empty.</summary>
    public ImmutableArray<NewNeed> AcuteNeeds { get; init; } = [];

    /// <summary>The next meeting.</summary>
    public Booking? Next { get; init; }

    /// <summary>Notes; null: none.</summary>
    public string? Minutes { get; init; }
}

/// <summary>What a sitting of the needs talk leaves behind.</summary>
public sealed record NeedsTalk
{
    /// <summary>When and by whom.</summary>
    public required Held Held { get; init; }

    /// <summary>The user id of the environment worker who supported; null: nobody.</summary>
    public string? SupportedBy { get; init; }

    /// <summary>Every need discussed; may be empty.</summary>
    public ImmutableArray<NewNeed> Needs { get; init; } = [];

    /// <summary>Whether the talk is done with this sitting.</summary>
    public bool IsLast { get; init; } = true;

    /// <summary>The next meeting; required unless this sitting is the last.</summary>
    public Booking? Next { get; init; }

    /// <summary>Notes; null: none.</summary>
    public string? Minutes { get; init; }
}

/// <summary>What is recorded when the person declines the needs talk. <see cref="Next"/> is required by the rules; null is refused.</summary>
public sealed record NeedsTalkDeclined
{
    /// <summary>When it was offered and by whom.</summary>
    public required Held Offered { get; init; }

    /// <summary>When it is offered again.</summary>
    public Booking? Next { get; init; }

    /// <summary>What the person said about it, as far as the person wants it written; null: nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>What a regular talk leaves behind. <see cref="Next"/> is required by the rules; null is refused.</summary>
public sealed record RegularTalk
{
    /// <summary>When and by whom.</summary>
    public required Held Held { get; init; }

    /// <summary>Whether needs and plan still hold.</summary>
    public required bool StillHolds { get; init; }

    /// <summary>What no longer holds; required when they do not.</summary>
    public string? WhatChanges { get; init; }

    /// <summary>The next meeting.</summary>
    public Booking? Next { get; init; }

    /// <summary>Notes; null: none.</summary>
    public string? Minutes { get; init; }
}

/// <summary>What a meeting of the group leaves behind.</summary>
public sealed record GroupMeeting
{
    /// <summary>When and by whom.</summary>
    public required Held Held { get; init; }

    /// <summary>Who came, and who did not and why.</summary>
    public ImmutableArray<Attendee> Attendees { get; init; } = [];

    /// <summary>What was decided; null: nothing.</summary>
    public string? Decisions { get; init; }

    /// <summary>The next meeting; null: not booked here.</summary>
    public Booking? Next { get; init; }
}
