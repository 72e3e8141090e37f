namespace ProcessAutomation.Domain.People;

/// <summary>
/// What an e-mail address must look like to be written to: one @, a local part of at most 64 and a domain with a dot, no spaces, control
/// characters or display name; at most 254 characters (RFC 5321). Stricter than the RFC on purpose: quoted local parts and address
/// literals are typing errors here.
/// </summary>
public static class EmailAddress
{
    /// <summary>The longest address.</summary>
    public const int MaxLength = 254;

    /// <summary>Whether the text is an address.</summary>
    public static bool IsValid(string? text)
    {
        if (text is null || text.Length > MaxLength)
            return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || text.LastIndexOf('@') != at)
            return false;
        var local = text.AsSpan(0, at);
        var domain = text.AsSpan(at + 1);
        return IsDotted(local, ".!#$%&'*+-/=?^_`{|}~") && domain.Contains('.') && IsDotted(domain, ".-") && domain[0] != '-' && domain[^1] != '-';
    }

    private static bool IsDotted(ReadOnlySpan<char> part, string marks)
    {
        if (part.IsEmpty || part[0] == '.' || part[^1] == '.' || part.IndexOf("..", StringComparison.Ordinal) >= 0)
            return false;
        foreach (var letter in part)
        {
            if (!char.IsLetterOrDigit(letter) && !marks.Contains(letter, StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
