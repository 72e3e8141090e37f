using ProcessAutomation.Domain.Notices;

namespace ProcessAutomation.Activities.Notices;

/// <summary>Whom a notice is to.</summary>
/// <param name="Kind">What the reference refers to.</param>
/// <param name="Reference">An id or number, as <paramref name="Kind"/> says.</param>
public sealed record Recipient(RecipientKind Kind, string Reference);
