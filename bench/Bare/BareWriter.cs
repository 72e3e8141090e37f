using System.Data.Common;

namespace ProcessAutomation.Bench.Bare;

/// <summary>
/// The least a database must do for one start and one resume: the same rows as the engine's, prepared, in one transaction, with the
/// connection's own durability. No reading of definitions, no expressions, no state to build.
/// </summary>
internal abstract class BareWriter : IAsyncDisposable
{
    /// <summary>Inserts instance, bookmark, journal and task; returns the instance.</summary>
    public abstract Task<Guid> StartAsync();

    /// <summary>Finds the instance and its bookmark, then updates the instance, deletes the bookmark, writes journal and task.</summary>
    public Task ResumeAsync(Guid instance) => ResumeAsync(instance, null);

    /// <summary>The same, and in the same transaction what one change of a case writes: the case row, a change, an item on the agenda.</summary>
    public abstract Task ResumeAsync(Guid instance, CaseChangeRow? change);

    /// <summary>What a due timer writes: finds the instance and its bookmark, then updates the instance, deletes the bookmark, writes journal.</summary>
    public abstract Task FireAsync(Guid instance);

    public abstract ValueTask DisposeAsync();

    protected static string Filler(int length) => new('x', Math.Max(1, length));

    protected static DbParameter Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}

/// <summary>Which case changes, and the number its new rows get.</summary>
internal sealed record CaseChangeRow(Guid Case, int Number);
