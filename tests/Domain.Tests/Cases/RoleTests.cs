using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class RoleTests
{
    [Fact]
    public void A_role_is_not_left_without_an_overlap() => Planned()
        .Refuses(RefusalCodes.RoleLeftWithoutOverlap, it => it.Roles.Leave(1, new DateOnly(2027, 3, 1), On(2027, 3, 1)));

    [Fact]
    public void A_taker_who_has_not_confirmed_is_no_overlap() => Planned()
        .Do(it => it.Roles.Join(CaseRoles.ContactOfficer, "ola", new DateOnly(2027, 3, 1), On(2027, 3, 1)))
        .Refuses(RefusalCodes.RoleLeftWithoutOverlap, it => it.Roles.Leave(1, new DateOnly(2027, 3, 5), On(2027, 3, 5)));

    [Fact]
    public void A_role_goes_over_when_the_taker_has_confirmed_and_gone_through_needs_and_plan()
    {
        var planned = Planned().Do(it => it.Roles.Join(CaseRoles.ContactOfficer, "ola", new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        var taker = planned.Case.Roles.All[^1].Number;
        Assert.Equal("kari", planned.Case.Roles.ContactOfficer);

        planned.Do(it => it.Roles.Confirm(taker, new DateOnly(2027, 3, 4), On(2027, 3, 4, "ola")))
            .Do(it => it.Roles.Leave(1, new DateOnly(2027, 3, 5), On(2027, 3, 5)));

        Assert.Equal("ola", planned.Case.Roles.ContactOfficer);
        Assert.Equal((new DateOnly(2027, 1, 4), new DateOnly(2027, 3, 5)), (planned.Case.Roles.All[0].From, planned.Case.Roles.All[0].To!.Value));
        planned.Refuses(RefusalCodes.RoleLeftWithoutOverlap, it => it.Roles.Leave(taker, new DateOnly(2027, 3, 6), On(2027, 3, 6)));
    }

    [Fact]
    public void A_role_with_a_holder_is_not_named_again() => Summoned()
        .Refuses(RefusalCodes.RoleHasHolder, it => it.Roles.Name(CaseRoles.ContactOfficer, "ola", new DateOnly(2027, 1, 5), On(2027, 1, 5)));

    [Fact]
    public void Nobody_joins_a_role_twice_or_without_a_holder()
    {
        Summoned().Refuses(RefusalCodes.RoleHeldAlready, it => it.Roles.Join(CaseRoles.ContactOfficer, "kari", new DateOnly(2027, 1, 5), On(2027, 1, 5)));
        Summoned().Refuses(RefusalCodes.RoleWithoutHolder, it => it.Roles.Join(CaseRoles.EnvironmentWorker, "mona", new DateOnly(2027, 1, 5), On(2027, 1, 5)));
        Summoned().Refuses(RefusalCodes.RoleUnknown, it => it.Roles.Name("boss", "kari", new DateOnly(2027, 1, 5), On(2027, 1, 5)));
        Summoned().Refuses(RefusalCodes.RoleUnknown, it => it.Roles.Name(CaseRoles.Nav, "nina", new DateOnly(2027, 1, 5), On(2027, 1, 5)));
        Summoned().Refuses(RefusalCodes.UserMissing, it => it.Roles.Name(CaseRoles.EnvironmentWorker, "", new DateOnly(2027, 1, 5), On(2027, 1, 5)));
    }

    [Fact]
    public void A_group_has_members_each_once_each_reachable()
    {
        var on = new DateOnly(2027, 1, 20);
        Refused(RefusalCodes.GroupEmpty);
        Refused(RefusalCodes.MemberTwice, Nina(), Nina());
        Refused(RefusalCodes.MemberTwice, Nina(), Nina() with { Role = CaseRoles.Health });
        Refused(RefusalCodes.MemberNobody, new NewMember { Role = CaseRoles.Nav, Channel = ContactChannel.ByHand });
        Refused(RefusalCodes.MemberNotReachable, new NewMember { Role = CaseRoles.Nav, Channel = ContactChannel.Email, Name = "NAV" });
        Refused(RefusalCodes.MemberNotReachable, new NewMember { Role = CaseRoles.Nav, Channel = ContactChannel.Inbox, Name = "NAV" });
        Refused(RefusalCodes.EmailInvalid, new NewMember { Role = CaseRoles.Nav, Channel = ContactChannel.Email, Name = "NAV", Email = "nav" });
        Refused(RefusalCodes.RoleUnknown, Nina() with { Role = "nav" });
        Refused(RefusalCodes.RoleUnknown, Nina() with { Role = "member:NAV" });

        void Refused(string code, params NewMember[] members) => Summoned().Refuses(code, it => it.Group.Establish([.. members], on, On(2027, 1, 20)));
    }

    [Fact]
    public void A_group_the_person_had_is_taken_over_not_doubled()
    {
        var opened = Opened(existingGroup: "Individual plan, Bergen");
        opened.Refuses(RefusalCodes.ExistingGroupNotTakenOver, it => it.Group.Establish([Nina()], new DateOnly(2027, 1, 20), On(2027, 1, 20)));
        opened.Do(it => it.Group.Establish([Nina() with { FromExistingGroup = true }, Knut()], new DateOnly(2027, 1, 20), On(2027, 1, 20)));
        opened.Refuses(RefusalCodes.GroupEstablished, it => it.Group.Establish([Knut()], new DateOnly(2027, 1, 21), On(2027, 1, 21)));
    }

    [Fact]
    public void Members_hold_their_roles_in_the_case()
    {
        var group = WithGroup().Case;
        Assert.Equal(("nina", 1), (group.Roles.Responsible(CaseRoles.Nav)?.UserId, group.Roles.Responsible(CaseRoles.Nav)?.MemberNumber));
    }

    [Fact]
    public void A_member_who_delivers_or_has_the_role_alone_stays()
    {
        var planned = Planned();
        planned.Refuses(RefusalCodes.MemberDelivers, it => it.Group.Leave(1, new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        planned.Refuses(RefusalCodes.RoleLeftWithoutOverlap, it => it.Group.Leave(2, new DateOnly(2027, 3, 1), On(2027, 3, 1)));
    }

    [Fact]
    public void A_member_leaves_when_another_is_ready_and_sees_nothing_more()
    {
        var planned = Planned().Do(it => it.Group.Join(Knut() with { UserId = "kjell" }, new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        var taker = planned.Case.Roles.All[^1].Number;
        planned.Do(it => it.Roles.Confirm(taker, new DateOnly(2027, 3, 4), On(2027, 3, 4)))
            .Do(it => it.Group.Leave(2, new DateOnly(2027, 3, 5), On(2027, 3, 5)));

        Assert.False(planned.Case.Sharing.IsSharedWith(2));
        Assert.Equal("kjell", planned.Case.Roles.Responsible(CaseRoles.Municipality)?.UserId);
        planned.Refuses(RefusalCodes.MemberUnknown, it => it.Group.Leave(2, new DateOnly(2027, 3, 6), On(2027, 3, 6)));
    }
}
