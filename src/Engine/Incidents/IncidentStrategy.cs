namespace ProcessAutomation.Engine.Incidents;

/// <summary>What an open incident means for the rest of its instance.</summary>
public enum IncidentStrategy
{
    /// <summary>Other branches go on; the instance is not finished before the incident is resolved. The default.</summary>
    Continue = 0,

    /// <summary>The whole instance stands still, and is shown as faulted, until a person has resolved the incident.</summary>
    Fault = 1,
}

/// <summary>The names Elsa gives incident strategies.</summary>
public static class IncidentStrategies
{
    /// <summary>Reads a name as definitions have it: short, full, or with the assembly. Null and empty mean the default.</summary>
    /// <returns>False: there is no such strategy.</returns>
    public static bool TryParse(string? typeName, out IncidentStrategy strategy)
    {
        var name = Definitions.ElsaTypeNames.ShortNameOf(typeName);
        strategy = name is "FaultStrategy" or "Fault" ? IncidentStrategy.Fault : IncidentStrategy.Continue;
        return name is "" or "FaultStrategy" or "Fault" or "ContinueWithIncidentsStrategy" or "ContinueWithIncidents";
    }
}
