namespace ProcessAutomation.Domain.Notices;

/// <summary>Why a notice may be sent. Stored by name; never renamed.</summary>
public enum NoticeBasis
{
    /// <summary>The person's consent; checked again when it leaves.</summary>
    Consent = 1,

    /// <summary>The duty to notify; goes without consent, with the minimum.</summary>
    Statutory = 2,

    /// <summary>To the person, or to those who work in the case, about their own work in it.</summary>
    Service = 3,
}

/// <summary>Whom a notice is to; says what its reference is. Stored by name; never renamed.</summary>
public enum RecipientKind
{
    /// <summary>The convicted person; the reference is the person's id.</summary>
    Person = 1,

    /// <summary>A user; the reference is the user's id.</summary>
    User = 2,

    /// <summary>A group member; the reference is the member's number.</summary>
    Member = 3,

    /// <summary>An agency; the reference is its id.</summary>
    Agency = 4,
}

/// <summary>Whether a notice may leave, asked at the moment it does. Pure.</summary>
public static class NoticeRules
{
    /// <summary>
    /// A notice on consent needs the consent to stand now: what was queued before a withdrawal stops. Every other goes, on its own basis.
    /// </summary>
    public static bool MayLeave(NoticeBasis basis, bool hasConsent) => basis != NoticeBasis.Consent || hasConsent;
}
