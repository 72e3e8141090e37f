using System.Text.RegularExpressions;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>Pages are rendered on the server, request by request (docs/adr/0004).</summary>
public sealed partial class RenderingTests
{
    [Fact]
    public void No_page_asks_for_a_circuit() => Rule.Holds(
        "No page or registration under src/ asks for an interactive render mode.",
        "a circuit lives in one process's memory, and what was typed dies with it; any node must be able to answer.",
        Repository.FilesUnder("src", ".razor", ".cs").Where(file => InteractiveMode().IsMatch(Repository.Read(file))));

    [GeneratedRegex(@"@rendermode|AddInteractive\w+Components|RenderMode\.Interactive|\bInteractiveServer\b|\bInteractiveWebAssembly\b|\bInteractiveAuto\b")]
    private static partial Regex InteractiveMode();
}
