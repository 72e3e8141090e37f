using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Tests.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Persistence.Tests.Cases;

public abstract class CaseStoreSuite(TestDatabase database) : EngineSuite(database)
{
    private static readonly DateTimeOffset Now = Given.On(2027, 8, 30).At;

    [Fact]
    public async Task A_case_comes_back_as_it_was_left_with_every_part()
    {
        var full = Full();
        await StoreAsync(full);

        await InUnitAsync(async (cases, _) =>
        {
            var read = await cases.LoadAsync(full.Id, Cancel);
            Assert.Equal(Snapshot.Of(full), Snapshot.Of(read!));
            Assert.Equal(full.Facts, read!.Facts);
        });
    }

    [Fact]
    public async Task The_first_load_and_every_later_one_read_the_same_and_one_that_is_not_there_is_nothing()
    {
        var full = Full();
        await StoreAsync(full);
        for (var load = 0; load < 3; load++)
        {
            await InUnitAsync(async (cases, context) =>
            {
                Assert.Null(await cases.LoadAsync(Guid.Empty, Cancel));
                Assert.Equal(Snapshot.Of(full), Snapshot.Of((await cases.LoadAsync(full.Id, Cancel))!));
                Assert.Equal(1, await context.Set<Case>().CountAsync(row => row.Id == full.Id, Cancel)); // other queries go their own way again
            });
        }
    }

    [Fact]
    public async Task A_case_goes_through_the_process_one_unit_of_work_a_step()
    {
        var opened = Given.Opened().Case;
        await StoreAsync(opened);
        Func<Case, Domain.Refusals.Refusal?>[] steps =
        [
            it => it.Roles.Name(CaseRoles.ContactOfficer, "kari", new DateOnly(2027, 1, 4), Given.On(2027, 1, 4)),
            it => it.Summon(SummonsChannel.Email, new DateOnly(2027, 1, 4), Given.On(2027, 1, 4)),
            it => it.Group.Establish([Given.Nina(), Given.Knut()], new DateOnly(2027, 1, 20), Given.On(2027, 1, 20)),
            it => it.Meetings.HoldArrival(Given.Arrival(), Given.On(2027, 2, 1)),
            it => it.Meetings.HoldNeedsTalk(Given.Talk(), Given.On(2027, 2, 4)),
            it => it.Consent.Decide(true, new Held(new DateOnly(2027, 2, 4), "kari"), "What sharing means", Given.On(2027, 2, 4)),
            it => it.Sharing.ShareNeedsMap([], Given.On(2027, 2, 4)),
            it => it.Proposals.Propose(Given.Course(), Given.On(2027, 2, 8)),
            it => it.Proposals.CloseInput(new DateOnly(2027, 2, 11), Given.On(2027, 2, 11)),
            it => it.Plan.Agree(Given.PlanTalk(), Given.On(2027, 2, 16)),
        ];
        foreach (var step in steps)
            Assert.IsType<CommitOutcome.Committed>(await InUnitAsync(async (cases, _) => Assert.Null(step((await cases.LoadAsync(opened.Id, Cancel))!)?.Code)));

        await InUnitAsync(async (cases, _) =>
        {
            var read = (await cases.LoadAsync(opened.Id, Cancel))!;
            Assert.Equal((CasePhase.CarryOut, 1L + steps.Length), (read.Phase, read.Version));
            Assert.Equal(Given.Planned().Case.Facts, read.Facts);
        });
    }

    [Fact]
    public async Task A_second_load_in_a_unit_of_work_sees_what_the_first_changed()
    {
        var opened = Given.WithGroup().Case;
        await StoreAsync(opened);
        await InUnitAsync(async (cases, _) =>
        {
            var first = await cases.LoadAsync(opened.Id, Cancel);
            Assert.Null(first!.Meetings.HoldArrival(Given.Arrival(), Given.On(2027, 2, 1)));
            Assert.Same(first, await cases.LoadAsync(opened.Id, Cancel));
        });
    }

