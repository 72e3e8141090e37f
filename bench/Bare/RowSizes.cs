namespace ProcessAutomation.Bench.Bare;

/// <summary>
/// How many bytes the engine wrote for one instance of the bench flow, read from its own rows in the same run, so that the bare
/// transaction writes the same rows with the same bytes.
/// </summary>
/// <param name="State">Instance state after the start, bytes.</param>
/// <param name="FinalState">Instance state after the finish, bytes.</param>
/// <param name="FirstJournal">Journal row of the first burst, bytes.</param>
/// <param name="SecondJournal">Journal row of the second burst, bytes.</param>
/// <param name="TaskText">All text columns of the task together, characters.</param>
internal sealed record RowSizes(int State, int FinalState, int FirstJournal, int SecondJournal, int TaskText)
{
    public override string ToString() =>
        $"state {State} B, final state {FinalState} B, journal {FirstJournal} + {SecondJournal} B, task text {TaskText} characters";
}
