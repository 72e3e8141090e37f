using System.Collections.Immutable;

namespace ProcessAutomation.Host.Api;

/// <summary>Why a case stands still.</summary>
public sealed record ReasonRequest(string Reason);

/// <summary>Why a case stops. <paramref name="Kind"/>: death, sentence-lifted, mistake or other; missing: other.</summary>
public sealed record StopCaseRequest(string Reason, string? Kind = null);

/// <summary>A measure: an acute one that begins at once, or one that comes into the plan.</summary>
public sealed record MeasureRequest
{
    public required string Title { get; init; }

    /// <summary>Number of the group member who delivers; missing: the service itself.</summary>
    public int? Deliverer { get; init; }
    public required DateOnly StartsOn { get; init; }

    /// <summary>Missing: open-ended.</summary>
    public DateOnly? EndsOn { get; init; }
    public string RequiredOfPerson { get; init; } = "";

    /// <summary>Numbers of the needs it answers.</summary>
    public ImmutableArray<int> Answers { get; init; } = [];
}

/// <summary>How a measure ended. <paramref name="Completed"/> false: it was stopped.</summary>
public sealed record EndMeasureRequest(DateOnly On, bool Completed);

/// <summary>A need that came up outside arrival and needs talk. <paramref name="Tangle"/>: health, social-belonging or economy-and-housing.</summary>
public sealed record NeedRequest(string Tangle, string Knot, string Thread, DateOnly RaisedOn, bool Acute = false);

/// <summary>The person’s answer on consent. <paramref name="Consent"/>: given, refused or undecided, who wants to think about it and is asked again.</summary>
public sealed record ConsentRequest(string Consent, DateOnly HeldOn, string HeldBy, string Explained = "");

/// <summary>A change of the plan; the person decides.</summary>
public sealed record ChangePlanRequest
{
    public required DateOnly HeldOn { get; init; }
    public required string HeldBy { get; init; }
    public bool DecidedByPerson { get; init; }

    /// <summary>Measures that come in.</summary>
    public ImmutableArray<MeasureRequest> Measures { get; init; } = [];

    /// <summary>Numbers of measures that go out.</summary>
    public ImmutableArray<int> Stopped { get; init; } = [];
    public string? Note { get; init; }
}
