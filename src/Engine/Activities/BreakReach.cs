namespace ProcessAutomation.Engine.Activities;

/// <summary>What a <c>Break</c> does to a running activity that it meets on its way up.</summary>
public enum BreakReach
{
    /// <summary>Nothing; the break goes on to what is around it.</summary>
    Passes = 0,

    /// <summary>The activity begins nothing more and completes with its next child; the break goes on to what is around it.</summary>
    Stops = 1,

    /// <summary>The activity is the loop that is left: it completes when its body has ended, and the break goes no further.</summary>
    Ends = 2,
}