    [Fact]
    public async Task Of_two_units_that_change_parts_of_the_same_case_the_second_is_stale_and_leaves_nothing()
    {
        var planned = Given.Planned().Case;
        await StoreAsync(planned);

        await using var first = await Store.OpenAsync(Cancel);
        await using var second = await Store.OpenAsync(Cancel);
        var one = (await Cases(first).LoadAsync(planned.Id, Cancel))!;
        var other = (await Cases(second).LoadAsync(planned.Id, Cancel))!;
        Assert.Null(one.Measures.Document(1, new DateOnly(2027, 3, 1), "First", Given.On(2027, 3, 1)));
        Assert.Null(other.Measures.Document(1, new DateOnly(2027, 3, 2), "Second", Given.On(2027, 3, 2)));

        Assert.IsType<CommitOutcome.Committed>(await first.CommitAsync(new BurstCommit { At = Now }, Cancel));
        Assert.IsType<CommitOutcome.StaleCase>(await second.CommitAsync(new BurstCommit { At = Now }, Cancel));

        await InUnitAsync(async (cases, _) =>
        {
            var read = (await cases.LoadAsync(planned.Id, Cancel))!;
            Assert.Equal(["First"], read.Measures.Log.Select(entry => entry.Text));
        });
    }

    [Fact]
    public async Task An_unknown_case_is_null() => await InUnitAsync(async (cases, _) => Assert.Null(await cases.LoadAsync(Ids.New(), Cancel)));

    [Fact]
    public async Task A_person_has_one_case_at_a_time()
    {
        var running = Given.Planned().Case;
        await StoreAsync(running);
        await InUnitAsync(async (cases, _) =>
        {
            Assert.True(await cases.HasOpenCaseAsync(running.PersonId, null, Cancel));
            Assert.False(await cases.HasOpenCaseAsync(running.PersonId, running.Id, Cancel));
            Assert.Null((await cases.LoadAsync(running.Id, Cancel))!.Stop("Sentence lifted", Given.On(2027, 3, 1)));
        });
        await InUnitAsync(async (cases, _) => Assert.False(await cases.HasOpenCaseAsync(running.PersonId, null, Cancel)));
    }

    [Fact]
    public async Task A_deadline_comes_back_with_its_ladder_pauses_and_what_has_fired()
    {
        var planned = Given.Planned().Case;
        await StoreAsync(planned);
        var rule = new DeadlineRule("ReleaseDate", -42, DeadlineUnit.WorkingDays,
            [new(RungKind.Remind, -2, DeadlineUnit.Days, CaseRoles.ContactOfficer), new(RungKind.Escalate, 0, DeadlineUnit.WorkingDays, CaseRoles.UnitLeader)]);
        var armed = new CaseDeadline(Ids.New(), planned.Id, Ids.New(), Ids.New(), null, rule, planned.Facts, Given.On(2027, 2, 16).At);
        armed.Pause("hospital", Given.On(2027, 3, 1).At);
        armed.Resume(planned.Facts, Given.On(2027, 3, 5).At);
        armed.TakeDue(planned.Facts, armed.NextAt!.Value);
        await InUnitAsync((_, context) => Task.FromResult(context.Add(armed)));

        await InUnitAsync(async (_, context) =>
        {
            var read = await context.Set<CaseDeadline>().SingleAsync(Cancel);
            Assert.Equal((armed.Date, armed.DueAt, armed.NextAt, armed.ArmedAt), (read.Date, read.DueAt, read.NextAt, read.ArmedAt));
            Assert.Equal(armed.Rungs, read.Rungs);
            Assert.Equal(armed.Fired, read.Fired);
            Assert.Equal(armed.Pauses.Pauses, read.Pauses.Pauses);
        });
    }

    [Fact]
    public async Task The_directory_comes_back()
    {
        await InUnitAsync((_, context) =>
        {
            context.AddRange(
                new Unit("bjorgvin", "Bjørgvin fengsel", UnitKind.Prison, "vest", "lise"),
                new Agency("nav-bergen", "NAV Bergen", CaseRoles.Nav, ContactChannel.Email, "bergen@nav.example"),
                new UserAccount("kari", "Kari Kontakt", [UserRoles.ContactOfficer, UserRoles.UnitLeader], "bjorgvin", null, "kari@example.no"));
            return Task.CompletedTask;
        });
        await InUnitAsync(async (_, context) =>
        {
            Assert.Equal("lise", (await context.Set<Unit>().SingleAsync(Cancel)).LeaderId);
            Assert.Equal(ContactChannel.Email, (await context.Set<Agency>().SingleAsync(Cancel)).Channel);
            Assert.Equal([UserRoles.ContactOfficer, UserRoles.UnitLeader], (await context.Set<UserAccount>().SingleAsync(Cancel)).Roles);
        });
    }

