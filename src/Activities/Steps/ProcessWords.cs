using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;

namespace ProcessAutomation.Activities.Steps;

/// <summary>The few words of the process that people choose from in more than one form, and what they mean.</summary>
public static class ProcessWords
{
    /// <summary>Which part of life a need is in.</summary>
    public static ImmutableArray<Choice> Tangles { get; } =
    [
        new(Domain.Needs.Tangles.Words.Of(Tangle.Health), new Phrase("Helse", "Helse", "Health")),
        new(Domain.Needs.Tangles.Words.Of(Tangle.SocialBelonging), new Phrase("Sosial tilhørighet", "Sosialt tilhøyr", "Social belonging")),
        new(Domain.Needs.Tangles.Words.Of(Tangle.EconomyAndHousing), new Phrase("Økonomi og bolig", "Økonomi og bustad", "Economy and housing")),
    ];

    /// <summary>Where people meet.</summary>
    public static ImmutableArray<Choice> Places { get; } =
    [
        new("room", new Phrase("I et rom", "I eit rom", "In a room")),
        new("video", new Phrase("På video", "På video", "By video")),
        new("both", new Phrase("I et rom, noen på video", "I eit rom, nokre på video", "In a room, some by video")),
    ];

    /// <summary>Reads one of <see cref="Tangles"/>.</summary>
    public static Tangle TangleOf(string value) => Domain.Needs.Tangles.Words.Get(value);

    /// <summary>Reads one of <see cref="Places"/>.</summary>
    public static MeetingPlace PlaceOf(string value) => value switch { "video" => MeetingPlace.Video, "both" => MeetingPlace.Both, _ => MeetingPlace.Room };
}
