using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>What lists, counts, search and kept filters say to whom.</summary>
public abstract class TaskSightSuite(TestDatabase database) : ProcessSuite(database)
{
    private static readonly Viewer Mona = new("mona", [UserRoles.EnvironmentWorker], ["oslo"]);
    private static readonly Viewer Berit = new("berit", [UserRoles.ContactOfficer], ["bergen"]);
    private static readonly Viewer Deputy = new("deputy", [UserRoles.UnitLeader], ["oslo"]);
    private static readonly Viewer Region = new("region", [UserRoles.UnitLeader], ["east", "oslo", "bergen"]);
    private static readonly Viewer Eva = new("eva", [UserRoles.ProcessOwner], ["oslo"]);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using (var scope = Services.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            context.Add(new UserAccount("mona", "Mona Nordmann", Mona.Roles, "oslo", null, null));
            await context.SaveChangesAsync(Cancel);
        }

        await OpenCaseAsync("2027-03-02", "2027-09-01");
    }

    [Fact]
    public async Task Lists_hold_what_one_may_do_and_nothing_else_whatever_role_group_holder_and_state()
    {
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), "update case_members set agency_id = 'nav-oslo' where user_id = 'nina'", Cancel);
        await AddAsync(
            from role in new[] { null, "contact-officer", "unit-leader", "environment-worker", "member:nav" }
            from @group in new[] { null, "unit:environment-worker", "unit:unit-leader", "agency:nav-oslo" }
            from assignee in new[] { null, "mona", "nina", "berit" }
            from state in Enumerable.Range(0, 5)
            select In(state, New() with { Role = role, CandidateGroup = @group, Assignee = assignee }));

        foreach (var viewer in new[] { Kari, Ola, Lise, Deputy, Region, Mona, Nina, Knut, Berit, Eva })
        {
            var (mine, ours, held) = (await AllAsync(viewer, TaskList.Mine), await AllAsync(viewer, TaskList.Group), await AllAsync(viewer, TaskList.OnHold));
            Assert.Empty(mine.Intersect(ours).Concat(mine.Intersect(held)).Concat(ours.Intersect(held)));
            var expected = await MayDoAsync(viewer);
            Assert.Equal((viewer.UserId, "", ""), (viewer.UserId, Words(expected.Keys.Except(mine).Except(ours).Except(held), expected), Words(mine.Concat(ours).Concat(held).Except(expected.Keys), expected)));
            await using var scope = Services.CreateAsyncScope();
            var counts = await scope.ServiceProvider.GetRequiredService<TaskReads>().CountsAsync(viewer, Cancel);
            Assert.Equal((mine.Count, ours.Count, held.Count), (counts.Mine, counts.Group, counts.OnHold));
        }
    }

    [Fact]
    public async Task Search_finds_names_titles_steps_and_references_and_only_in_what_one_sees()
    {
        var reference = CaseId.ToString("N")[^8..];
        foreach (var text in new[] { "test", "TESTES", "innkalling", "send innk", reference, reference[..5].ToUpperInvariant(), "testesen innkalling" })
        {
            Assert.Contains("summons", await StepsAsync(Kari, TaskList.Mine, new TaskFilter { Text = text }));
            Assert.Contains("summons", await StepsAsync(Ola, TaskList.Group, new TaskFilter { Text = text }));
            Assert.Empty(await StepsAsync(Berit, TaskList.Group, new TaskFilter { Text = text }));
            Assert.Empty(await StepsAsync(Eva, TaskList.Group, new TaskFilter { Text = text }));
        }

        foreach (var text in new[] { "estesen", "nkall%", "t_st", "testesen ansvarsplan", "99999999" })
            Assert.Empty(await StepsAsync(Kari, TaskList.Mine, new TaskFilter { Text = text }));
        Assert.Equal(2, (await StepsAsync(Kari, TaskList.Mine, new TaskFilter { Text = "  " })).Length);

        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), "update persons set given_name = 'Åse-Ørjan', family_name = 'Bjørn Ærlig' where id is not null", Cancel);
        foreach (var text in new[] { "åse", "ÅS", "ørj", "ærl", "bjø", "bjørn åse", "åse-ørjan", "åse-ø" })
            Assert.True((await StepsAsync(Kari, TaskList.Mine, new TaskFilter { Text = text })).Length == 2, text);
        foreach (var text in new[] { "ase", "rjan", "jan", "åse-bjørn" })
            Assert.True((await StepsAsync(Kari, TaskList.Mine, new TaskFilter { Text = text })).Length == 0, text);
    }

    [Fact]
    public async Task Filters_narrow_by_step_unit_role_date_and_holder_and_the_counts_with_them()
    {
        Assert.Equal(["summons"], await StepsAsync(Ola, TaskList.Group, new TaskFilter { Step = "summons" }));
        Assert.Equal(2, (await StepsAsync(Ola, TaskList.Group, new TaskFilter { Unit = "oslo" })).Length);
        Assert.Empty(await StepsAsync(Ola, TaskList.Group, new TaskFilter { Unit = "bergen" }));
        Assert.Empty(await StepsAsync(Ola, TaskList.Group, new TaskFilter { Role = "unit-leader" }));
        Assert.Equal(2, (await StepsAsync(Ola, TaskList.Group, new TaskFilter { Role = "contact-officer", Holder = "kari" })).Length);
        var summons = await TaskAsync(Kari, "summons"); // due at the end of 2 February: 29 days after the beginning
        Assert.Empty(await StepsAsync(Kari, TaskList.Mine, new TaskFilter { DueWithinDays = 28, Step = "summons" }));
        Assert.Equal(["summons"], await StepsAsync(Kari, TaskList.Mine, new TaskFilter { DueWithinDays = 29, Step = "summons" }));
        Assert.IsType<TaskResult.Done>(await Services.GetRequiredService<TaskDesk>().ClaimAsync(summons.Id, Ola, null, Cancel));
        Assert.Equal(["summons"], await StepsAsync(Lise, TaskList.Group, new TaskFilter { Holder = "ola" }));
        Assert.Equal(["establish-group"], await StepsAsync(Lise, TaskList.Group, new TaskFilter { Holder = "kari" }));
    }

    [Fact]
    public async Task A_kept_filter_is_seen_by_its_owner_and_those_it_is_shared_with()
    {
        await using var scope = Services.CreateAsyncScope();
        var filters = scope.ServiceProvider.GetRequiredService<SavedFilters>();
        var shared = Assert.IsType<FilterResult.Saved>(await filters.SaveAsync(Kari, " Innkallinger ", "?liste=gruppe&steg=summons", new FilterCircle("oslo", null), Cancel)).Filter;
        var own = Assert.IsType<FilterResult.Saved>(await filters.SaveAsync(Kari, "Mine", "sok=testesen", null, Cancel)).Filter;
        Assert.Equal(["Innkallinger liste=gruppe&steg=summons", "Mine sok=testesen"], (await filters.ListAsync(Kari, Cancel)).Select(row => $"{row.Name} {row.Query}"));
        Assert.Equal(["Innkallinger"], (await filters.ListAsync(Ola, Cancel)).Select(row => row.Name));
        Assert.Empty(await filters.ListAsync(Berit, Cancel));
        Assert.Empty(await filters.ListAsync(Eva, Cancel)); // at the unit, but sees no cases of it
        Assert.Equal(["filter.name-taken", "filter.empty", "case.unit-missing"], Codes(await filters.SaveAsync(Kari, "Mine", "", new FilterCircle("bergen", null), Cancel)));
        Assert.Equal(["text.missing", "text.too-long"], Codes(await filters.SaveAsync(Ola, " ", new string('x', 1001), null, Cancel)));
        Assert.False(await filters.DeleteAsync(Ola, shared.Id, Cancel));
        Assert.True(await filters.DeleteAsync(Kari, own.Id, Cancel));
        Assert.Equal(["Innkallinger"], (await filters.ListAsync(Kari, Cancel)).Select(row => row.Name));
    }

    [Fact]
    public async Task A_filter_of_a_group_is_seen_by_those_of_the_group_alone()
    {
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), "update case_members set agency_id = 'nav-oslo' where user_id in ('nina', 'knut')", Cancel);
        await using var scope = Services.CreateAsyncScope();
        var filters = scope.ServiceProvider.GetRequiredService<SavedFilters>();
        var agency = FilterCircle.Read("agency:nav-oslo");
        Assert.IsType<FilterResult.Saved>(await filters.SaveAsync(Nina, "NAV", "liste=gruppe", agency, Cancel));
        Assert.IsType<FilterResult.Saved>(await filters.SaveAsync(Mona, "Miljø", "liste=gruppe", FilterCircle.Read("unit:environment-worker@oslo"), Cancel));
        Assert.Equal(["filter.group-missing"], Codes(await filters.SaveAsync(Hanne, "NAV", "liste=gruppe", agency, Cancel)));
        Assert.Equal(["filter.group-missing"], Codes(await filters.SaveAsync(Kari, "Miljø", "liste=gruppe", new FilterCircle("oslo", "unit:environment-worker"), Cancel)));
        Assert.Equal(["filter.group-missing"], Codes(await filters.SaveAsync(Mona, "Miljø 2", "liste=gruppe", new FilterCircle("bergen", "unit:environment-worker"), Cancel)));
        Assert.Equal(["filter.group-missing"], Codes(await filters.SaveAsync(Kari, "NAV", "liste=gruppe", agency, Cancel)));
        foreach (var (viewer, seen) in new[] { (Nina, "NAV"), (Knut, "NAV"), (Hanne, ""), (Mona, "Miljø"), (Kari, ""), (Lise, ""), (Mona with { UnitIds = ["bergen"] }, "Miljø") })
            Assert.Equal((viewer.UserId, seen), (viewer.UserId, string.Join(' ', (await filters.ListAsync(viewer, Cancel)).Select(row => row.Name))));
        Assert.Empty(await filters.ListAsync(new Viewer("tore", [UserRoles.EnvironmentWorker], ["bergen"]), Cancel));
        await DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), "update case_members set left_on = '2027-01-04' where user_id = 'knut'", Cancel);
        Assert.Empty(await filters.ListAsync(Knut, Cancel));
    }

    [Fact]
    public async Task What_one_has_done_is_shown_as_long_as_one_sees_its_case()
    {
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await AddAsync(new[] { ("Ninas", "member:nav"), ("Olas", CaseRoles.ContactOfficer), ("Lises", CaseRoles.UnitLeader) }.Select(task => New() with { Title = task.Item1, Role = task.Item2 }));
        foreach (var (viewer, title) in new[] { (Nina, "Ninas"), (Ola, "Olas"), (Lise, "Lises") })
            await CompleteTitledAsync(viewer, title);
        await AssertDoneAsync((Kari, 1), (Ola, 1), (Nina, 1), (Lise, 1), (Mona, 0));

        await ExecuteAsync("update case_members set left_on = '2027-01-04' where user_id = 'nina'");
        await AssertDoneAsync((Kari, 1), (Ola, 1), (Nina, 0), (Lise, 1));
        await ExecuteAsync("update case_members set left_on = null where user_id = 'nina'");
        await AssertDoneAsync((Nina, 1));

        // The case moves: kari holds her role still, ola stood in for her at the unit it left.
        await ExecuteAsync("update cases set unit_id = 'bergen' where id is not null");
        await ExecuteAsync("update tasks set unit_id = 'bergen' where unit_id = 'oslo'");
        await AssertDoneAsync((Kari, 1), (Ola, 0), (Nina, 1), (Lise, 0));
        await ExecuteAsync("update cases set unit_id = 'oslo' where id is not null");
        await ExecuteAsync("update tasks set unit_id = 'oslo' where unit_id = 'bergen'");

        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseKeeping>().StopAsync(CaseId, StopKind.Death, "Personen er død.", Lise, null, Cancel));
        await AssertDoneAsync((Kari, 1), (Ola, 1), (Nina, 0), (Lise, 1));
    }

    [Fact]
    public async Task Who_does_not_see_the_needs_is_told_of_their_own_tasks_alone_and_of_nothing_before_they_looked()
    {
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await AddAsync(new[] { ("Ninas", "member:nav"), ("Ninas andre", "member:nav"), ("Knuts", "member:municipality"), ("Karis", CaseRoles.ContactOfficer) }.Select(task => New() with { Title = task.Item1, Role = task.Item2 }));
        var task = await TitledAsync("Ninas");
        await CompleteTitledAsync(Knut, "Knuts"); // before nina has looked
        await UntilAsync("2027-01-04 10:00");
        Assert.Empty(await FinishedAsync(task, DateTimeOffset.UnixEpoch)); // she has not looked at all
        await using (var scope = Services.CreateAsyncScope())
            Assert.NotNull(await scope.ServiceProvider.GetRequiredService<TaskReads>().OpenAsync(task, Nina, Cancel));
        await UntilAsync("2027-01-04 11:00");
        await CompleteTitledAsync(Kari, "Karis");
        await CompleteTitledAsync(Nina, "Ninas andre");

        Assert.Equal(["Ninas andre"], await FinishedAsync(task, DateTimeOffset.UnixEpoch));
        Assert.Empty(await FinishedAsync(task, At("2027-01-04 11:30")));
        await using (var scope = Services.CreateAsyncScope())
        {
            var reads = scope.ServiceProvider.GetRequiredService<TaskReads>();
            Assert.NotNull(await reads.OpenAsync(task, Kari, Cancel));
            Assert.Empty((await scope.ServiceProvider.GetRequiredService<SinceOpenedReads>().SinceAsync(task, Kari, DateTimeOffset.UnixEpoch, Cancel)).Finished); // kari has looked just now
        }
    }

    [Fact]
    public async Task What_was_typed_into_a_task_that_went_to_somebody_else_is_still_its_writers_and_nothing_else_of_the_case_is()
    {
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await AddAsync([New() with { Title = "Ninas", Role = "member:nav" }, New() with { Title = "Karis", Role = CaseRoles.ContactOfficer }]);
        var (task, other) = (await TitledAsync("Ninas"), await TitledAsync("Karis"));
        Assert.IsType<DraftResult.Saved>(await Services.GetRequiredService<DraftDesk>().SaveAsync(new DraftToSave { TaskId = task, Viewer = Nina, Answers = new() { ["#comment"] = "Ringte" } }, Cancel));
        Assert.Null(await LostAsync(task, Nina)); // still hers
        Assert.IsType<TaskResult.Done>(await Services.GetRequiredService<TaskMoves>().HandOverAsync(task, "kari", "Ferie", Kari, null, Cancel));
        var lost = await LostAsync(task, Nina);
        Assert.Equal(("kari", "Ringte"), (lost?.Now?.Assignee, lost?.Draft?.Answers["#comment"]?.GetValue<string>()));
        Assert.Null(await LostAsync(other, Nina)); // never hers, whatever is posted to it
        Assert.Null(await LostAsync(task, Knut));

        await ExecuteAsync("update case_members set left_on = '2027-01-04' where user_id = 'nina'");
        lost = await LostAsync(task, Nina);
        Assert.NotNull(lost?.Draft);
        Assert.Null(lost.Now);
        Assert.IsType<DraftResult.Saved>(await Services.GetRequiredService<DraftDesk>().DiscardAsync(task, Nina, Cancel));
        Assert.Null(await LostAsync(task, Nina));
        Assert.IsType<DraftResult.NotFound>(await Services.GetRequiredService<DraftDesk>().DiscardAsync(task, Nina, Cancel));
    }

    private async Task<LostTask?> LostAsync(Guid task, Viewer viewer)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LostTaskReads>().OpenAsync(task, viewer, hasPosted: true, Cancel);
    }

    private async Task<string[]> FinishedAsync(Guid task, DateTimeOffset since)
    {
        await using var scope = Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<SinceOpenedReads>().SinceAsync(task, Nina, since, Cancel)).Finished.Select(one => one.Title)];
    }

    private async Task<Guid> TitledAsync(string title)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.Where(task => task.Title == title).Select(task => task.Id).SingleAsync(Cancel);
    }

    private async Task CompleteTitledAsync(Viewer viewer, string title) =>
        Assert.IsType<TaskResult.Done>(await Services.GetRequiredService<TaskDesk>().CompleteAsync(new TaskCompletion { TaskId = await TitledAsync(title), Viewer = viewer }, Cancel));

    // The list, its count and what a search for the person's name finds in it.
    private async Task AssertDoneAsync(params (Viewer Viewer, int Count)[] expected)
    {
        foreach (var (viewer, count) in expected)
        {
            await using var scope = Services.CreateAsyncScope();
            var reads = scope.ServiceProvider.GetRequiredService<TaskReads>();
            var page = await reads.ListAsync(viewer, TaskList.Done, 0, 50, Cancel);
            var found = await reads.ListAsync(viewer, TaskList.Done, new TaskFilter { Text = "testesen" }, 0, 50, Cancel);
            Assert.Equal((viewer.UserId, count, count, count, count), (viewer.UserId, page.Lines.Length, page.Total, found.Lines.Length, (await reads.CountsAsync(viewer, Cancel)).Done));
        }
    }

    private Task ExecuteAsync(string sql) => DatabaseContents.ExecuteAsync(Services.GetRequiredService<Database>(), sql, Cancel);

    private static IEnumerable<string> Codes(FilterResult result) => Assert.IsType<FilterResult.Refused>(result).Refusals.Select(refusal => refusal.Code);

    private static string Words(IEnumerable<Guid> ids, Dictionary<Guid, HumanTask> tasks) => string.Join("; ", ids.Take(5).Select(id =>
        tasks.TryGetValue(id, out var task) ? $"{task.Status} role {task.Role} group {task.CandidateGroup} for {task.Assignee} with {task.ClaimedBy}" : $"{id}"));

    private HumanTask New() => new()
    {
        Id = Guid.CreateVersion7(),
        CaseId = CaseId,
        Step = "",
        Title = "En oppgave",
        Text = "",
        FormJson = "[]",
        OutcomesJson = """["Done"]""",
        CreatedAt = Clock.GetUtcNow(),
    };

    private HumanTask In(int state, HumanTask task)
    {
        var now = Clock.GetUtcNow();
        return state switch
        {
            1 => task with { Status = HumanTaskStatus.Claimed, ClaimedBy = "ola", ClaimedAt = now, ClaimedUntil = now.AddHours(1) },
            2 => task with { Status = HumanTaskStatus.Claimed, ClaimedBy = "nina", ClaimedAt = now, ClaimedUntil = now.AddHours(-1) },
            3 => task with { Status = HumanTaskStatus.OnHold, ClaimedBy = "kari", ClaimedAt = now, ClaimedUntil = now.AddHours(3), HeldUntil = now.AddHours(2) },
            4 => task with { Status = HumanTaskStatus.OnHold, ClaimedBy = "mona", ClaimedAt = now, ClaimedUntil = now.AddHours(3), HeldUntil = now.AddHours(-1) },
            _ => task,
        };
    }

    private async Task AddAsync(IEnumerable<HumanTask> tasks)
    {
        var all = tasks.ToList();
        await Services.GetRequiredService<WorkflowRuntime>().ExecuteAsync(
            (unit, _) =>
            {
                foreach (var task in all)
                    unit.AddTask(task);
                return ValueTask.FromResult(true);
            },
            Cancel);
    }

    private async Task<Dictionary<Guid, HumanTask>> MayDoAsync(Viewer viewer)
    {
        await using var scope = Services.CreateAsyncScope();
        var subject = (await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(CaseId, Cancel))!;
        var tasks = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.ToListAsync(Cancel);
        return tasks.Where(task => task.IsUnfinished && TaskAccess.MayDo(task.AsOf(Clock.GetUtcNow()), subject, viewer, viewer == Lise)).ToDictionary(task => task.Id);
    }

    private async Task<List<Guid>> AllAsync(Viewer viewer, TaskList list)
    {
        await using var scope = Services.CreateAsyncScope();
        var reads = scope.ServiceProvider.GetRequiredService<TaskReads>();
        var ids = new List<Guid>();
        while (true)
        {
            var page = await reads.ListAsync(viewer, list, ids.Count, 150, Cancel);
            ids.AddRange(page.Lines.Select(line => line.Task.Id));
            if (!page.HasNext)
            {
                Assert.Equal(page.Total, ids.Count);
                Assert.Equal(ids.Count, ids.Distinct().Count());
                return ids;
            }
        }
    }

    private async Task<string[]> StepsAsync(Viewer viewer, TaskList list, TaskFilter filter)
    {
        await using var scope = Services.CreateAsyncScope();
        var page = await scope.ServiceProvider.GetRequiredService<TaskReads>().ListAsync(viewer, list, filter, 0, 100, Cancel);
        Assert.Equal(page.Total, page.Lines.Length);
        return [.. page.Lines.Select(line => line.Task.Step).Order(StringComparer.Ordinal)];
    }
}

public sealed class TaskSightOnSqlite(SqliteTestDatabase database) : TaskSightSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class TaskSightOnPostgres(PostgresTestDatabase database) : TaskSightSuite(database), IClassFixture<PostgresTestDatabase>;
