using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Cases.Actions;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Corrections;

/// <summary>The facts of a case, one of them to correct, and what has been corrected.</summary>
public sealed partial class CorrectPage(CorrectionReads reads, CorrectionDesk desk, CaseDbContext database, CurrentUser user, NavigationManager navigation)
{
    private const string ValueField = "value";

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "opplysning")]
    private string? Fact { get; set; }

    [SupplyParameterFromQuery(Name = "nr")]
    private int? Part { get; set; }

    [SupplyParameterFromQuery(Name = "lagret")]
    private string? Saved { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private CorrectionView? View { get; set; }

    private StandingFact? Chosen { get; set; }

    private FormState State { get; set; } = FormState.Opened([], []);

    private string? Notice { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await Names.ReadAsync(Http.RequestAborted);
        if (await reads.OpenAsync(Id, user.Viewer, Http.RequestAborted) is not { } view || (Fact is not null && Find(view) is null))
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        View = view;
        Chosen = Find(view);
        if (Chosen is not { } chosen)
            return;
        var people = await PeopleChoices.ReadAsync(database, Http, view.Case, Http.RequestAborted);
        State = FormState.Opened([FieldOf(chosen, people), CorrectionStep.Reason], new JsonObject { [ValueField] = Typed(chosen) });
    }

    private StandingFact? Find(CorrectionView view) => Fact is null || !view.MayCorrect ? null : view.Facts.FirstOrDefault(fact => fact.Fact.Key == Fact && fact.Part == Part);

    private async Task CorrectAsync()
    {
        if (Chosen is not { } chosen) return;
        (State, var answers) = State.Check(Http, T);
        if (answers is null) return;
        var value = chosen.Fact.Kind == FactKind.Instant ? answers.InstantOrNull(ValueField)?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : answers.TextOrNull(ValueField);
        var result = await desk.CorrectAsync(Id, [new FactToCorrect(chosen.Fact.Key, chosen.Part, value)], answers.Text(CorrectionStep.Reason.Name), user.Viewer, null, Http.RequestAborted);
        if (result is CaseResult.Done)
        {
            navigation.NavigateTo($"/saker/{Id}/rett?lagret=ja");
            return;
        }

        var answer = CaseAnswer.Of(result, Http.Response, T, refusal => refusal.Position is null ? refusal : refusal.Under(ValueField));
        (State, Notice) = (State with { Problems = answer.Problems }, answer.Notice);
    }

    private FormField FieldOf(StandingFact fact, PeopleChoices people)
    {
        var name = NameOf(fact.Fact.Key, fact.Part);
        var field = new FormField { Name = ValueField, Kind = FieldKind.Text, IsCaseRule = true, MaxLength = TextLimits.Minutes, Label = Phrase.Plain(char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..]) };
        return fact.Fact.Kind switch
        {
            FactKind.Day => field with { Kind = FieldKind.Date },
            FactKind.Instant => field with { Kind = FieldKind.DateTime },
            FactKind.User => field with { Kind = FieldKind.User, Choices = people.Staff },
            FactKind.Choice => field with { Kind = FieldKind.Choice, Choices = [.. ChoicesOf(fact.Fact.Key).Select(value => new Choice(value, Phrase.Plain(T[$"factvalue.{value}"])))] },
            _ => fact.Fact.Key is CorrectableFacts.MemberEmail or CorrectableFacts.MemberName or CorrectableFacts.MeasureTitle or CorrectableFacts.NeedKnot or CorrectableFacts.AttendanceReason
                || CorrectableFacts.IsOfPerson(fact.Fact.Key) ? field : field with { Kind = FieldKind.Multiline },
        };
    }

    private static ImmutableArray<string> ChoicesOf(string fact) => fact switch
    {
        CorrectableFacts.SummonedBy => ["email", "letter"],
        CorrectableFacts.AttendancePresence => Presences.Words.All,
        CorrectableFacts.NeedTangle => Tangles.Words.All,
        _ => ["yes", "no"],
    };

    // A number is never put into a field by the program.
    private static string? Typed(StandingFact fact) => fact.Fact.Key == CorrectableFacts.PersonNumber ? null : fact.Fact.Kind == FactKind.Instant && DateTimeOffset.TryParse(fact.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        ? NorwegianTime.Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)
        : fact.Value;

    private string NameOf(string fact, int? part) => View is { } view && part is { } number && fact.StartsWith("meeting.", StringComparison.Ordinal) && view.Case.Meetings.All.FirstOrDefault(meeting => meeting.Number == number) is { } meeting
        ? $"{T["meeting." + meeting.Kind].ToLower(CultureInfo.InvariantCulture)}: {T["fact." + fact]}"
        : T["fact." + fact] + (WhoseOf(fact, part) ?? (part is { } other ? $" {other}" : ""));

    // A line of attendance by who it is, an item of a checklist by what it is.
    private string? WhoseOf(string fact, int? part) => View is not { } view || part is not { } number ? null
        : fact.StartsWith("attendance.", StringComparison.Ordinal) && view.Case.Meetings.Attendance.Find(number) is { } line
            ? $": {(line.MemberNumber is { } member ? MemberOf(view.Case, member) : T["corrections.the-person"])}, {T.ShortDate(view.Case.Meetings.All.First(meeting => meeting.Number == line.MeetingNumber).HeldOn ?? default)}"
        : fact.StartsWith("checklist.", StringComparison.Ordinal) && view.Case.Handovers.FindItem(number) is { } item ? $": {T.Find("checklist." + item.Key) ?? item.Key}"
        : null;

    private string MemberOf(Case subject, int number) =>
        subject.Group.Find(number) is not { } member ? $"{number}" : member.Name ?? (member.UserId is { } id ? Names.Of(id) : $"{RoleNames.Of(member.Role).In(T.Language)} {number}");

    private string LinkOf(StandingFact fact) => string.Create(CultureInfo.InvariantCulture, $"/saker/{Id}/rett?opplysning={fact.Fact.Key}&nr={fact.Part}");

    private string Shown(FactKind kind, string? value) => value is null ? T["corrections.empty"] : kind switch
    {
        FactKind.Day when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => T.Date(day),
        FactKind.Instant when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => T.Moment(at),
        FactKind.User => Names.Of(value),
        FactKind.Choice => T[$"factvalue.{value}"],
        _ => T.Find($"knot.{value}") ?? value,
    };
}
