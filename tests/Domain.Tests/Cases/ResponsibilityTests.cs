using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

/// <summary>Who answers for a role while it is being handed over, and what leaves with a transfer.</summary>
public sealed class ResponsibilityTests
{
    private static readonly FarewellTalk Talk = new() { Held = new Held(new DateOnly(2027, 5, 31), "kari"), GoesOn = "The course goes on at NAV" };

    [Fact]
    public void Who_replaces_the_contact_officer_during_a_transfer_is_responsible_and_leaves_with_the_farewell()
    {
        var moving = Transferring() // ola, elsewhere, has joined before mona and has not confirmed
            .Do(it => it.Roles.Join(CaseRoles.ContactOfficer, "mona", new DateOnly(2027, 5, 1), On(2027, 5, 1)))
            .Do(it => it.Roles.Confirm(it.Roles.All[^1].Number, new DateOnly(2027, 5, 2), On(2027, 5, 2, "mona")))
            .Do(it => it.Roles.Leave(1, new DateOnly(2027, 5, 2), On(2027, 5, 2)));
        Assert.Equal("mona", moving.Case.Roles.ContactOfficer);
        Assert.Equal("mona", moving.Case.Roles.Find(moving.Case.Handovers.LinesOf(1).Single().LeaverHolding)!.UserId);

        Confirmed(moving); // and she hands it over, also when the taker has confirmed
        Assert.Equal("mona", moving.Case.Roles.ContactOfficer);
        moving.Do(it => it.Handovers.HoldFarewell(Talk, On(2027, 5, 31)));
        Assert.Equal(["ola"], moving.Case.Roles.Holders(CaseRoles.ContactOfficer).Select(holder => holder.UserId));
        Assert.Equal(CaseRights.None, CaseAccess.Of(moving.Case, new Viewer("mona", [], [])));
    }

    [Fact]
    public void Who_is_replaced_after_the_transfer_was_confirmed_is_succeeded_too()
    {
        var moving = Confirmed(Transferring())
            .Do(it => it.Roles.Join(CaseRoles.ContactOfficer, "mona", new DateOnly(2027, 5, 26), On(2027, 5, 26)))
            .Do(it => it.Roles.Confirm(it.Roles.All[^1].Number, new DateOnly(2027, 5, 26), On(2027, 5, 26, "mona")))
            .Do(it => it.Roles.Leave(1, new DateOnly(2027, 5, 26), On(2027, 5, 26)));
        Assert.Equal("mona", moving.Case.Roles.ContactOfficer);
        moving.Do(it => it.Handovers.HoldFarewell(Talk, On(2027, 5, 31)));
        Assert.Equal(["ola"], moving.Case.Roles.Holders(CaseRoles.ContactOfficer).Select(holder => holder.UserId));
    }

    [Fact]
    public void Nobody_who_shared_a_role_here_keeps_it_when_the_case_is_elsewhere()
    {
        var moving = Confirmed(Transferring().Do(it => it.Roles.Join(CaseRoles.ContactOfficer, "mona", new DateOnly(2027, 5, 1), On(2027, 5, 1))))
            .Do(it => it.Handovers.HoldFarewell(Talk, On(2027, 5, 31)));
        Assert.Equal(["ola"], moving.Case.Roles.Holders(CaseRoles.ContactOfficer).Select(holder => holder.UserId));
    }

    [Fact]
    public void Who_has_not_confirmed_answers_for_nothing_while_another_has()
    {
        var planned = Planned()
            .Do(it => it.Roles.Join(CaseRoles.ContactOfficer, "ola", new DateOnly(2027, 3, 1), On(2027, 3, 1)))
            .Do(it => it.Roles.Join(CaseRoles.ContactOfficer, "mona", new DateOnly(2027, 3, 2), On(2027, 3, 2)))
            .Do(it => it.Roles.Confirm(it.Roles.All[^1].Number, new DateOnly(2027, 3, 3), On(2027, 3, 3, "mona")))
            .Do(it => it.Roles.Leave(1, new DateOnly(2027, 3, 4), On(2027, 3, 4)));
        Assert.Equal("mona", planned.Case.Roles.ContactOfficer);
    }

