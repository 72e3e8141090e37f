namespace ProcessAutomation.Engine.Definitions;

/// <summary>Elsa names strategies and drivers by CLR types, with or without namespace and assembly, differently in its versions.</summary>
internal static class ElsaTypeNames
{
    /// <summary>The class name alone; empty for none. <c>Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core</c> gives <c>MemoryStorageDriver</c>.</summary>
    public static string ShortNameOf(string? typeName)
    {
        var name = (typeName ?? "").Split(',')[0].Trim();
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
