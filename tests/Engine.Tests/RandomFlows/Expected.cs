using System.Globalization;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>One activity that runs in the expected course of an instance.</summary>
internal sealed class Running(long id, NodeSpec node, Running? parent, int tag)
{
    public long Id { get; } = id;

    public NodeSpec Node { get; } = node;

    public Running? Parent { get; } = parent;

    public int Tag { get; } = tag;

    public List<Running> Children { get; } = [];

    public bool HasRun { get; set; }

    public bool IsOver { get; set; }

    public int Attempts { get; set; }

    public int Incident { get; set; }

    /// <summary>What failed; null: it has no incident.</summary>
    public Failed? Failed { get; set; }

    /// <summary>Children that have ended and of which a failed chart has not been told, in order; outcomes null: cancelled.</summary>
    public List<(Running Child, string[]? Outcomes)> Untold { get; } = [];

    /// <summary>What a chart counts by.</summary>
    public Counting Counting { get; set; } = new();

    /// <summary>What a token-based chart has standing.</summary>
    public List<Token> Tokens { get; set; } = [];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Node.Id}");
}

/// <summary>A call that failed. <paramref name="IsOpen"/>: waits for a person.</summary>
internal sealed record Failed(bool IsOpen, Mark? Mark, Arrived? Stimulus);

/// <summary>A wait. The hour is null without a timer and once it has fired.</summary>
internal sealed class Mark(Running owner, string name, string key)
{
    public Running Owner { get; } = owner;

    public string Name { get; } = name;

    public string Key { get; } = key;

    public int? Hour { get; set; }
}

/// <summary>A stimulus of the instance. <paramref name="Retries"/>: the running activity it calls again; <paramref name="For"/>: the only wait it is for.</summary>
internal sealed record Arrived(int Hour, string Order, string Name, string Key, Running? Retries = null, Mark? For = null)
{
    public bool IsUsed { get; set; }

    public bool IsHeld { get; set; }
}

/// <summary>A token on a connection, or a block.</summary>
internal sealed record Token(EdgeSpec Edge, bool IsBlock);

/// <summary>Visits of a counter-based chart.</summary>
internal sealed class Counting
{
    private readonly Dictionary<int, int> _activities = [];
    private readonly Dictionary<EdgeSpec, (int Visits, bool Followed)> _edges = [];

    public Counting()
    {
    }

    public Counting(Counting other) => (_activities, _edges) = (new(other._activities), new(other._edges));

    public void Visit(int place) => _activities[place] = Visits(place) + 1;

    public int Visits(int place) => _activities.GetValueOrDefault(place);

    public void Visit(EdgeSpec edge, bool followed) => _edges[edge] = (Visits(edge) + 1, followed);

    public int Visits(EdgeSpec edge) => _edges.GetValueOrDefault(edge).Visits;

    public bool Followed(EdgeSpec edge) => _edges.GetValueOrDefault(edge).Followed;
}

/// <summary>A chart cannot decide: its call comes to nothing.</summary>
internal sealed class ChartFailedException(string code) : Exception(code);

/// <summary>The case is too large to be worth it, or so large that the journal is folded.</summary>
internal sealed class TooLargeException : Exception;
