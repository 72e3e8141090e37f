using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class HandoverTests
{
    private static readonly FarewellTalk Talk = new() { Held = new Held(new DateOnly(2027, 8, 30), "kari"), GoesOn = "The course goes on at NAV" };

    [Fact]
    public void A_handover_is_not_confirmed_before_every_role_has_a_taker_who_is_ready()
    {
        var handing = HandingOver();
        handing.Refuses(RefusalCodes.RoleLeftWithoutOverlap, it => it.Handovers.Confirm(new DateOnly(2027, 8, 20), On(2027, 8, 20)));
        handing.Refuses(RefusalCodes.RoleWithoutTaker, it => it.Handovers.ConfirmTaker(1, new DateOnly(2027, 8, 10), On(2027, 8, 10)));
        handing.Do(it => it.Handovers.Take(1, null, 2, new DateOnly(2027, 7, 25), On(2027, 7, 25)));
        handing.Refuses(RefusalCodes.RoleLeftWithoutOverlap, it => it.Handovers.Confirm(new DateOnly(2027, 8, 20), On(2027, 8, 20)));
        handing.Refuses(RefusalCodes.DateBefore, it => it.Handovers.ConfirmTaker(1, new DateOnly(2027, 7, 24), On(2027, 8, 10)));
        handing.Do(it => it.Handovers.ConfirmTaker(1, new DateOnly(2027, 8, 10), On(2027, 8, 10)));
        handing.Refuses(RefusalCodes.ChecklistOpen, it => it.Handovers.Confirm(new DateOnly(2027, 8, 20), On(2027, 8, 20)));
    }

    [Fact]
    public void A_farewell_is_not_held_with_an_open_handover() => HandingOver()
        .Refuses(RefusalCodes.FarewellWithOpenHandover, it => it.Handovers.HoldFarewell(Talk, On(2027, 8, 30)));

    [Fact]
    public void A_farewell_is_not_held_when_nothing_was_handed_over() => Planned()
        .Refuses(RefusalCodes.FarewellWithoutHandover, it => it.Handovers.HoldFarewell(Talk, On(2027, 8, 30)));

    [Fact]
    public void A_name_without_a_statement_takes_no_responsibility() => HandingOver()
        .Refuses(RefusalCodes.FarewellWithOpenHandover, it => it.Handovers.HoldFarewell(Talk with { ResponsibilityTakenBy = "lise" }, On(2027, 8, 30)));

    [Fact]
    public void Somebody_may_take_the_responsibility_in_writing()
    {
        var handing = HandingOver()
            .Do(it => it.Handovers.HoldFarewell(Talk with { ResponsibilityTakenBy = "lise", ResponsibilityStatement = "I follow up the open points" }, On(2027, 8, 30)))
            .Do(it => it.Close(On(2027, 8, 30)));
        Assert.Equal("lise", handing.Case.Handovers.Farewells[0].ResponsibilityTakenBy);
        Assert.Equal(CasePhase.Ended, handing.Case.Phase);
    }

    [Fact]
    public void A_case_ends_with_the_releases_handover_and_the_farewell()
    {
        var handed = HandedOver();
        handed.Refuses(RefusalCodes.CloseWithoutFarewell, it => it.Close(On(2027, 8, 30)));
        handed.Do(it => it.Handovers.HoldFarewell(Talk, On(2027, 8, 30))).Do(it => it.Close(On(2027, 8, 31)));
        Assert.Equal(CaseStatus.Closed, handed.Case.Status);
        handed.Refuses(RefusalCodes.CaseEnded, it => it.Close(On(2027, 9, 1)));
    }

    [Fact]
    public void A_transfer_moves_the_case_to_the_receiver_and_it_goes_on()
    {
        var transfer = Planned()
            .Do(it => it.Dates.ChangeTransfer(new DateOnly(2027, 6, 1), On(2027, 4, 10)))
            .Do(it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [CaseRoles.Nav], On(2027, 4, 20)))
            .Do(it => it.Group.Join(Nina() with { UserId = "nils", AgencyId = "nav-oslo" }, new DateOnly(2027, 4, 21), On(2027, 4, 21)))
            .Do(it => it.Measures.End(1, completed: false, new DateOnly(2027, 4, 21), On(2027, 4, 21)))
            .Do(it => it.Handovers.Take(1, "ola", null, new DateOnly(2027, 4, 22), On(2027, 4, 22)))
            .Do(it => it.Handovers.Take(2, null, 3, new DateOnly(2027, 4, 22), On(2027, 4, 22)));
        Assert.Equal(["kari", "ola"], transfer.Case.Roles.Holders(CaseRoles.ContactOfficer).Select(holder => holder.UserId));
        Assert.Equal("kari", transfer.Case.Roles.ContactOfficer);

        transfer.Do(it => it.Handovers.ConfirmTaker(1, new DateOnly(2027, 5, 10), On(2027, 5, 10, "ola")))
            .Do(it => it.Handovers.ConfirmTaker(2, new DateOnly(2027, 5, 10), On(2027, 5, 10, "nils")));
        foreach (var item in transfer.Case.Handovers.ChecklistOf(1).ToList())
            transfer.Do(it => it.Handovers.CheckOff(item.Number, new DateOnly(2027, 5, 20), On(2027, 5, 20)));
        transfer.Do(it => it.Handovers.Confirm(new DateOnly(2027, 5, 25), On(2027, 5, 25)));

        // Here until the farewell, with both answering for the role.
        Assert.Equal(("bjorgvin", "kari", new DateOnly(2027, 6, 1)), (transfer.Case.UnitId, transfer.Case.Roles.ContactOfficer, transfer.Case.Facts.HandoverDate));
        Assert.Equal(["kari", "ola"], transfer.Case.Roles.Holders(CaseRoles.ContactOfficer).Select(holder => holder.UserId));
        Assert.Equal(CasePhase.HandOver, transfer.Case.Phase);
        transfer.Do(it => it.Handovers.HoldFarewell(Talk with { Held = new Held(new DateOnly(2027, 5, 31), "kari") }, On(2027, 5, 31)));

        Assert.Equal(("oslo", "ola"), (transfer.Case.UnitId, transfer.Case.Roles.ContactOfficer));
        Assert.Equal("nils", transfer.Case.Roles.Responsible(CaseRoles.Nav)?.UserId);
        Assert.Equal((null, new DateOnly(2027, 5, 31)), (transfer.Case.TransferDate, transfer.Case.Roles.Find(transfer.Case.Handovers.LinesOf(1).First().LeaverHolding)?.To));
        Assert.Equal(CasePhase.CarryOut, transfer.Case.Phase);
        transfer.Refuses(RefusalCodes.CloseWithoutRelease, it => it.Close(On(2027, 6, 1)));
        transfer.Do(it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 7, 21)));
    }

    [Fact]
    public void A_confirmed_transfer_can_be_called_off_until_the_farewell_and_takes_effect_before_the_next_handover()
    {
        var calledOff = Transferring().Do(it => it.Handovers.CallOff(On(2027, 5, 26)));
        Assert.Equal(("bjorgvin", "kari", null), (calledOff.Case.UnitId, calledOff.Case.Roles.ContactOfficer, calledOff.Case.Handovers.AwaitingFarewell));
        var without = Transferring().Do(it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 7, 21)));
        Assert.Equal(("oslo", "ola"), (without.Case.UnitId, without.Case.Roles.ContactOfficer));
        Transferring().Refuses(RefusalCodes.ReceiverIsHere, it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [], On(2027, 7, 21)));

        static Given Transferring()
        {
            var transfer = Planned()
                .Do(it => it.Dates.ChangeTransfer(new DateOnly(2027, 6, 1), On(2027, 4, 10)))
                .Do(it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [], On(2027, 4, 20)))
                .Do(it => it.Handovers.Take(1, "ola", null, new DateOnly(2027, 4, 22), On(2027, 4, 22)))
                .Do(it => it.Handovers.ConfirmTaker(1, new DateOnly(2027, 5, 10), On(2027, 5, 10, "ola")));
            foreach (var item in transfer.Case.Handovers.ChecklistOf(1).ToList())
                transfer.Do(it => it.Handovers.CheckOff(item.Number, new DateOnly(2027, 5, 20), On(2027, 5, 20)));
            return transfer.Do(it => it.Handovers.Confirm(new DateOnly(2027, 5, 25), On(2027, 5, 25)));
        }
    }

    [Fact]
    public void A_handover_has_a_date_a_receiver_elsewhere_and_no_other_beside_it()
    {
        Planned().Refuses(RefusalCodes.TransferDateMissing, it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [], On(2027, 4, 20)));
        Planned().Do(it => it.Dates.ChangeRelease(null, On(2027, 4, 1)))
            .Refuses(RefusalCodes.ReleaseDateMissing, it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 4, 20)));
        Planned().Refuses(RefusalCodes.ReceiverIsHere, it => it.Handovers.Begin(TransitionKind.Probation, "bjorgvin", [], On(2027, 4, 20)));
        Planned().Refuses(RefusalCodes.ReceiverMissing, it => it.Handovers.Begin(TransitionKind.Release, " ", [], On(2027, 4, 20)));
        Planned().Refuses(RefusalCodes.RoleWithoutHolder, it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [CaseRoles.Health], On(2027, 4, 20)));
        HandingOver().Refuses(RefusalCodes.HandoverOpen, it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 7, 22)));
        HandedOver().Refuses(RefusalCodes.ReleaseHandedOver, it => it.Handovers.Begin(TransitionKind.Release, "Bergen", [], On(2027, 8, 22)));
    }

    [Fact]
    public void Inside_the_service_a_role_is_taken_by_somebody_of_the_service()
    {
        var transfer = Planned()
            .Do(it => it.Dates.ChangeTransfer(new DateOnly(2027, 6, 1), On(2027, 4, 10)))
            .Do(it => it.Handovers.Begin(TransitionKind.OtherUnit, "oslo", [CaseRoles.Nav], On(2027, 4, 20)));
        transfer.Refuses(RefusalCodes.TakerOutside, it => it.Handovers.Take(1, null, 2, new DateOnly(2027, 4, 21), On(2027, 4, 21)));
        transfer.Refuses(RefusalCodes.TakerIsLeaver, it => it.Handovers.Take(2, null, 1, new DateOnly(2027, 4, 21), On(2027, 4, 21)));
        transfer.Refuses(RefusalCodes.TakerIsLeaver, it => it.Handovers.Take(2, null, 2, new DateOnly(2027, 4, 21), On(2027, 4, 21)));
        transfer.Refuses(RefusalCodes.RoleHeldAlready, it => it.Handovers.Take(1, "kari", null, new DateOnly(2027, 4, 21), On(2027, 4, 21)));
        transfer.Refuses(RefusalCodes.HandoverLineUnknown, it => it.Handovers.Take(3, "ola", null, new DateOnly(2027, 4, 21), On(2027, 4, 21)));
    }

    [Fact]
    public void A_handover_that_was_called_off_leaves_nobody_without_a_role()
    {
        var handing = HandingOver().Do(it => it.Handovers.CallOff(On(2027, 7, 22)));
        Assert.Equal(0, handing.Case.Facts.OpenHandovers);
        Assert.Equal("kari", handing.Case.Roles.ContactOfficer);
        handing.Refuses(RefusalCodes.NoOpenHandover, it => it.Handovers.CallOff(On(2027, 7, 22)));
        handing.Refuses(RefusalCodes.ChecklistItemUnknown, it => it.Handovers.CheckOff(1, new DateOnly(2027, 7, 22), On(2027, 7, 22)));
    }
}
