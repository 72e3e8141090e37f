using System.Globalization;
using ProcessAutomation.Domain.People;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Whether mail can be sent to an address, in the form the mail server wants it. Closed: only the nested cases exist.</summary>
/// <remarks>What an address looks like is <see cref="EmailAddress"/>'s; here it is what SMTP without extensions can carry: ASCII.</remarks>
public abstract record EmailAddressCheck
{
    private EmailAddressCheck()
    {
    }

    /// <summary>Usable. <paramref name="Address"/>: trimmed, an international domain in its ASCII form.</summary>
    public sealed record Valid(string Address) : EmailAddressCheck;

    /// <summary>Not usable. <paramref name="Code"/>: <c>address.missing</c>, <c>address.invalid</c> or <c>address.international</c>.</summary>
    public sealed record Invalid(string Code) : EmailAddressCheck;

    /// <summary>Judges <paramref name="text"/>; null or blank is <c>address.missing</c>.</summary>
    public static EmailAddressCheck Of(string? text)
    {
        var address = text?.Trim();
        if (string.IsNullOrEmpty(address))
            return new Invalid("address.missing");
        if (!EmailAddress.IsValid(address))
            return new Invalid("address.invalid");

        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (!System.Text.Ascii.IsValid(address.AsSpan(0, at)))
            return new Invalid("address.international");
        return AsciiDomain(address[(at + 1)..]) is { } domain && at + 1 + domain.Length <= EmailAddress.MaxLength
            ? new Valid($"{address[..at]}@{domain}")
            : new Invalid("address.invalid");
    }

    private static string? AsciiDomain(string domain)
    {
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
