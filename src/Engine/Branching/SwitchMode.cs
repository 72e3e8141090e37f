namespace ProcessAutomation.Engine.Branching;

/// <summary>Which cases of a switch count. The names are stored in definitions.</summary>
public enum SwitchMode
{
    /// <summary>The first whose condition holds.</summary>
    MatchFirst = 0,

    /// <summary>All whose conditions hold.</summary>
    MatchAny = 1,
}
