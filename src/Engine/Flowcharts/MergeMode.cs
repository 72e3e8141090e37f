namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>When an activity of a token-based flowchart runs for the tokens that reach it. The names are stored in definitions; None is Stream.</summary>
public enum MergeMode
{
    /// <summary>As soon as no activity right before it is about to run; connections that were not taken are not waited for.</summary>
    Stream = 0,

    /// <summary>When a token stands on every connection that leads forward to it.</summary>
    Merge = 1,

    /// <summary>When a token stands on every connection that leads to it.</summary>
    Converge = 2,

    /// <summary>For the first token; what is still under way to it goes on, and its tokens do nothing when they arrive.</summary>
    Cascade = 3,

    /// <summary>For the first token; what still runs on the way to it is cancelled.</summary>
    Race = 4,
}
