namespace ProcessAutomation.Domain.Cases;

/// <summary>What kind of actor did something. Stored as text in change logs; never renamed.</summary>
public enum ActorKind
{
    /// <summary>A signed-in user; the id is the user's id ("kari").</summary>
    User = 1,

    /// <summary>The process itself, acting by a workflow; the id is "process".</summary>
    Process = 2,

    /// <summary>A source system that sends facts over the API; the id is the system's name.</summary>
    System = 3,
}

/// <summary>Who does something in a case. <paramref name="Id"/> is an id, never a person's name.</summary>
public sealed record Actor(string Id, ActorKind Kind)
{
    /// <summary>The process acting on its own.</summary>
    public static Actor Process { get; } = new("process", ActorKind.Process);

    /// <summary>A signed-in user.</summary>
    public static Actor User(string userId) => new(userId, ActorKind.User);
}
