using System.Collections.Immutable;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.People;

/// <summary>
/// A convicted person. Name, number and contact details are personal: shown to those who have the case, never in logs or to others.
/// One person may have several cases, one at a time.
/// </summary>
public sealed class Person
{
    /// <summary>The longest given or family name.</summary>
    public const int MaxName = 100;

    private Person()
    {
    }

    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    /// <summary>The 11 digits; unique.</summary>
    public string NationalNumber { get; private set; } = "";

    /// <summary>Given names.</summary>
    public string GivenName { get; private set; } = "";

    /// <summary>Family name.</summary>
    public string FamilyName { get; private set; } = "";

    /// <summary>E-mail; null: none, so the summons goes as a letter.</summary>
    public string? Email { get; private set; }

    /// <summary>Postal address in lines; null: not known.</summary>
    public string? Address { get; private set; }

    /// <summary>What the person reads best, and is written to in where we write it. BCP 47.</summary>
    public string Language { get; private set; } = "nb";

    /// <summary>Others the person reads, the best first.</summary>
    public ImmutableArray<string> FurtherLanguages { get; private set; } = [];

    /// <summary>The language an interpreter is needed for in talks; null: none needed.</summary>
    public string? InterpreterLanguage { get; private set; }

    /// <summary>When the person was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>Given and family name.</summary>
    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>The number with all but the date hidden.</summary>
    public string MaskedNumber => $"{NationalNumber[..6]} *****";

    /// <summary>Enters a person, or says why not.</summary>
    public static PersonEntry Enter(Guid id, NewPerson person, DateTimeOffset now)
    {
        if (!People.NationalNumber.TryParse(person.NationalNumber, out var number))
            return new PersonEntry.Refused(Refusal.Of(RefusalCodes.NationalNumberInvalid, "nationalNumber"));
        var entered = new Person { Id = id, NationalNumber = number.Digits, EnteredAt = now };
        return entered.Change(person.GivenName, person.FamilyName, person.Email, person.Address) is { } refusal
            ? new PersonEntry.Refused(refusal)
            : new PersonEntry.Entered(entered);
    }

    /// <summary>What the person reads and speaks.</summary>
    public Languages Languages => new() { Reads = Language, Further = FurtherLanguages, Interpreter = InterpreterLanguage };

    /// <summary>
    /// Says anew what the person reads and speaks. <paramref name="number"/>: of the entry for the history, from 1. Refused for what is no
    /// language tag. The same as before: nothing happens and there is no entry.
    /// </summary>
    public LanguagesChange ChangeLanguages(Languages languages, int number, string changedBy, DateTimeOffset now)
    {
        var wished = languages with
        {
            Further = [.. languages.Further.Where(tag => tag != languages.Reads).Distinct(StringComparer.Ordinal)],
            Interpreter = string.IsNullOrWhiteSpace(languages.Interpreter) ? null : languages.Interpreter,
        };
        if (wished.Check() is { } refusal)
            return new LanguagesChange.Refused(refusal);
        if (wished.Equals(Languages))
            return LanguagesChange.Same.Instance;
        (Language, FurtherLanguages, InterpreterLanguage) = (wished.Reads, wished.Further, wished.Interpreter);
        return new LanguagesChange.Changed(new LanguagesEntry(Id, number, wished, changedBy, now));
    }

    /// <summary>The number was entered wrong. The person stays who they are, with all their cases. Refused for what is no number, and for the same.</summary>
    public Refusal? CorrectNumber(string? nationalNumber)
    {
        if (!People.NationalNumber.TryParse(nationalNumber, out var number))
            return Refusal.Of(RefusalCodes.NationalNumberInvalid, "nationalNumber");
        if (number.Digits == NationalNumber)
            return Refusal.Of(RefusalCodes.NothingChanged, "nationalNumber");
        NationalNumber = number.Digits;
        return null;
    }

    /// <summary>Changes name and contact details.</summary>
    public Refusal? Change(string givenName, string familyName, string? email, string? address)
    {
        if (string.IsNullOrWhiteSpace(givenName))
            return Refusal.Of(RefusalCodes.NameMissing, "givenName");
        if (string.IsNullOrWhiteSpace(familyName))
            return Refusal.Of(RefusalCodes.NameMissing, "familyName");
        if (givenName.Length > MaxName || familyName.Length > MaxName)
            return Refusal.Of(RefusalCodes.TextTooLong, givenName.Length > MaxName ? "givenName" : "familyName", $"{MaxName}");
        if (TextLimits.Check(address, TextLimits.Place, "address") is { } tooLong)
            return tooLong;
        if (!string.IsNullOrWhiteSpace(email) && !EmailAddress.IsValid(email.Trim()))
            return Refusal.Of(RefusalCodes.EmailInvalid, "email");
        (GivenName, FamilyName) = (givenName.Trim(), familyName.Trim());
        (Email, Address) = (string.IsNullOrWhiteSpace(email) ? null : email.Trim(), string.IsNullOrWhiteSpace(address) ? null : address.Trim());
        return null;
    }
}

/// <summary>A person as entered.</summary>
public sealed record NewPerson
{
    /// <summary>11 digits; spaces are passed over.</summary>
    public required string NationalNumber { get; init; }

    /// <summary>Given names.</summary>
    public required string GivenName { get; init; }

    /// <summary>Family name.</summary>
    public required string FamilyName { get; init; }

    /// <summary>E-mail; null: none.</summary>
    public string? Email { get; init; }

    /// <summary>Postal address; null: not known.</summary>
    public string? Address { get; init; }

    /// <summary>Names no one.</summary>
    public override string ToString() => nameof(NewPerson);
}

/// <summary>What entering a person ended in. Closed.</summary>
public abstract record PersonEntry
{
    private PersonEntry()
    {
    }

    /// <summary>Entered; nothing is stored yet.</summary>
    public sealed record Entered(Person Person) : PersonEntry;

    /// <summary>Not entered.</summary>
    public sealed record Refused(Refusal Refusal) : PersonEntry;
}

/// <summary>What saying anew what a person reads and speaks ended in. Closed.</summary>
public abstract record LanguagesChange
{
    private LanguagesChange()
    {
    }

    /// <summary>Changed; the entry belongs in the history.</summary>
    public sealed record Changed(LanguagesEntry Entry) : LanguagesChange;

    /// <summary>It was so already.</summary>
    public sealed record Same : LanguagesChange
    {
        /// <summary>The one instance.</summary>
        public static Same Instance { get; } = new();
    }

    /// <summary>Not changed.</summary>
    public sealed record Refused(Refusal Refusal) : LanguagesChange;
}
