namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>How a flowchart decides what runs next. The names are stored in definitions and configuration.</summary>
public enum FlowchartMode
{
    /// <summary>By counting visits: a branch that is not taken is skipped through, so it never blocks a join. Elsa's default.</summary>
    CounterBased = 0,

    /// <summary>By tokens that stand on connections: what an activity waits for is its merge mode, and a branch that is not taken may block it.</summary>
    TokenBased = 1,
}
