using ProcessAutomation.Domain.Access;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class AccessTests
{
    private const CaseRights Inside = CaseRights.SeeCase | CaseRights.SeeNeeds | CaseRights.SeeThread | CaseRights.SeeNotices;

    [Theory]
    [InlineData(UserRoles.ContactOfficer, "bjorgvin", Inside | CaseRights.SeeIdentity | CaseRights.Keep)]
    [InlineData(UserRoles.ContactOfficer, "oslo", CaseRights.None)]
    [InlineData(UserRoles.EnvironmentWorker, "bjorgvin", Inside)]
    [InlineData(UserRoles.UnitLeader, "bjorgvin", Inside | CaseRights.SeeIdentity | CaseRights.Lead)]
    [InlineData(UserRoles.UnitLeader, "oslo", CaseRights.None)]
    [InlineData(UserRoles.ProcessOwner, "bjorgvin", CaseRights.None)]
    [InlineData(UserRoles.Operator, "bjorgvin", CaseRights.None)]
    [InlineData(UserRoles.Administrator, "bjorgvin", CaseRights.None)]
    public void Role_and_unit_decide_inside_the_service(string role, string unit, CaseRights rights) =>
        Assert.Equal(rights, CaseAccess.Of(Shared().Case, new Viewer("somebody", [role], [unit])));

    [Fact]
    public void The_contact_officer_keeps_the_case_from_another_unit() =>
        Assert.True(CaseAccess.Of(Shared().Case, new Viewer("kari", [UserRoles.ContactOfficer], ["oslo"])).HasFlag(CaseRights.Keep));

    [Fact]
    public void A_member_sees_the_case_but_no_needs_before_consent() =>
        Assert.Equal(CaseRights.SeeCase | CaseRights.SeeThread, CaseAccess.Of(NeedsTalkDone().Case, Member("nina")));

    [Fact]
    public void A_member_sees_needs_when_they_are_shared() =>
        Assert.True(CaseAccess.Of(Shared().Case, Member("nina")).HasFlag(CaseRights.SeeNeeds | CaseRights.Contribute));

    [Fact]
    public void An_outsider_who_is_in_no_group_sees_nothing() => Assert.Equal(CaseRights.None, CaseAccess.Of(Shared().Case, Member("hanne")));

    [Fact]
    public void A_deliverer_of_an_acute_measure_sees_that_measure_alone()
    {
        var acute = Arrived().Do(it => it.Measures.StartAcute(
            CourseMeasure() with { ProposalNumber = null, StartsOn = new DateOnly(2027, 2, 1), Answers = [1] }, On(2027, 2, 1)));

        Assert.True(CaseAccess.SeesMeasure(acute.Case, Member("nina"), 1));
        Assert.False(CaseAccess.SeesMeasure(acute.Case, Member("knut"), 1));
        Assert.False(CaseAccess.Of(acute.Case, Member("nina")).HasFlag(CaseRights.SeeNeeds));
    }

    [Fact]
    public void A_member_sees_nothing_of_a_case_that_has_ended() => Assert.Equal(
        CaseRights.None, CaseAccess.Of(Shared().Do(it => it.Stop("Sentence lifted", On(2027, 2, 5))).Case, Member("nina")));

    internal static Viewer Member(string userId) => new(userId, [UserRoles.GroupMember], []);
}
