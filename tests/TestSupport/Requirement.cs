namespace ProcessAutomation.TestSupport;

/// <summary>Something of the machine that a test needs and may not find.</summary>
public static class Requirement
{
    // xUnit's token for a test that skips itself; spelled out because this project does not reference the assertions.
    private const string Skip = "$XunitDynamicSkip$";

    /// <summary>Skips the running test with this reason on a developer's machine, and fails it where everything must be tested (<c>CI=true</c>).</summary>
    public static Exception Missing(string reason) =>
        Environment.GetEnvironmentVariable("CI") is "true" or "1"
            ? new InvalidOperationException($"{reason} In CI nothing may be left untested.")
            : new InvalidOperationException(Skip + reason);
}
