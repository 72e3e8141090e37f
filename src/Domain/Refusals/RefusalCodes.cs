using System.Collections.Immutable;

namespace ProcessAutomation.Domain.Refusals;

/// <summary>
/// Every code a <see cref="Refusal"/> can have, with what it says; {0}, {1} are its arguments. Codes are stable: the interface has a text
/// for each in every language.
/// </summary>
public static partial class RefusalCodes
{
    /// <summary>The case names no unit.</summary>
    public const string UnitMissing = "case.unit-missing";

    /// <summary>The person has a case that goes on: work in it, or close it first.</summary>
    public const string PersonHasOpenCase = "case.person-has-open-case";

    /// <summary>The language is no language tag.</summary>
    public const string LanguageUnknown = "case.language-unknown";

    /// <summary>The release is not after the start ({0}).</summary>
    public const string ReleaseNotAfterStart = "case.release-not-after-start";

    /// <summary>The start date cannot move after arrival ({0}).</summary>
    public const string StartAfterArrival = "case.start-after-arrival";

    /// <summary>The transfer is before the start or after the release.</summary>
    public const string TransferOutsideSentence = "case.transfer-outside-sentence";

    /// <summary>The case is paused: resume it first.</summary>
    public const string CasePaused = "case.paused";

    /// <summary>The case is not paused.</summary>
    public const string CaseNotPaused = "case.not-paused";

    /// <summary>The case is closed or stopped.</summary>
    public const string CaseEnded = "case.ended";

    /// <summary>The day is before {0} or after {1}, which no case reaches.</summary>
    public const string DateOutOfRange = "date.out-of-range";

    /// <summary>The day ({0}) is after today ({1}): what is entered has happened.</summary>
    public const string DateInFuture = "date.in-future";

    /// <summary>The day is before {0}, when what it follows from happened.</summary>
    public const string DateBefore = "date.before";

    /// <summary>The last day is before the first.</summary>
    public const string EndsBeforeStart = "date.ends-before-start";

    /// <summary>The text is missing.</summary>
    public const string TextMissing = "text.missing";

    /// <summary>The text is longer than {0} characters.</summary>
    public const string TextTooLong = "text.too-long";

    /// <summary>A reason is required.</summary>
    public const string ReasonMissing = "reason.missing";

    /// <summary>Who held it is missing.</summary>
    public const string HolderMissing = "held-by.missing";

    /// <summary>No user is named.</summary>
    public const string UserMissing = "user.missing";

    /// <summary>The e-mail address is none.</summary>
    public const string EmailInvalid = "email.invalid";

    /// <summary>The national number is none: its length, date or control digits are wrong.</summary>
    public const string NationalNumberInvalid = "person.national-number-invalid";

    /// <summary>The name is missing.</summary>
    public const string NameMissing = "person.name-missing";

    /// <summary>A summons never goes out without a contact person: name the contact officer first.</summary>
    public const string SummonsWithoutContactPerson = "summons.no-contact-person";

    /// <summary>The summons went out already ({0}).</summary>
    public const string AlreadySummoned = "summons.sent";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. typeof(RefusalCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)]; // only constants of text above
}
