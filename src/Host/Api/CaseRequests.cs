using System.Text.Json;

namespace ProcessAutomation.Host.Api;

/// <summary>Opening a case: a person known by id, or a new one.</summary>
public sealed record OpenCaseRequest
{
    /// <summary>A person known already; missing: <see cref="Person"/> is entered.</summary>
    public Guid? PersonId { get; init; }
    public PersonRequest? Person { get; init; }
    public required string UnitId { get; init; }
    public required DateOnly StartDate { get; init; }

    /// <summary>Expected release; missing: not known.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>Language the person is written to in: nb, nn, en or another BCP 47 tag; missing: nb.</summary>
    public string? Language { get; init; }
    public string? InterpreterLanguage { get; init; }
    public string? HomeMunicipality { get; init; }

    /// <summary>A responsibility group the person has already.</summary>
    public string? ExistingGroup { get; init; }

    /// <summary>User id; missing: the unit leader is asked to name one.</summary>
    public string? ContactOfficer { get; init; }
}

/// <summary>A person new to the system; one with the same number is used as known.</summary>
public sealed record PersonRequest
{
    public required string NationalNumber { get; init; }
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }
    public string? Email { get; init; }
    public string? Address { get; init; }

    /// <summary>Names no one.</summary>
    public override string ToString() => nameof(PersonRequest);
}

/// <summary>Dates to change; one that is missing stays.</summary>
public sealed record ChangeDatesRequest
{
    public DateOnly? StartDate { get; init; }
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>The day of release does not hold any more, and there is no other.</summary>
    public bool ReleaseCalledOff { get; init; }
    public DateOnly? TransferDate { get; init; }

    /// <summary>The planned transfer will not be.</summary>
    public bool TransferCalledOff { get; init; }

    /// <summary>The day custody ends.</summary>
    public DateOnly? CustodyEndDate { get; init; }

    /// <summary>The day custody ends does not hold any more, and there is no other.</summary>
    public bool CustodyEndCalledOff { get; init; }
}

/// <summary>Who shall hold a role.</summary>
/// <param name="UserId">The user.</param>
/// <param name="GoneThroughOn">The day needs and plan were gone through with the one who leaves; missing: both hold the role until then.</param>
public sealed record RoleHolderRequest(string UserId, DateOnly? GoneThroughOn = null);

/// <summary>A new member of the responsibility group.</summary>
public sealed record MemberRequest
{
    /// <summary><c>member:nav</c>, <c>member:municipality</c>…</summary>
    public required string Role { get; init; }

    /// <summary><c>inbox</c>, <c>email</c>, <c>webhook</c> or <c>by-hand</c>.</summary>
    public required string Channel { get; init; }
    public string? UserId { get; init; }
    public string? AgencyId { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }

    /// <summary>Missing: yes.</summary>
    public bool? IsExternal { get; init; }
}

/// <summary>When the person said it, and to whom.</summary>
public sealed record WithdrawConsentRequest(DateOnly HeldOn, string HeldBy);

/// <summary>What was done in a measure.</summary>
public sealed record MeasureLogRequest(DateOnly On, string Text);

/// <summary>The day a measure began.</summary>
public sealed record StartMeasureRequest(DateOnly On);

/// <summary>A message to the responsibility group.</summary>
public sealed record MessageRequest(string Text);

/// <summary>An event for whatever waits for it in the flows of a case. The payload holds ids and codes, nothing about persons.</summary>
public sealed record PublishEventRequest(string Name, JsonElement? Payload = null);
