using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Users;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>A reminder says what will happen: who is told next and when, or that nobody is; in the language its reader has chosen.</summary>
public sealed class What_reminders_say(SqliteTestDatabase database) : ProcessSuite(database), IClassFixture<SqliteTestDatabase>
{
    [Fact]
    public async Task Who_is_told_and_when_before_the_deadline_and_after_it()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        await UntilAsync("2027-01-26 12:00");
        var before = await LastAsync("reminder");
        Assert.Contains("Fristen er tirsdag 2. februar 2027.", before.Body, StringComparison.Ordinal);
        Assert.Contains("Går fristen ut, får enhetsleder beskjed onsdag 3. februar 2027.", before.Body, StringComparison.Ordinal);
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-26"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-26"));
        await UntilAsync("2027-03-02 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-03-02", "2027-03-05T10:00"));
        await UntilAsync("2027-03-05 11:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));

        // The question of consent is reminded of the day after its deadline, and escalates two days later.
        await UntilAsync("2027-03-06 12:00");
        var after = await LastAsync("reminder");
        Assert.Contains("Fristen var fredag 5. mars 2027.", after.Body, StringComparison.Ordinal);
        Assert.Contains("Er den fortsatt ikke gjort mandag 8. mars 2027, får enhetsleder beskjed.", after.Body, StringComparison.Ordinal);

        // Whoever is told already is not threatened with.
        await UntilAsync("2027-03-08 12:00");
        Assert.Contains("Oppgaven blir stående til noen gjør den.", (await LastAsync("reminder")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_the_unit_leader_it_says_that_the_region_is_told_and_the_task_page_says_the_same()
    {
        await AddAsync(
            new Unit("ost", "Region øst", UnitKind.Region, null, "rolf"), new Unit("ringerike", "Ringerike fengsel", UnitKind.Prison, "ost", "lise"),
            new UserAccount("rolf", "Rolf Nordmann", [UserRoles.UnitLeader], "ost", null, "rolf@example.org"));
        var leader = new Viewer("lise", [UserRoles.UnitLeader], ["ringerike"]);
        var opened = await Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen
        {
            Person = new NewPerson { NationalNumber = SyntheticPerson.Number, GivenName = "Test", FamilyName = "Testesen", Email = "person@example.org" },
            UnitId = "ringerike",
            StartDate = new DateOnly(2027, 6, 1),
            ReleaseDate = new DateOnly(2027, 12, 1),
        }, leader, Cancel);
        CaseId = Assert.IsType<CaseResult.Done>(opened).CaseId;
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
        await UntilAsync("2027-01-05 12:00");
        Assert.Contains("Går fristen ut, får leder for regionen beskjed torsdag 7. januar 2027.", (await LastAsync("reminder")).Body, StringComparison.Ordinal);
        var task = await TaskAsync(leader, "name-contact-officer");
        await using var scope = Services.CreateAsyncScope();
        var view = await scope.ServiceProvider.GetRequiredService<TaskReads>().OpenAsync(task.Id, leader, Cancel);
        Assert.Equal("region-leader", Assert.Single(view!.Deadline!.Rungs, rung => rung.IsEscalation).ToRole);
    }

    [Fact]
    public async Task In_the_language_its_reader_has_chosen_for_the_pages()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        await AddAsync(new UserSettings { UserId = "kari", Language = "en" });
        await UntilAsync("2027-01-26 12:00");
        var reminder = await LastAsync("reminder");
        Assert.StartsWith("Reminder: Summons – due", reminder.Subject, StringComparison.Ordinal);
        Assert.Contains("If the deadline passes, the unit leader is told on Wednesday", reminder.Body, StringComparison.Ordinal);
        await UntilAsync("2027-02-03 12:00");
        Assert.StartsWith("Frist oversittet:", (await LastAsync("escalation")).Subject, StringComparison.Ordinal); // lise has chosen none
    }

    private async Task AddAsync(params object[] rows)
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        database.AddRange(rows);
        await database.SaveChangesAsync(Cancel);
    }

    // The last notice of a template, composed as it would be now.
    private async Task<NoticeText> LastAsync(string template)
    {
        await using var scope = Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.Where(row => row.CaseId == CaseId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(Cancel);
        var row = rows.Last(candidate => NoticePayload.Read(candidate.Payload).Template == template);
        var message = new OutboxMessage { Id = row.Id, Key = row.Key, Kind = row.Kind, CaseId = row.CaseId, PayloadJson = row.Payload, CreatedAt = row.CreatedAt };
        return Assert.IsType<ComposedNotice.Ready>(await scope.ServiceProvider.GetRequiredService<NoticeComposer>().ComposeAsync(message, Cancel)).Text;
    }
}
