using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using Xunit.v3;

namespace ProcessAutomation.Scenarios;

/// <summary>
/// The product without its pages: the shipped flows, the real store, a clock moved by hand. Time passes from one due instant to the next, so that
/// everything fires in its order. People act through the desks, as pages and API do.
/// </summary>
public abstract class ProcessSuite(TestDatabase database) : EngineSuite(database)
{
    /// <summary>Monday morning on which every scenario begins.</summary>
    protected static readonly DateTimeOffset Beginning = At("2027-01-04 09:00");

    protected static readonly Viewer Kari = Staff("kari", UserRoles.ContactOfficer, "oslo");
    protected static readonly Viewer Ola = Staff("ola", UserRoles.ContactOfficer, "oslo");
    protected static readonly Viewer Siv = Staff("siv", UserRoles.ContactOfficer, "oslo-friomsorg");
    protected static readonly Viewer Lise = Staff("lise", UserRoles.UnitLeader, "oslo");
    protected static readonly Viewer Nina = new("nina", [UserRoles.GroupMember], []);
    protected static readonly Viewer Knut = new("knut", [UserRoles.GroupMember], []);
    protected static readonly Viewer Hanne = new("hanne", [UserRoles.GroupMember], []);

    private TimeLine? _timeLine;
    private Case? _read;

    /// <summary>The case of the scenario.</summary>
    protected Guid CaseId { get; set; }