    [Fact]
    public void A_transfer_takes_every_role_inside_the_service_along()
    {
        var planned = Planned()
            .Do(it => it.Dates.ChangeTransfer(new DateOnly(2027, 6, 1), On(2027, 4, 10)))
            .Do(it => it.Roles.Name(CaseRoles.EnvironmentWorker, "mona", new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        planned.Refuses(RefusalCodes.RoleNotHandedOver, it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [], On(2027, 4, 20)));
        planned.Do(it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [CaseRoles.EnvironmentWorker], On(2027, 4, 20)))
            .Do(it => it.Handovers.Take(1, "ola", null, new DateOnly(2027, 4, 22), On(2027, 4, 22)))
            .Do(it => it.Handovers.Take(2, "ola", null, new DateOnly(2027, 4, 22), On(2027, 4, 22))) // one may take several
            .Do(it => it.Handovers.ConfirmTaker(2, new DateOnly(2027, 5, 10), On(2027, 5, 10, "ola")));
        Confirmed(planned).Do(it => it.Handovers.HoldFarewell(Talk, On(2027, 5, 31)));
        Assert.Equal("ola", planned.Case.Roles.Responsible(CaseRoles.EnvironmentWorker)!.UserId);
        Assert.False(planned.Case.Roles.IsHeldBy("mona"));

        // A release ends the case, and its roles with it.
        Planned().Do(it => it.Roles.Name(CaseRoles.EnvironmentWorker, "mona", new DateOnly(2027, 3, 1), On(2027, 3, 1)))
            .Do(it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 7, 21)));
    }

    [Fact]
    public void A_confirmed_release_can_be_called_off_until_its_farewell()
    {
        var handed = HandedOver();
        handed.Refuses(RefusalCodes.ReleaseHandedOver, it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [], On(2027, 8, 21)));
        handed.Do(it => it.Handovers.CallOff(On(2027, 8, 21)));
        Assert.Equal((TransitionStatus.CalledOff, false, CasePhase.CarryOut), (handed.Case.Handovers.All[0].Status, handed.Case.Facts.ReleaseHandedOver, handed.Case.Phase));
        Assert.Equal(ChangeKind.ReleaseHandoverCalledOff, handed.Case.Changes.All[^1].Kind);
        handed.Do(it => it.Dates.ChangeTransfer(new DateOnly(2027, 8, 28), On(2027, 8, 21)))
            .Do(it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [], On(2027, 8, 22)));

        var left = HandedOver().Do(it => it.Handovers.HoldFarewell(Talk with { Held = new Held(new DateOnly(2027, 8, 30), "kari") }, On(2027, 8, 30)));
        left.Refuses(RefusalCodes.NoOpenHandover, it => it.Handovers.CallOff(On(2027, 8, 30)));
    }

    [Fact]
    public void The_farewell_of_a_release_is_not_held_while_a_transfer_before_it_is_planned()
    {
        var talk = Talk with { Held = new Held(new DateOnly(2027, 8, 20), "kari") };
        var handed = HandedOver().Do(it => it.Dates.ChangeTransfer(new DateOnly(2027, 8, 28), On(2027, 8, 20)));
        handed.Refuses(RefusalCodes.FarewellBeforeTransfer, it => it.Handovers.HoldFarewell(talk, On(2027, 8, 20)));
        handed.Refuses(RefusalCodes.FarewellBeforeTransfer, it => it.Handovers.HoldFarewell(talk with { ResponsibilityTakenBy = "lise", ResponsibilityStatement = "I do" }, On(2027, 8, 20)));
        handed.Do(it => it.Dates.ChangeTransfer(null, On(2027, 8, 20))).Do(it => it.Handovers.HoldFarewell(talk, On(2027, 8, 20)));
    }

    [Fact]
    public void The_municipality_that_takes_over_is_the_home_municipality_when_none_was_known()
    {
        Assert.Equal("Bergen", HandingOver().Case.HomeMunicipality);
        var known = Planned().Do(it => it.Home.SetMunicipality("Voss", On(2027, 3, 1))).Do(it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 7, 21)));
        Assert.Equal("Voss", known.Case.HomeMunicipality);
    }

    [Fact]
    public void An_internal_member_needs_no_consent_to_see_the_needs_and_nobody_outside_is_internal()
    {
        var planned = NeedsTalkDone().Do(it => it.Group.Join(new NewMember { Role = CaseRoles.School, Channel = ContactChannel.Inbox, UserId = "per", IsExternal = false }, new DateOnly(2027, 2, 5), On(2027, 2, 5)));
        Assert.True(CaseAccess.Of(planned.Case, new Viewer("per", [UserRoles.EnvironmentWorker], ["elsewhere"])).HasFlag(CaseRights.SeeNeeds));
        Assert.False(CaseAccess.Of(planned.Case, new Viewer("per", [UserRoles.GroupMember], [])).HasFlag(CaseRights.SeeNeeds)); // entered as internal, and is not
        Assert.False(CaseAccess.Of(planned.Case, new Viewer("nina", [UserRoles.GroupMember], [])).HasFlag(CaseRights.SeeNeeds));
    }

    private static Given Transferring() => Planned()
        .Do(it => it.Dates.ChangeTransfer(new DateOnly(2027, 6, 1), On(2027, 4, 10)))
        .Do(it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [], On(2027, 4, 20)))
        .Do(it => it.Handovers.Take(1, "ola", null, new DateOnly(2027, 4, 22), On(2027, 4, 22)));

    private static Given Confirmed(Given transfer)
    {
        transfer.Do(it => it.Handovers.ConfirmTaker(1, new DateOnly(2027, 5, 10), On(2027, 5, 10, "ola")));
        foreach (var item in transfer.Case.Handovers.ChecklistOf(1).ToList())
            transfer.Do(it => it.Handovers.CheckOff(item.Number, new DateOnly(2027, 5, 20), On(2027, 5, 20)));
        return transfer.Do(it => it.Handovers.Confirm(new DateOnly(2027, 5, 25), On(2027, 5, 25)));
    }
}
