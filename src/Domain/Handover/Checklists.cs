using System.Collections.Immutable;

namespace ProcessAutomation.Domain.Handover;

/// <summary>The checklist each kind of handover starts with. Keys; the words are the interface's.</summary>
public static class Checklists
{
    private static readonly ImmutableArray<string> Always = ["person-prepared", "needs-gone-through", "plan-gone-through", "measures-go-on"];

    /// <summary>The longest item, key or own words.</summary>
    public const int MaxLength = 200;

    /// <summary>The items of a kind.</summary>
    public static ImmutableArray<string> Of(TransitionKind kind) => kind switch
    {
        TransitionKind.OtherUnit => [.. Always, "receiver-in-group-meeting"],
        TransitionKind.Probation => [.. Always, "receiver-in-group-meeting", "home-suitable"],
        TransitionKind.ProbationWithMonitoring => [.. Always, "receiver-in-group-meeting", "home-suitable", "household-consents", "occupation-agreed"],
        _ => [.. Always, "receiver-in-group-meeting", "home-clarified", "income-clarified", "treatment-goes-on"],
    };
}
