namespace ProcessAutomation.Year.Checker;

/// <summary>Something that should not be. <paramref name="Rule"/>: which rule it breaks, a short stable word; <paramref name="CaseId"/> null: it is about no single case.</summary>
public sealed record Finding(string Rule, Guid? CaseId, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule}: {What}";
}

/// <summary>A mail as it arrived.</summary>
public sealed record ArrivedMail(string MessageId, string To, string Subject, string Text);

/// <summary>What no mail may hold.</summary>
/// <param name="Words">Names, numbers and needs of the persons.</param>
public sealed record Secrets(IReadOnlyCollection<string> Words);