    /// <summary>What has happened, to be asserted on and written to a file.</summary>
    protected TimeLine Line => _timeLine ??= new TimeLine(Services);

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await BeginClockAsync();
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        database.Add(new Unit("oslo", "Oslo fengsel", UnitKind.Prison, null, "lise"));
        database.Add(new Unit("bergen", "Bergen fengsel", UnitKind.Prison, null, null));
        database.Add(new Unit("oslo-friomsorg", "Oslo friomsorgskontor", UnitKind.Probation, null, "lise"));
        foreach (var viewer in new[] { Kari, Ola, Siv, Lise })
            database.Add(new UserAccount(viewer.UserId, Name(viewer), viewer.Roles, viewer.UnitIds[0], null, $"{viewer.UserId}@example.org"));
        foreach (var viewer in new[] { Nina, Knut, Hanne })
            database.Add(new UserAccount(viewer.UserId, Name(viewer), viewer.Roles, null, null, $"{viewer.UserId}@example.org"));
        await database.SaveChangesAsync(Cancel);
        await Services.GetRequiredService<WorkflowShelf>().PublishAsync(Cancel);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_timeLine is not null && CaseId != Guid.Empty)
            await _timeLine.WriteAsync(NameOfFile, CaseId, Paragraphs);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton(provider => new EngineClocks(provider.GetRequiredService<BusinessClock>(), provider.GetRequiredService<TimeProvider>()));
        services.AddEngine();
        services.AddActivities();
    }

    /// <summary>An instant in Norway, written <c>2027-01-04 09:00</c>.</summary>
    protected static DateTimeOffset At(string local)
    {
        var parts = local.Split(' ');
        return NorwegianTime.At(DateOnly.ParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeOnly.ParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture));
    }

    /// <summary>Time passes to an instant in Norway; whatever is due on the way happens at its own instant.</summary>
    protected async Task UntilAsync(string local)
    {
        var target = At(local);
        var stepper = Services.GetRequiredService<EngineStepper>();
        await stepper.UntilQuietAsync(Cancel);
        while (await Store.NextDueAsync(Cancel) is { } next && next <= target)
        {
            if (next > Clock.GetUtcNow())
                Assert.True(await Clock.SetAsync(next, Cancel));
            await stepper.UntilQuietAsync(Cancel);
            await LookAsync();
        }

        Assert.True(await Clock.SetAsync(target, Cancel));
        await stepper.UntilQuietAsync(Cancel);
        await LookAsync();
    }

    /// <summary>Opens the case of a synthetic person. Without contact officer the unit leader is asked to name one.</summary>
    protected async Task OpenCaseAsync(string startDate, string? releaseDate, string? contactOfficer = "kari")
    {
        var result = await Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen
        {
            Person = new NewPerson { NationalNumber = SyntheticPerson.Number, GivenName = "Test", FamilyName = "Testesen", Email = "person@example.org" },
            UnitId = "oslo",
            StartDate = DateOnly.Parse(startDate, CultureInfo.InvariantCulture),
            ReleaseDate = releaseDate is null ? null : DateOnly.Parse(releaseDate, CultureInfo.InvariantCulture),
            HomeMunicipality = "Grünerløkka",
            ContactOfficer = contactOfficer,
        }, Lise, Cancel);
        CaseId = Assert.IsType<CaseResult.Done>(result).CaseId;
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        await LookAsync();
    }

    /// <summary>The one task of a step that the viewer has; fails with what there is instead.</summary>
    protected async Task<HumanTask> TaskAsync(Viewer viewer, string step)
    {
        await using var scope = Services.CreateAsyncScope();
        var mine = await scope.ServiceProvider.GetRequiredService<TaskReads>().ListAsync(viewer, TaskList.Mine, 0, 100, Cancel);
        var found = mine.Lines.Where(line => line.Task.Step == step).ToList();
        return found.Count == 1 ? found[0].Task : throw new InvalidOperationException(
            $"{viewer.UserId} has {found.Count} tasks of step {step} at {NorwegianTime.Local(Clock.GetUtcNow()):yyyy-MM-dd HH:mm}, but {string.Join(", ", mine.Lines.Select(line => line.Task.Step))}. Incidents: {await Line.IncidentsAsync()}");
    }

    /// <summary>Opens a task as a page does and completes it.</summary>
    protected async Task<TaskResult> TryCompleteAsync(Viewer viewer, string step, JsonObject answers)
    {
        var task = await TaskAsync(viewer, step);
        await using (var scope = Services.CreateAsyncScope())
            Assert.NotNull(await scope.ServiceProvider.GetRequiredService<TaskReads>().OpenAsync(task.Id, viewer, Cancel));
        var result = await Services.GetRequiredService<TaskDesk>().CompleteAsync(new TaskCompletion { TaskId = task.Id, Viewer = viewer, Version = task.Version, Answers = answers }, Cancel);
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        await LookAsync();
        return result;
    }

    /// <summary>Completes a task that must go through.</summary>
    protected async Task CompleteAsync(Viewer viewer, string step, JsonObject answers)
    {
        var result = await TryCompleteAsync(viewer, step, answers);
        if (result is TaskResult.Refused refused)
            Assert.Fail($"{step} was refused: {string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}"))}");
        Assert.IsType<TaskResult.Done>(result);
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    /// <summary>The case as it is stored; not to be changed. Read anew when it has changed: every change raises its version.</summary>
    protected async Task<Case> CaseAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var version = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Case>().Where(row => row.Id == CaseId).Select(row => row.Version).SingleAsync(Cancel);
        return _read is { } read && read.Id == CaseId && read.Version == version
            ? read
            : _read = (await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(CaseId, Cancel))!;
    }

    /// <summary>Tasks of the case that wait for somebody, as <c>step role</c>, sorted.</summary>
    protected async Task<string[]> OpenTasksAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var tasks = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks
            .Where(task => task.CaseId == CaseId && (task.Status == HumanTaskStatus.Open || task.Status == HumanTaskStatus.Claimed)).ToListAsync(Cancel);
        return [.. tasks.Select(task => $"{task.Step} {task.Role ?? task.Assignee}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Lets the time line note what has changed. Of several cases in one test it tells of the last.</summary>
    protected async Task LookAsync()
    {
        if (CaseId != Guid.Empty)
            await Line.LookAsync(await CaseAsync(), Clock.GetUtcNow());
    }

    // A test with arguments has a line for each of them.
    private static string NameOfFile
    {
        get
        {
            var shown = TestContext.Current.Test?.TestDisplayName ?? "scenario";
            var name = shown[(shown.IndexOf("Scenarios.", StringComparison.Ordinal) + "Scenarios.".Length)..];
            return string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : ' ')).Trim().Replace("  ", " ", StringComparison.Ordinal);
        }
    }

    private static string Paragraphs =>
        (TestContext.Current.TestMethod as IXunitTestMethod)?.Method.GetCustomAttributes(typeof(ShowsAttribute), inherit: true) is [ShowsAttribute shows, ..] ? shows.Paragraphs : "–";

    // The clock may only go forward, and a test must also run when the machine's calendar has passed the scenario's.
    private async Task BeginClockAsync()
    {
        var database = Services.GetRequiredService<Database>();
        var sql = database is SqliteDatabase
            ? FormattableString.Invariant($"insert into business_clock (id, now) values (1, {Beginning.UtcTicks / 10 - DateTimeOffset.UnixEpoch.UtcTicks / 10})")
            : FormattableString.Invariant($"insert into business_clock (id, now) values (1, '{Beginning:yyyy-MM-dd HH:mm:ss}Z')");
        await DatabaseContents.ExecuteAsync(database, sql, Cancel);
        Assert.Equal(Beginning, Clock.GetUtcNow());
    }

    private static Viewer Staff(string id, string role, string unit) => new(id, [role], [unit]);

    private static string Name(Viewer viewer) => $"{char.ToUpperInvariant(viewer.UserId[0])}{viewer.UserId[1..]} Nordmann";
}
