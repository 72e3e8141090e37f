using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>What is done with meetings that are booked: called off, and what is put on their agenda by hand.</summary>
internal sealed class MeetingActions(CaseKeeping keeping)
{
    private const string Meeting = "meeting";

    private static readonly CultureInfo Bokmal = CultureInfo.GetCultureInfo("nb-NO");
    private static readonly CultureInfo Nynorsk = CultureInfo.GetCultureInfo("nn-NO");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public CaseAction CallOff => new(
        "meeting-call-off",
        new Phrase("Avlys en samtale eller et møte", "Avlys ein samtale eller eit møte", "Call a talk or meeting off"),
        new Phrase("Avlys", "Avlys", "Call off"),
        CaseRights.Keep,
        view => Booked(view.Case) is { IsEmpty: false } booked ? new Form(
        [
            Which(booked),
            new FormField
            {
                Name = "reason",
                Kind = FieldKind.Multiline,
                IsRequired = true,
                MaxLength = TextLimits.Reason,
                Label = new Phrase("Begrunnelse", "Grunngiving", "Reason"),
                Hint = new Phrase("De som skulle vært med, får varsel om at møtet er avlyst, men ikke begrunnelsen. Sakslisten følger med til neste møte.", "Dei som skulle vore med, får varsel om at møtet er avlyst, men ikkje grunngivinga. Sakslista følgjer med til neste møte.", "Those who were to attend are told that the meeting is called off, but not the reason. Its agenda goes to the next meeting."),
            },
        ], []) : null,
        (run, cancellationToken) => keeping.CallOffMeetingAsync(run.CaseId, CaseFields.NumberOf(run.Answers, Meeting) ?? 0, run.Answers.Text("reason"), run.Viewer, null, cancellationToken));

    public CaseAction PutOnAgenda => new(
        "agenda-add",
        new Phrase("Sett noe på sakslisten", "Set noko på sakslista", "Put something on the agenda"),
        new Phrase("Sett på sakslisten", "Set på sakslista", "Put on the agenda"),
        CaseRights.Keep,
        view => Booked(view.Case) is { IsEmpty: false } booked ? new Form(
        [
            Which(booked),
            new FormField { Name = "text", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = TextLimits.Reason, Label = new Phrase("Hva skal tas opp?", "Kva skal takast opp?", "What is to be discussed?") },
        ], []) : null,
        (run, cancellationToken) => keeping.PutOnAgendaAsync(run.CaseId, CaseFields.NumberOf(run.Answers, Meeting) ?? 0, run.Answers.Text("text"), run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [CallOff, PutOnAgenda];

    private static ImmutableArray<Meeting> Booked(Case subject) =>
        [.. subject.Meetings.All.Where(meeting => meeting.Status == MeetingStatus.Booked).OrderBy(meeting => meeting.PlannedAt).ThenBy(meeting => meeting.Number)];

    private static FormField Which(ImmutableArray<Meeting> booked) => new()
    {
        Name = Meeting,
        Kind = FieldKind.Choice,
        IsRequired = true,
        Choices = [.. booked.Select(meeting => new Choice(meeting.Number.ToString(CultureInfo.InvariantCulture), NameOf(meeting)))],
        Label = new Phrase("Samtale eller møte", "Samtale eller møte", "Talk or meeting"),
    };

    private static Phrase NameOf(Meeting meeting)
    {
        var at = NorwegianTime.Local(meeting.PlannedAt!.Value); // booked
        var kind = meeting.Kind switch
        {
            MeetingKind.NeedsTalk => new Phrase("Behovssamtale del 1", "Behovssamtale del 1", "Needs talk, part 1"),
            MeetingKind.PlanTalk => new Phrase("Behovssamtale del 2", "Behovssamtale del 2", "Needs talk, part 2"),
            MeetingKind.GroupMeeting => new Phrase("Ansvarsgruppemøte", "Ansvarsgruppemøte", "Group meeting"),
            MeetingKind.Farewell => new Phrase("Avskjedssamtale", "Avskjedssamtale", "Farewell talk"),
            _ => new Phrase("Samtale", "Samtale", "Talk"),
        };
        return new Phrase(
            $"{kind.Bokmal} {at.ToString("d. MMMM yyyy 'kl.' HH.mm", Bokmal)}",
            $"{kind.Nynorsk} {at.ToString("d. MMMM yyyy 'kl.' HH.mm", Nynorsk)}",
            $"{kind.English} {at.ToString("d MMMM yyyy 'at' HH:mm", English)}");
    }
}