    [Fact]
    public async Task Lists_show_a_viewer_what_access_allows_and_nothing_else()
    {
        Case[] cases = [Given.Planned().Case];
        await StoreAsync(cases[0]);
        Viewer[] viewers =
        [
            new("kari", [UserRoles.ContactOfficer], ["oslo"]), new("ola", [UserRoles.ContactOfficer], ["oslo"]), new("ola", [UserRoles.ContactOfficer], ["bjorgvin"]),
            new("lise", [UserRoles.UnitLeader], ["bjorgvin", "oslo"]), new("mona", [UserRoles.EnvironmentWorker], ["bjorgvin"]),
            new("eva", [UserRoles.ProcessOwner], ["bjorgvin"]), new("anne", [UserRoles.Administrator], ["bjorgvin"]),
            new("nina", [UserRoles.GroupMember], []), new("hanne", [UserRoles.GroupMember], []),
        ];
        foreach (var viewer in viewers)
        {
            await using var scope = Services.CreateAsyncScope();
            var list = new CaseList(scope.ServiceProvider.GetRequiredService<CaseDbContext>());
            var seen = await list.ReadAsync(viewer, null, 50, Cancel);
            Assert.Equal(CaseAccess.Of(cases[0], viewer) == CaseRights.None ? [] : [cases[0].Id], seen.Select(item => item.Id));
            Assert.Equal(seen.Count, await list.CountAsync(viewer, Cancel));
            Assert.All(seen, item => Assert.Equal(("kari", "Prøve Person"), (item.ContactOfficerId, item.PersonName)));
            Assert.Empty(await list.ReadAsync(viewer, seen.Count == 0 ? null : CasePlace.Of(seen[^1]), 50, Cancel));
        }
    }

    /// <summary>A case with something in every table.</summary>
    private static Case Full() => Given.Planned()
        .Do(it => it.Measures.Document(1, new DateOnly(2027, 3, 2), "Første tirsdag – kom presis", Given.On(2027, 3, 2, "nina")))
        .Do(it => it.Meetings.HoldTalk(new RegularTalk { Held = new Held(new DateOnly(2027, 3, 2), "kari"), StillHolds = false, WhatChanges = "Har fått arbeid", Next = Given.Next(MeetingKind.Talk, 2027, 3, 16) }, Given.On(2027, 3, 2)))
        .Do(it => it.Meetings.HoldGroupMeeting(new GroupMeeting { Held = new Held(new DateOnly(2027, 4, 1), "kari"), Attendees = [new Attendee(1, Presence.Absent, "Syk"), new Attendee(null, Presence.Present)], Decisions = "Gå videre" }, Given.On(2027, 4, 1)))
        .Do(it => it.Meetings.PutOnAgenda(it.Meetings.Next!.Number, "Spør om bolig", Given.On(2027, 4, 1)))
        .Do(it => it.Home.SetMunicipality("Bergen", Given.On(2027, 4, 2)))
        .Do(it => it.Home.Clarify(new DateOnly(2027, 4, 2), Given.On(2027, 4, 2)))
        .Do(it => it.Consent.Withdraw(new Held(new DateOnly(2027, 4, 3), "kari"), Given.On(2027, 4, 3)))
        .Do(it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], Given.On(2027, 7, 21)))
        .TakeOver()
        .Do(it => it.Handovers.Confirm(new DateOnly(2027, 8, 20), Given.On(2027, 8, 20)))
        .Do(it => it.Handovers.HoldFarewell(new FarewellTalk { Held = new Held(new DateOnly(2027, 8, 30), "kari"), GoesOn = "Kurset går videre" }, Given.On(2027, 8, 30)))
        .Do(it => it.Close(Given.On(2027, 8, 31)))
        .Case;

    private async Task StoreAsync(Case @case) => Assert.IsType<CommitOutcome.Committed>(await InUnitAsync((cases, context) =>
    {
        var person = Assert.IsType<PersonEntry.Entered>(Person.Enter(
            @case.PersonId, new NewPerson { NationalNumber = "01819010001", GivenName = "Prøve", FamilyName = "Person" }, Now)).Person;
        context.Add(person);
        cases.Add(@case);
        return Task.CompletedTask;
    }));

    private async Task<CommitOutcome> InUnitAsync(Func<CaseStore, CaseDbContext, Task> work)
    {
        await using var session = await Store.OpenAsync(Cancel);
        await work(Cases(session), session.Services.GetRequiredService<CaseDbContext>());
        return await session.CommitAsync(new BurstCommit { At = Now }, Cancel);
    }

    private static CaseStore Cases(IEngineSession session) => new(session.Services.GetRequiredService<CaseDbContext>());
}

public sealed class CaseStoreOnSqlite(SqliteTestDatabase database) : CaseStoreSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class CaseStoreOnPostgres(PostgresTestDatabase database) : CaseStoreSuite(database), IClassFixture<PostgresTestDatabase>;
