using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>
/// Scenarios told by what is out of the ordinary: everything else is done by people who do their work in time. What they do is read from their tasks,
/// so a task that is missing or of too many people shows as a case that stands still.
/// </summary>
public abstract class LifeSuite(TestDatabase database) : ProcessSuite(database)
{
    private static readonly TimeOnly WorkHour = new(10, 0);

    /// <summary>Steps that nobody does, until they are taken out.</summary>
    protected HashSet<string> Undone { get; } = new(StringComparer.Ordinal);

    /// <summary>What the person says when asked for consent.</summary>
    protected string ConsentAnswer { get; set; } = "given";

    /// <summary>What a task is answered with instead of the ordinary.</summary>
    protected Dictionary<string, Func<Case, DateOnly, JsonObject>> Instead { get; } = new(StringComparer.Ordinal);

    /// <summary>Where a transfer goes: kind, unit, and who is contact officer there.</summary>
    protected (string Kind, string Unit, string Officer) Receiver { get; set; } = ("other-unit", "bergen", "ola");

    /// <summary>Changes the case as its people do.</summary>
    protected CaseKeeping Keeping => Services.GetRequiredService<CaseKeeping>();

    /// <summary>Today in Norway.</summary>
    protected DateOnly Today => NorwegianTime.DateOf(Clock.GetUtcNow());

