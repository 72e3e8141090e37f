using System.Runtime.CompilerServices;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

/// <summary>Processes die here, so the database is as durable as in production.</summary>
internal static class RealDurability
{
    [ModuleInitializer]
    internal static void Demand() => SharedPostgres.SyncsToDisk = true;
}
