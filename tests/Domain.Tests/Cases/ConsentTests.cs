using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class ConsentTests
{
    private static readonly Held Asked = new(new DateOnly(2027, 2, 4), "kari");

    [Fact]
    public void Consent_is_asked_for_when_the_needs_talk_is_done() => Arrived()
        .Refuses(RefusalCodes.ConsentBeforeNeedsTalk, it => it.Consent.Decide(true, Asked, "What sharing means", On(2027, 2, 4)));

    [Fact]
    public void What_was_explained_is_written_down() => NeedsTalkDone()
        .Refuses(RefusalCodes.ConsentNotExplained, it => it.Consent.Decide(true, Asked, " ", On(2027, 2, 4)));

    [Fact]
    public void It_is_not_asked_for_before_the_talk_it_follows() => NeedsTalkDone()
        .Refuses(RefusalCodes.DateBefore, it => it.Consent.Decide(true, new Held(Start, "kari"), "What sharing means", On(2027, 2, 4)));

    [Fact]
    public void The_needs_map_is_not_shared_before_consent() => NeedsTalkDone()
        .Refuses(RefusalCodes.SharedWithoutConsent, it => it.Sharing.ShareNeedsMap([], On(2027, 2, 4)));

    [Fact]
    public void The_needs_map_is_not_shared_when_consent_is_refused() => Consented(given: false)
        .Refuses(RefusalCodes.SharedWithoutConsent, it => it.Sharing.ShareNeedsMap([1], On(2027, 2, 4)));

    [Fact]
    public void The_same_answer_does_not_stand_twice() => Consented()
        .Refuses(RefusalCodes.ConsentSameAnswer, it => it.Consent.Decide(true, Asked, "What sharing means", On(2027, 2, 4)));

    [Fact]
    public void A_given_consent_is_withdrawn_not_refused() => Consented()
        .Refuses(RefusalCodes.ConsentToBeWithdrawn, it => it.Consent.Decide(false, Asked, "What sharing means", On(2027, 2, 4)));

    [Fact]
    public void What_was_not_given_cannot_be_withdrawn() => Consented(given: false)
        .Refuses(RefusalCodes.ConsentNotGiven, it => it.Consent.Withdraw(Asked, On(2027, 2, 4)));

    [Fact]
    public void A_withdrawal_stops_all_sharing_at_once_and_any_more_of_it()
    {
        var withdrawn = Shared().Do(it => it.Consent.Withdraw(new Held(new DateOnly(2027, 2, 5), "kari"), On(2027, 2, 5)));

        Assert.All(withdrawn.Case.Sharing.All, sharing => Assert.Equal(On(2027, 2, 5).At, sharing.StoppedAt));
        Assert.False(withdrawn.Case.Sharing.IsSharedWith(1));
        withdrawn.Refuses(RefusalCodes.SharedWithoutConsent, it => it.Sharing.ShareNeedsMap([1], On(2027, 2, 5)));
        withdrawn.Refuses(RefusalCodes.NeedsNotShared, it => it.Proposals.Propose(Course(), On(2027, 2, 8)));
        Assert.Equal(CaseRights.SeeCase | CaseRights.SeeThread, CaseAccess.Of(withdrawn.Case, AccessTests.Member("nina")));
    }

    [Fact]
    public void After_a_new_consent_the_map_must_be_shared_anew()
    {
        var again = Shared()
            .Do(it => it.Consent.Withdraw(new Held(new DateOnly(2027, 2, 5), "kari"), On(2027, 2, 5)))
            .Do(it => it.Consent.Decide(true, new Held(new DateOnly(2027, 2, 6), "kari"), "Again", On(2027, 2, 6)));
        Assert.False(again.Case.Sharing.IsSharedWith(1));
        again.Do(it => it.Sharing.ShareNeedsMap([1], On(2027, 2, 6)));
        Assert.True(again.Case.Sharing.IsSharedWith(1));
        Assert.False(again.Case.Sharing.IsSharedWith(2));
    }

    [Fact]
    public void Sharing_twice_shares_once()
    {
        var shared = Shared();
        shared.Do(it => it.Sharing.ShareNeedsMap([1, 1, 2], On(2027, 2, 5)));
        Assert.Equal(2, shared.Case.Sharing.All.Count);
        shared.Refuses(RefusalCodes.MemberUnknown, it => it.Sharing.ShareNeedsMap([3], On(2027, 2, 5)));
    }

    [Fact]
    public void A_notice_on_consent_stops_with_it_and_a_statutory_one_does_not()
    {
        Assert.False(NoticeRules.MayLeave(NoticeBasis.Consent, hasConsent: false));
        Assert.True(NoticeRules.MayLeave(NoticeBasis.Consent, hasConsent: true));
        Assert.True(NoticeRules.MayLeave(NoticeBasis.Statutory, hasConsent: false));
        Assert.True(NoticeRules.MayLeave(NoticeBasis.Service, hasConsent: false));
    }
}