    /// <summary>Everybody works, and time passes, up to an instant in Norway, or until the case has ended.</summary>
    protected async Task GoOnAsync(string until)
    {
        var end = At(until);
        for (var rounds = 0; rounds < 400; rounds++)
        {
            await WorkAsync();
            if ((await CaseAsync()).EndedAt is not null || Clock.GetUtcNow() >= end)
            {
                if (Clock.GetUtcNow() < end)
                    await UntilAsync(until);
                return;
            }

            await UntilAsync(NorwegianTime.Local(await NextAsync(end)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Fail($"The case goes round and round: {string.Join(", ", await OpenTasksAsync())}.");
    }

    /// <summary>The case has ended as it should: nobody waits for anything, nothing will fire, nothing has failed.</summary>
    protected async Task AssertEndedAsync(CaseStatus status)
    {
        Assert.Equal(status, (await CaseAsync()).Status);
        Assert.Empty(await OpenTasksAsync());
        var notices = await Line.NoticesAsync(CaseId);
        await UntilAsync("2029-12-31 12:00");
        Assert.Equal(notices, await Line.NoticesAsync(CaseId));
        Assert.Null(await Store.NextDueAsync(Cancel));
        Assert.Equal("none", await Line.IncidentsAsync());
        Assert.Equal(0, await CountAsync("select count(*) from instances where status <> 1 or sub_status not in (3, 4)"));
        Assert.Equal(0, await CountAsync("select count(*) from bookmarks"));
        Assert.Equal(0, await CountAsync("select count(*) from tasks where status not in (2, 3)"));
    }

    private Task<long> CountAsync(string sql) => DatabaseContents.NumberAsync(Services.GetRequiredService<Database>(), sql, Cancel);

    /// <summary>Changes dates, which must go through.</summary>
    protected async Task MoveAsync(DatesToChange dates)
    {
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDateDesk>().ChangeAsync(CaseId, dates, Lise, null, Cancel));
        await SettledAsync();
    }

    /// <summary>A change that must go through.</summary>
    protected async Task DoneAsync(Task<CaseResult> change)
    {
        var result = await change;
        Assert.True(result is CaseResult.Done, result is CaseResult.Refused refused ? string.Join(", ", refused.Refusals.Select(refusal => refusal.Code)) : result.ToString());
        await SettledAsync();
    }

    /// <summary>Tasks done or withdrawn too, as <c>2027-03-05 give-input member:nav Completed</c> by the day they were made.</summary>
    protected async Task<string[]> AllTasksAsync(string step)
    {
        await using var scope = Services.CreateAsyncScope();
        var tasks = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.Where(task => task.CaseId == CaseId && task.Step == step).ToListAsync(Cancel);
        return [.. tasks.OrderBy(task => task.CreatedAt).Select(task => $"{NorwegianTime.DateOf(task.CreatedAt):yyyy-MM-dd} {task.Step} {task.Role ?? task.Assignee} {task.Status}")];
    }

    /// <summary>The last day on which the one open task of a step is in time.</summary>
    protected async Task<string> DueAsync(string step)
    {
        var task = Assert.Single(await OpenAsync(), open => open.Step == step);
        return NorwegianTime.DateOf(task.DueAt!.Value.AddSeconds(-1)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task SettledAsync()
    {
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        await LookAsync();
    }

    private async Task<List<HumanTask>> OpenAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks
            .Where(task => task.CaseId == CaseId && (task.Status == HumanTaskStatus.Open || task.Status == HumanTaskStatus.Claimed)).ToListAsync(Cancel);
    }

    private async Task WorkAsync()
    {
        for (var found = true; found;)
        {
            found = false;
            var subject = await CaseAsync();
            foreach (var task in (await OpenAsync()).OrderBy(task => task.CreatedAt).ThenBy(task => task.Step, StringComparer.Ordinal))
            {
                if (Undone.Contains(task.Step) || ReadyOn(task, subject) > Today)
                    continue;
                await DoAsync(task, subject);
                found = true;
                break; // what is open may have changed
            }

            subject = await CaseAsync();
            foreach (var measure in subject.Measures.Active.Where(measure => subject.EndedAt is null && measure.DelivererNumber is not null && HearOn(measure) <= Today && !Undone.Contains("log")).ToList())
                await DoneAsync(Keeping.DocumentMeasureAsync(CaseId, measure.Number, Today, "Møtte som avtalt.", Nina, null, Cancel));
        }
    }

    private async Task DoAsync(HumanTask task, Case subject)
    {
        var viewer = WhoDoes(task, subject);
        var result = await Services.GetRequiredService<TaskDesk>().CompleteAsync(
            new TaskCompletion { TaskId = task.Id, Viewer = viewer, Version = task.Version, Answers = Instead.TryGetValue(task.Step, out var other) ? other(subject, Today) : Answers(task, subject) }, Cancel);
        Assert.True(result is TaskResult.Done, $"{viewer.UserId} {task.Step} on {Today:yyyy-MM-dd}: {(result is TaskResult.Refused refused ? string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")) : result)}");
        await SettledAsync();
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    // The day on which people who do their work in time do it: most at once, talks and meetings when they are due.
    private static DateOnly ReadyOn(HumanTask task, Case subject) => task.Step switch
    {
        "arrival" => subject.StartDate,
        "progress-talk" or "group-meeting" or "input-meeting" => DueOn(task).AddDays(-1),
        "farewell" => subject.Handovers.Open is not null ? DateOnly.MaxValue : DueOn(task).AddDays(-2),
        _ => DateOnly.MinValue,
    };

    private static DateOnly DueOn(HumanTask task) => task.DueAt is { } due ? NorwegianTime.DateOf(due.AddSeconds(-1)) : DateOnly.MinValue;

    private static DateOnly HearOn(Domain.Measures.Measure measure) => (measure.LastHeardOn ?? measure.StartedOn)?.AddDays(10) ?? measure.StartsOn;

    private async Task<DateTimeOffset> NextAsync(DateTimeOffset end)
    {
        var subject = await CaseAsync();
        var days = (await OpenAsync()).Where(task => !Undone.Contains(task.Step)).Select(task => ReadyOn(task, subject))
            .Concat(Undone.Contains("log") ? [] : subject.Measures.Active.Where(measure => measure.DelivererNumber is not null).Select(HearOn))
            .Where(day => day > Today && day != DateOnly.MaxValue).Select(day => NorwegianTime.At(day, WorkHour));
        var due = await Store.NextDueAsync(Cancel) is { } next ? (DateTimeOffset[])[next] : [];
        var now = Clock.GetUtcNow();
        return days.Concat(due).Where(at => at > now).Append(end).Min() is var soon && soon < end ? soon : end;
    }

    private static Viewer WhoDoes(HumanTask task, Case subject) =>
        task.Assignee is { } user ? Known(user)
        : task.Role == CaseRoles.UnitLeader ? Lise
        : task.Role == CaseRoles.ContactOfficer ? Known(subject.Roles.ContactOfficer!)
        : Known(subject.Roles.Responsible(task.Role!)!.UserId!);

    private static Viewer Known(string user) => user switch { "kari" => Kari, "ola" => Ola, "siv" => Siv, "nina" => Nina, "knut" => Knut, "hanne" => Hanne, "lise" => Lise, _ => new Viewer(user, [UserRoles.GroupMember], []) };

    private JsonObject Answers(HumanTask task, Case subject)
    {
        var (today, officer) = (Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), subject.Roles.ContactOfficer ?? "kari");
        var soon = $"{Today.AddDays(10):yyyy-MM-dd}T10:00";
        var answers = task.Step switch
        {
            "name-contact-officer" => Given.Officer("kari"),
            "summons" => Given.Summons(today),
            "establish-group" => Given.Group(today),
            "arrival" => Given.Arrival(today, $"{Today.AddDays(2):yyyy-MM-dd}T10:00"),
            "needs-talk" => Given.NeedsTalk(today),
            "consent" => Given.Consent(today, ConsentAnswer),
            "give-input" when task.Role == CaseRoles.Nav && subject.Sharing.IsSharedWith(1) && subject.Proposals.All.Count == 0 => Given.Input("Jobbkurs", $"{Today.AddDays(7):yyyy-MM-dd}", NeedOf(subject)),
            "give-input" => Given.NothingToOffer(),
            "internal-input" => subject.Needs.All.Any(need => need.Status == NeedStatus.Open) ? Given.Input("Arbeidsdrift", $"{Today.AddDays(7):yyyy-MM-dd}", NeedOf(subject)) : [],
            "close-input" => new JsonObject { ["contacted"] = true },
            "agree-plan" => Given.Plan(today, soon, [.. subject.Proposals.All.Select(proposal => proposal.Number)]),
            "book-group-meeting" => Given.Booking($"{Today.AddDays(7):yyyy-MM-dd}T13:00"),
            "progress-talk" => Given.Talk(today, soon),
            "group-meeting" or "input-meeting" => Given.GroupMeeting(today, [.. subject.Measures.ActiveDeliverers]),
            "silent-measure" => Silence(subject, today),
            "begin-handover" => Begin(subject),
            "confirm-handover" => Given.TakeOver(LineOf(subject, task), today),
            "complete-handover" => new JsonObject { ["confirmedOn"] = today, ["checklist"] = new JsonArray([.. subject.Handovers.ChecklistOf(subject.Handovers.Open!.Number).Select(item => (JsonNode)JsonValue.Create($"{item.Number}"))]) },
            "farewell" => Given.Farewell(today),
            _ => [],
        };
        if (answers.ContainsKey("heldBy"))
            answers["heldBy"] = officer;
        return answers;
    }

