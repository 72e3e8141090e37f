namespace ProcessAutomation.Engine.Definitions;

/// <summary>One thing that keeps a definition from being published.</summary>
/// <param name="Id">Stable id, e.g. <c>PA0110</c>; see <see cref="ProblemIds"/>.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) into the definition.</param>
/// <param name="Text">Plain words for a process owner.</param>
/// <param name="ActivityId">The activity it concerns; null = the definition as a whole.</param>
/// <param name="InputName">The input (descriptor name) it concerns; null = none.</param>
public sealed record DefinitionProblem(string Id, string Pointer, ProblemText Text, string? ActivityId = null, string? InputName = null)
{
    /// <summary>The words in the engine's English.</summary>
    public string Message => Text.ToString();
}

/// <summary>Collects the problems of one compilation, so that all are reported at once. Not thread-safe.</summary>
public sealed class ProblemSink
{
    private readonly List<DefinitionProblem> problems = [];

    /// <summary>What was found so far, in the order it was found.</summary>
    public IReadOnlyList<DefinitionProblem> Problems => problems;

    /// <summary>Adds a problem with the definition as a whole.</summary>
    public void Add(string id, string pointer, ProblemText text) => problems.Add(new DefinitionProblem(id, pointer, text));

    internal void Add(DefinitionProblem problem) => problems.Add(problem);

    /// <summary>Adds a problem with an activity. <paramref name="inputName"/>: descriptor name; null = the activity itself.
    /// <paramref name="pointer"/>: relative to the activity, e.g. <c>/connections/2</c>; null = the input or the activity.</summary>
    public void Add(string id, ActivityNode node, ProblemText text, string? inputName = null, string? pointer = null)
    {
        var relative = pointer ?? (inputName is null ? "" : "/" + JsonNames.Camel(inputName));
        problems.Add(new DefinitionProblem(id, node.Pointer + relative, text, node.Id, inputName));
    }
}
