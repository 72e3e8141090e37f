namespace ProcessAutomation.Engine.Runtime;

/// <summary>A workflow was to be started that has no published version.</summary>
public sealed class WorkflowNotPublishedException(string definitionId) : Exception($"The workflow '{definitionId}' has no published version.")
{
    /// <summary>Which one.</summary>
    public string DefinitionId { get; } = definitionId;
}