    private JsonObject Begin(Case subject) => subject.TransferDate is { } transfer && !(subject.ReleaseDate < transfer)
        ? Given.Handover(Receiver.Kind, Receiver.Unit, CaseRoles.ContactOfficer, member: null, userId: Receiver.Officer)
        : Given.Handover("release", "Grünerløkka", CaseRoles.ContactOfficer, member: subject.Group.Members.First(member => member.Role == CaseRoles.Municipality).Number);

    private static int LineOf(Case subject, HumanTask task) =>
        subject.Handovers.LinesOf(subject.Handovers.Open!.Number).First(line => !line.IsReady
            && (task.Assignee is null || (line.TakerHolding is { } holding ? subject.Roles.Find(holding)?.UserId : subject.Group.Find(line.TakerMember ?? 0)?.UserId) == task.Assignee)).Number;

    private static int NeedOf(Case subject) => (subject.Needs.All.FirstOrDefault(need => need is { Status: NeedStatus.Open, Acute: false }) ?? subject.Needs.All[0]).Number;

    private static JsonObject Silence(Case subject, string today) => new()
    {
        ["on"] = today,
        ["log"] = new JsonArray([.. subject.Measures.Active.Select(measure => (JsonNode)new JsonObject { ["measure"] = $"{measure.Number}", ["text"] = "Ringte: ny time er avtalt." })]),
    };
}
