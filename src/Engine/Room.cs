namespace ProcessAutomation.Engine;

/// <summary>Placeholder removed by the first real type.</summary>
internal static class Room;
