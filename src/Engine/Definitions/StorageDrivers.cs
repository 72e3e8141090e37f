namespace ProcessAutomation.Engine.Definitions;

/// <summary>Where the value of a variable lives, by Elsa's names of storage drivers.</summary>
internal static class StorageDrivers
{
    /// <summary>Reads a name as definitions have it: short, full, or with the assembly. Null and empty mean: with the instance.</summary>
    /// <param name="typeName">The driver.</param>
    /// <param name="isTransient">True: the value is not stored; after a wait the variable has its start value again.</param>
    /// <returns>False: there is no such driver.</returns>
    public static bool TryParse(string? typeName, out bool isTransient)
    {
        var name = ElsaTypeNames.ShortNameOf(typeName);
        isTransient = name is "MemoryStorageDriver" or "Memory";
        return isTransient || name is "" or "WorkflowInstanceStorageDriver" or "WorkflowStorageDriver" or "WorkflowInstance" or "Workflow";
    }
}
