namespace ProcessAutomation.Host.Designer;

/// <summary>Which of the Studio's elements a page of the designer holds; there is one to a page, two cannot live together.</summary>
/// <param name="Element">Name of the custom element.</param>
/// <param name="IdAttribute">Attribute that takes the id; null: the element takes none.</param>
/// <param name="Id">Definition or instance; null: none.</param>
public sealed record DesignerView(string Element, string? IdAttribute, string? Id)
{
    private const string DefinitionsPath = "workflows/definitions";
    private const string InstancesPath = "workflows/instances";

    /// <summary>All flows.</summary>
    public static DesignerView Definitions { get; } = new("elsa-workflow-definition-list", null, null);

    /// <summary>All runs of flows.</summary>
    public static DesignerView Instances { get; } = new("elsa-workflow-instance-list", null, null);

    /// <summary>Whether it is about flows rather than about their runs.</summary>
    public bool IsAboutDefinitions => Element.Contains("definition", StringComparison.Ordinal);

    /// <summary>One flow on the canvas.</summary>
    public static DesignerView Editor(string definitionId) => new("elsa-workflow-definition-editor", "definition-id", definitionId);

    /// <summary>One run on the canvas.</summary>
    public static DesignerView Viewer(string instanceId) => new("elsa-workflow-instance-viewer", "instance-id", instanceId);

    /// <summary>The view at a path below the designer's base; null: there is none.</summary>
    public static DesignerView? At(string? path) => (path ?? "").Trim('/').Split('/') switch
    {
        [""] or ["workflows", "definitions"] => Definitions,
        ["workflows", "instances"] => Instances,
        ["workflows", "definitions", var id, "edit"] => Editor(id),
        ["workflows", "instances", var id, "view"] => Viewer(id),
        _ => null,
    };

    /// <summary>Its address.</summary>
    public string AddressIn(string basePath) => this switch
    {
        { Id: { } id } when IsAboutDefinitions => $"{basePath}/{DefinitionsPath}/{Uri.EscapeDataString(id)}/edit",
        { Id: { } id } => $"{basePath}/{InstancesPath}/{Uri.EscapeDataString(id)}/view",
        _ => $"{basePath}/{(IsAboutDefinitions ? DefinitionsPath : InstancesPath)}",
    };
}
