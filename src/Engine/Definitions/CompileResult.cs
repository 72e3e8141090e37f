using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>What compiling a definition ended in. Closed.</summary>
public abstract record CompileResult
{
    private CompileResult()
    {
    }

    /// <summary>Valid; ready to run.</summary>
    public sealed record Compiled(WorkflowGraph Graph) : CompileResult;

    /// <summary>Not valid; every problem found, at least one.</summary>
    public sealed record Invalid(ImmutableArray<DefinitionProblem> Problems) : CompileResult;
}

/// <summary>What reading a definition's text ended in. Closed.</summary>
public abstract record ReadResult
{
    private ReadResult()
    {
    }

    /// <summary>It is a definition; it may still have problems (<see cref="WorkflowDefinition.Problems"/>) and can be saved as a draft.</summary>
    public sealed record Read(WorkflowDefinition Definition) : ReadResult;

    /// <summary>Not JSON, too large, too deep, or not an object: nothing that could be saved.</summary>
    public sealed record Unreadable(ImmutableArray<DefinitionProblem> Problems) : ReadResult;
}
