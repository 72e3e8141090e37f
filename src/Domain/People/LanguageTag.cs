namespace ProcessAutomation.Domain.People;

/// <summary>Language tags (BCP 47) as far as we need them: a language of two or three letters, with subtags or without ("nb", "pt-BR").</summary>
public static class LanguageTag
{
    /// <summary>The longest tag.</summary>
    public const int MaxLength = 20;

    /// <summary>Whether the text can be a tag. Says nothing of whether there are texts in that language.</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: >= 2 and <= MaxLength })
            return false;
        var parts = text.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter) && parts.Skip(1).All(part => part.Length is >= 2 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}
