using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>Fails a test with the rule, why it exists, and every offender at once.</summary>
internal static class Rule
{
    public static void Holds(string rule, string why, IEnumerable<string> offenders)
    {
        var found = offenders.ToList();
        if (found.Count > 0)
        {
            Assert.Fail($"{rule}\nWhy: {why}\nOffenders ({found.Count}):\n  {string.Join("\n  ", found)}");
        }
    }
}
