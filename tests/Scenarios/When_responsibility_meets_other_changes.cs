using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class ResponsibilitySuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("the contact officer is replaced in the middle of a transfer: the new one here answers for the case until the farewell, and keeps nothing of it after; the person is told of the right one")]
    public async Task Who_replaces_the_contact_officer_during_a_transfer_is_responsible_until_the_farewell()
    {
        Undone.UnionWith(["confirm-handover"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) });
        await GoOnAsync("2027-03-02 12:00"); // ola in Bergen has joined
        var roles = Services.GetRequiredService<CaseRoleDesk>();
        await DoneAsync(roles.ReplaceAsync(CaseId, CaseRoles.ContactOfficer, "siv", Today, Lise, null, Cancel));
        Assert.Equal("siv", (await CaseAsync()).Roles.ContactOfficer);
        await using (var scope = Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            var told = await database.Outbox.Where(row => row.CaseId == CaseId && row.Payload.Contains("contact-officer-changed")).SingleAsync(Cancel);
            var composed = await scope.ServiceProvider.GetRequiredService<NoticeComposer>().ComposeAsync(
                new Engine.Outbox.OutboxMessage { Id = told.Id, Key = told.Key, Kind = told.Kind, CaseId = told.CaseId, PayloadJson = told.Payload, CreatedAt = told.CreatedAt }, Cancel);
            var text = Assert.IsType<ComposedNotice.Ready>(composed).Text.Body;
            var names = await database.Set<UserAccount>().ToDictionaryAsync(user => user.Id, user => user.DisplayName, Cancel);
            Assert.Contains(names["siv"], text, StringComparison.Ordinal);
            Assert.DoesNotContain(names["ola"], text, StringComparison.Ordinal);
            Assert.Equal("siv", Assert.Single(await scope.ServiceProvider.GetRequiredService<CaseList>().ReadAsync(Lise, null, 10, Cancel)).ContactOfficerId);
        }

        Undone.Clear();
        await GoOnAsync("2027-03-20 12:00");
        var moved = await CaseAsync();
        Assert.Equal(("bergen", "ola"), (moved.UnitId, moved.Roles.ContactOfficer));
        Assert.All((string[])["kari", "siv"], before => Assert.False(moved.Roles.IsHeldBy(before), before));
        Assert.Equal(CaseRights.None, CaseAccess.Of(moved, Siv));
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("7: a transfer takes every role inside the service along; the form offers them, and one that is left out is refused with what to do")]
    public async Task A_role_beside_the_contact_officers_is_handed_over_too()
    {
        Undone.UnionWith(["begin-handover"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await DoneAsync(Services.GetRequiredService<CaseRoleDesk>().NameAsync(CaseId, CaseRoles.EnvironmentWorker, "siv", Lise, null, Cancel));
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) });
        await GoOnAsync("2027-03-02 12:00");
        await using (var scope = Services.CreateAsyncScope())
        {
            var view = await scope.ServiceProvider.GetRequiredService<TaskReads>().OpenAsync((await TaskAsync(Kari, "begin-handover")).Id, Kari, Cancel);
            Assert.Equal([CaseRoles.ContactOfficer, CaseRoles.EnvironmentWorker], view!.Form.Prefill["takers"]!.AsArray().Select(row => (string?)row!["role"]));
        }

        var without = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "begin-handover", Begin((CaseRoles.ContactOfficer, "ola"))));
        Assert.Equal("takers handover.role-left-out environment-worker", Assert.Single(without.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code} {refusal.Args[0]}")));
        await CompleteAsync(Kari, "begin-handover", Begin((CaseRoles.ContactOfficer, "ola"), (CaseRoles.EnvironmentWorker, "ola")));
        Undone.Clear();
        await GoOnAsync("2027-03-20 12:00");
        var moved = await CaseAsync();
        Assert.Equal(("bergen", "ola", "ola"), (moved.UnitId, moved.Roles.ContactOfficer, moved.Roles.Responsible(CaseRoles.EnvironmentWorker)!.UserId));
        Assert.False(moved.Roles.IsHeldBy("siv"));

        static JsonObject Begin(params (string Role, string User)[] takers) => new()
        {
            ["kind"] = "other-unit",
            ["receivingUnit"] = "bergen",
            ["takers"] = new JsonArray([.. takers.Select(taker => (JsonNode)new JsonObject { ["role"] = taker.Role, ["userId"] = taker.User })]),
        };
    }

    [Fact]
    [Shows("a transfer's date is corrected to none: the handover begun for it ends as when the transfer is called off")]
    public async Task A_transfer_that_is_corrected_away_ends_its_handover()
    {
        Undone.UnionWith(["confirm-handover"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) });
        await GoOnAsync("2027-03-02 12:00");
        await DoneAsync(Services.GetRequiredService<CorrectionDesk>().CorrectAsync(CaseId, [new FactToCorrect(CorrectableFacts.TransferDate, null, null)], "Feil person", Kari, null, Cancel));
        Assert.Null((await CaseAsync()).Handovers.Open);
        Assert.DoesNotContain(await OpenTasksAsync(), task => task.Contains("handover", StringComparison.Ordinal) || task.StartsWith("farewell", StringComparison.Ordinal));
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal("oslo", (await CaseAsync()).UnitId);
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("the release is handed over when a transfer comes in its place: it is called off, the transfer is handed over, and the release's handover comes in its time")]
    public async Task A_confirmed_release_is_called_off_when_a_transfer_comes_in_its_place()
    {
        Undone.UnionWith(["farewell"]);
        await OpenCaseAsync("2027-02-08", "2027-05-03");
        await GoOnAsync("2027-04-20 12:00");
        Assert.Equal(TransitionStatus.Confirmed, Assert.Single((await CaseAsync()).Handovers.All).Status);
        await MoveAsync(new DatesToChange { ReleaseDate = new DateOnly(2027, 9, 1), TransferDate = new DateOnly(2027, 5, 10) });
        var refused = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "farewell", Given.Farewell("2027-04-20", "Lise Nordmann")));
        Assert.Equal("farewell.transfer-planned", Assert.Single(refused.Refusals).Code);
        await DoneAsync(Keeping.CallOffHandoverAsync(CaseId, Kari, null, Cancel));
        Assert.Equal((TransitionStatus.CalledOff, CasePhase.CarryOut), ((await CaseAsync()).Handovers.All[0].Status, (await CaseAsync()).Phase));
        Assert.DoesNotContain(await OpenTasksAsync(), task => task.StartsWith("farewell", StringComparison.Ordinal));
        Undone.Clear();
        await GoOnAsync("2027-05-12 12:00");
        Assert.Equal("bergen", (await CaseAsync()).UnitId);
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal([TransitionKind.Release, TransitionKind.OtherUnit, TransitionKind.Release], (await CaseAsync()).Handovers.All.Select(handover => handover.Kind));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("duty to notify: a municipality that becomes known later is told of the dates the others were told of, also when the release's handover names it")]
    public async Task A_municipality_that_becomes_known_is_told_what_it_should_have_been()
    {
        await RegisterAsync();
        await OpenWithoutHomeAsync("2027-02-08", "2027-09-01");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", WithoutMunicipality());
        var before = await Line.NoticesAsync(CaseId);
        var homes = Services.GetRequiredService<CaseHomeDesk>();
        Assert.Equal("homeClarifiedOn date.in-future", string.Join(", ", Assert.IsType<CaseResult.Refused>(await homes.ChangeAsync(CaseId, new HomeToChange { Municipality = "Grünerløkka", ClarifiedOn = new DateOnly(2027, 1, 5) }, Kari, null, Cancel)).Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")));
        await DoneAsync(homes.ChangeAsync(CaseId, new HomeToChange { Municipality = "Grünerløkka", ClarifiedOn = new DateOnly(2027, 1, 4) }, Kari, null, Cancel));
        Assert.Equal(["2027-01-04 duty-release-date agency grunerlokka"], (await Line.NoticesAsync(CaseId)).Except(before));
        Assert.Equal((true, true), ((await CaseAsync()).Facts.HasHomeMunicipality, (await CaseAsync()).Facts.HasHome));
        await DoneAsync(homes.ChangeAsync(CaseId, new HomeToChange { IsNotClarified = true }, Kari, null, Cancel));
        Assert.False((await CaseAsync()).Facts.HasHome);
        Assert.Equal("homeMunicipality text.missing", string.Join(", ", Assert.IsType<CaseResult.Refused>(await homes.ChangeAsync(CaseId, new HomeToChange { Municipality = " " }, Kari, null, Cancel)).Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}")));
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) }); // and from now on it is told with the others
        Assert.Contains("2027-01-04 duty-transfer agency grunerlokka", await Line.NoticesAsync(CaseId));
    }

    [Fact]
    [Shows("7: the release's handover names the municipality when nobody knew it, and the duty to notify reaches it")]
    public async Task The_release_s_handover_makes_the_municipality_known()
    {
        await RegisterAsync();
        await OpenWithoutHomeAsync("2027-02-08", "2027-03-10");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", WithoutMunicipality());
        await UntilAsync("2027-02-08 10:00");
        await CompleteAsync(Kari, "begin-handover", Given.Handover("release", "Grünerløkka", CaseRoles.ContactOfficer, member: 1));
        Assert.Equal("Grünerløkka", (await CaseAsync()).HomeMunicipality);
        Assert.Contains("2027-02-08 duty-release-date agency grunerlokka", await Line.NoticesAsync(CaseId));
    }

    [Fact]
    [Shows("duty to notify: a date that changes before the group is established reaches the municipality and the person at once, and nobody is told the same twice")]
    public async Task A_date_that_changes_before_there_is_a_group_reaches_the_municipality_and_the_person()
    {
        await RegisterAsync();
        await OpenCaseAsync("2027-03-01", "2027-09-01");
        await MoveAsync(new DatesToChange { ReleaseDate = new DateOnly(2027, 9, 6) }); // not summoned: the summons is the first the person hears
        Assert.Equal(["2027-01-04 duty-release-date agency grunerlokka"], await Line.NoticesAsync(CaseId));
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await UntilAsync("2027-01-05 10:00");
        await MoveAsync(new DatesToChange { ReleaseDate = new DateOnly(2027, 9, 8), CustodyEndDate = new DateOnly(2027, 2, 1) });
        await MoveAsync(new DatesToChange { IsCustodyEndCalledOff = true });
        Assert.Equal(
            ["2027-01-05 duty-custody-end agency grunerlokka", "2027-01-05 duty-custody-end agency grunerlokka", "2027-01-05 duty-custody-end person", "2027-01-05 duty-custody-end person", "2027-01-05 duty-release-date agency grunerlokka", "2027-01-05 duty-release-date person"],
            (await Line.NoticesAsync(CaseId)).Where(notice => notice.StartsWith("2027-01-05", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await UntilAsync("2027-01-06 10:00");
        await CompleteAsync(Kari, "establish-group", WithoutMunicipality());
        Assert.Equal(["2027-01-06 duty-release-date member 1", "2027-01-06 duty-release-date member 2"], // the others know it
            (await Line.NoticesAsync(CaseId)).Where(notice => notice.StartsWith("2027-01-06 duty", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Shows("the day of release is no longer known: those concerned are told, and its deadlines wait")]
    public async Task A_release_that_is_no_longer_known_is_told_and_waited_for()
    {
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { IsReleaseCalledOff = true });
        Assert.Null((await CaseAsync()).ReleaseDate);
        Assert.Equal(4, (await Line.NoticesAsync(CaseId)).Count(notice => notice.StartsWith("2027-03-01 duty-release-date", StringComparison.Ordinal)));
        await GoOnAsync("2027-10-01 12:00");
        Assert.Empty(await AllTasksAsync("begin-handover"));
        await MoveAsync(new DatesToChange { ReleaseDate = new DateOnly(2027, 11, 1) });
        await GoOnAsync("2027-11-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("not seen means not told: neither a corrected number nor a person's id says that somebody the viewer does not see is known")]
    public async Task That_a_person_is_known_is_not_told_to_who_does_not_see_them()
    {
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        var elsewhere = Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen
        {
            Person = new NewPerson { NationalNumber = SyntheticPerson.Another, GivenName = "En", FamilyName = "Annen" },
            UnitId = "oslo-friomsorg",
            StartDate = new DateOnly(2027, 2, 8),
        }, Siv, Cancel)).CaseId;
        var corrections = Services.GetRequiredService<CorrectionDesk>();
        Assert.Equal(await CodeAsync("12345678901"), await CodeAsync(SyntheticPerson.Another));
        Guid person;
        await using (var scope = Services.CreateAsyncScope())
            person = (await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Case>().AsNoTracking().SingleAsync(row => row.Id == elsewhere, Cancel)).PersonId;
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseKeeping>().StopAsync(elsewhere, StopKind.Mistake, "Feil", Siv with { Roles = [UserRoles.UnitLeader] }, null, Cancel));
        Assert.Equal(await OpenAsync(Guid.Empty, Lise), await OpenAsync(person, Lise));
        Assert.IsType<CaseResult.Done>(await TryOpenAsync(person, Lise with { UnitIds = ["oslo", "oslo-friomsorg"] }));

        async Task<string> CodeAsync(string number) =>
            Assert.Single(Assert.IsType<CaseResult.Refused>(await corrections.CorrectAsync(CaseId, [new FactToCorrect(CorrectableFacts.PersonNumber, null, number)], "Feil", Kari, null, Cancel)).Refusals).Code;

        async Task<string> OpenAsync(Guid id, Viewer viewer) =>
            string.Join(", ", Assert.IsType<CaseResult.Refused>(await TryOpenAsync(id, viewer)).Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}"));

        Task<CaseResult> TryOpenAsync(Guid id, Viewer viewer) =>
            Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen { PersonId = id, UnitId = "oslo", StartDate = new DateOnly(2027, 2, 8) }, viewer, Cancel);
    }

    private async Task RegisterAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        database.Add(new Agency("grunerlokka", "Grünerløkka", CaseRoles.Municipality, ContactChannel.Email, "bydel@example.org"));
        await database.SaveChangesAsync(Cancel);
    }

    private async Task OpenWithoutHomeAsync(string startDate, string releaseDate)
    {
        var result = await Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen
        {
            Person = new NewPerson { NationalNumber = SyntheticPerson.Number, GivenName = "Test", FamilyName = "Testesen", Email = "person@example.org" },
            UnitId = "oslo",
            StartDate = DateOnly.Parse(startDate, System.Globalization.CultureInfo.InvariantCulture),
            ReleaseDate = DateOnly.Parse(releaseDate, System.Globalization.CultureInfo.InvariantCulture),
            ContactOfficer = "kari",
        }, Lise, Cancel);
        CaseId = Assert.IsType<CaseResult.Done>(result).CaseId;
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
    }

    private static JsonObject WithoutMunicipality() => new()
    {
        ["establishedOn"] = "2027-01-04",
        ["members"] = new JsonArray(
            new JsonObject { ["role"] = "member:nav", ["channel"] = "inbox", ["userId"] = "nina" },
            new JsonObject { ["role"] = "member:health", ["channel"] = "inbox", ["userId"] = "hanne" }),
    };
}

public sealed class ResponsibilityOnSqlite(SqliteTestDatabase database) : ResponsibilitySuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ResponsibilityOnPostgres(PostgresTestDatabase database) : ResponsibilitySuite(database), IClassFixture<PostgresTestDatabase>;
