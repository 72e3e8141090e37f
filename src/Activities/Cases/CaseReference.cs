namespace ProcessAutomation.Activities.Cases;

/// <summary>What a case is called where its person is not named.</summary>
public static class CaseReference
{
    /// <summary>The same as <see cref="Domain.Cases.Case.Reference"/>, for those who have the id alone.</summary>
    public static string Of(Guid caseId) => caseId.ToString("N")[^8..].ToUpperInvariant();
}
