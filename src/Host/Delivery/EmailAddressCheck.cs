using System.Globalization;
using System.Net.Mail;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Whether a text is an address that mail can be sent to. Closed: only the nested cases exist.</summary>
/// <remarks>
/// Stricter than RFC 5321: no display name, no quoted local part, no address literal, a domain of at least two labels. What is
/// refused here would be accepted by a mail server only to bounce days later.
/// </remarks>
public abstract record EmailAddressCheck
{
    private const int MaxLength = 254;
    private const int MaxLocalPartLength = 64;

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
        if (!MailAddress.TryCreate(address, out var parsed) || parsed.Address != address || address.Contains('"', StringComparison.Ordinal))
            return new Invalid("address.invalid");
        if (!parsed.User.All(IsLocalPartCharacter))
            return new Invalid(parsed.User.All(char.IsAscii) ? "address.invalid" : "address.international");
        if (AsciiDomain(parsed.Host) is not { } domain || parsed.User.Length > MaxLocalPartLength)
            return new Invalid("address.invalid");

        var usable = $"{parsed.User}@{domain}";
        return usable.Length <= MaxLength ? new Valid(usable) : new Invalid("address.invalid");
    }

    private static bool IsLocalPartCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-/=?^_`{|}~.".Contains(character, StringComparison.Ordinal);

    private static string? AsciiDomain(string host)
    {
        string ascii;
        try
        {
            ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return ascii.Split('.') is { Length: >= 2 } labels && labels.All(label => label.Length > 0) ? ascii : null;
    }
}
