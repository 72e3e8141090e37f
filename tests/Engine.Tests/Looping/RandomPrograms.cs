using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Tests.Runtime;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>A program of loops, branches and breaks: what it is as a definition, and what it writes when it is simply walked.</summary>
internal abstract record Part(string Id)
{
    /// <summary>As the designer would save it.</summary>
    public abstract JsonObject Json();

    /// <summary>Walks it. True: a break is on its way to the loop around.</summary>
    public abstract bool Walk(Walk walk);

    /// <summary>Writes the item of the loop around it; counts in the variable Count.</summary>
    internal sealed record Write(string Id) : Part(Id)
    {
        public override JsonObject Json() => Loops.Sequence(
            Id, Loops.Set(Id + "w", "Seen", $"=Variables.Seen + \" {Id}\" + Variables.CurrentValue"), Loops.Set(Id + "c", "Count", "=Variables.Count + 1"));

        public override bool Walk(Walk walk)
        {
            walk.Text.Append(' ').Append(Id).Append(walk.Items.Peek());
            walk.Count++;
            return false;
        }
    }

    /// <summary>Waits to be told to go on.</summary>
    internal sealed record Pause(string Id) : Part(Id)
    {
        public override JsonObject Json() => Flow.Activity(Id, "Test.Wait", ("key", "go"));

        public override bool Walk(Walk walk) => false;
    }

    internal sealed record Break(string Id) : Part(Id)
    {
        public override JsonObject Json() => Loops.Break(Id);

        public override bool Walk(Walk walk) => true;
    }

    internal sealed record Sequence(string Id, Part[] Parts) : Part(Id)
    {
        public override JsonObject Json() => Loops.Sequence(Id, [.. Parts.Select(static part => part.Json())]);

        public override bool Walk(Walk walk) => Array.Exists(Parts, part => part.Walk(walk));
    }

    /// <summary>A chain. It stops at a break that is its own activity; one further in only reaches the loop.</summary>
    internal sealed record Chart(string Id, Part[] Parts) : Part(Id)
    {
        public override JsonObject Json()
        {
            var chart = Loops.Sequence(Id, [.. Parts.Select(static part => part.Json())]);
            chart["type"] = "Elsa.Flowchart";
            chart["connections"] = new JsonArray([.. Enumerable.Range(1, Parts.Length - 1)
                .Where(i => Parts[i - 1] is not Break)
                .Select(i => new JsonObject { ["source"] = new JsonObject { ["activity"] = Parts[i - 1].Id }, ["target"] = new JsonObject { ["activity"] = Parts[i].Id } })]);
            return chart;
        }

        public override bool Walk(Walk walk)
        {
            var isBreaking = false;
            foreach (var part in Parts)
            {
                isBreaking |= part.Walk(walk);
            }

            return isBreaking;
        }
    }

    internal sealed record When(string Id, int Divisor, Part Then, Part? Else) : Part(Id)
    {
        public override JsonObject Json()
        {
            var json = Loops.If(Id, $"Variables.Count % {Divisor} == 0", Then.Json());
            if (Else is not null)
            {
                json["else"] = Else.Json();
            }

            return json;
        }

        public override bool Walk(Walk walk) => walk.Count % Divisor == 0 ? Then.Walk(walk) : Else?.Walk(walk) ?? false;
    }

    internal sealed record Choice(string Id, Part[] Cases) : Part(Id)
    {
        public override JsonObject Json() => Flow.Activity(Id, "Elsa.Switch", ("cases", new JsonArray([.. Cases.Select((item, i) => new JsonObject
        {
            ["label"] = $"case {i}", ["condition"] = new JsonObject { ["type"] = "CSharp", ["value"] = $"Variables.Count % {Cases.Length + 1} == {i}" }, ["activity"] = item.Json(),
        })])));

        public override bool Walk(Walk walk) => walk.Count % (Cases.Length + 1) is var number && number < Cases.Length && Cases[number].Walk(walk);
    }

    internal sealed record For(string Id, int Start, int End, int Step, bool Inclusive, Part Body) : Part(Id)
    {
        public override JsonObject Json() => Flow.Activity(
            Id, "Elsa.For", ("start", Start), ("end", End), ("step", Step), ("outerBoundInclusive", Inclusive), ("body", Body.Json()));

        public override bool Walk(Walk walk)
        {
            for (var i = Start; Step > 0 ? (Inclusive ? i <= End : i < End) : (Inclusive ? i >= End : i > End); i += Step)
            {
                if (walk.Turn($"{i}", Body))
                {
                    break;
                }
            }

            return false;
        }
    }

    internal sealed record ForEach(string Id, string[] Items, Part Body) : Part(Id)
    {
        public override JsonObject Json() => Flow.Activity(
            Id, "Elsa.ForEach", ("items", Loops.Json(System.Text.Json.JsonSerializer.Serialize(Items))), ("body", Body.Json()));

        public override bool Walk(Walk walk)
        {
            _ = Array.Exists(Items, item => walk.Turn(item, Body));
            return false;
        }
    }

    /// <summary>Counts in a variable of the sequence it stands in, which begins anew each time.</summary>
    internal sealed record While(string Id, int Turns, Part Body) : Part(Id)
    {
        public override JsonObject Json()
        {
            var counter = "N" + Id;
            var body = Loops.Sequence(Id + "b", Loops.Set(Id + "i", counter, $"=Variables.{counter} + 1"), Body.Json());
            var sequence = Loops.Sequence(Id, Flow.Activity(Id + "l", "Elsa.While", ("condition", $"=Variables.{counter} < {Turns}"), ("body", body)));
            sequence["variables"] = new JsonArray(new JsonObject { ["id"] = counter, ["name"] = counter, ["typeName"] = "Int32", ["value"] = "0" });
            return sequence;
        }

        public override bool Walk(Walk walk)
        {
            for (var i = 0; i < Turns && !walk.Turn(walk.Items.Peek(), Body); i++)
            {
            }

            return false;
        }
    }
}

/// <summary>What a walk has written so far.</summary>
internal sealed class Walk
{
    public StringBuilder Text { get; } = new();

    public int Count { get; set; }

    public Stack<string> Items { get; } = new();

    public bool Turn(string item, Part body)
    {
        Items.Push(item);
        var isBreaking = body.Walk(this);
        Items.Pop();
        return isBreaking;
    }
}

/// <summary>Makes programs by chance. The outermost part is always a loop over items, so that breaks and items have one around them.</summary>
internal sealed class ProgramMaker(Random random)
{
    private int _number;

    public Part Make() => new Part.ForEach(Next(), ["x", "y"], new Part.Sequence(Next(), Several(depth: 3)));

    private Part Any(int depth) => depth <= 0 ? Leaf() : random.Next(8) switch
    {
        0 or 1 => Loop(depth - 1),
        2 or 3 => new Part.Sequence(Next(), Several(depth - 1)),
        4 => Chart(depth - 1),
        5 => new Part.When(Next(), random.Next(2, 5), Any(depth - 1), random.Next(2) == 0 ? null : Any(depth - 1)),
        6 => new Part.Choice(Next(), Several(depth - 1)),
        _ => Leaf(),
    };

    private Part Loop(int depth)
    {
        var body = new Part.Sequence(Next(), [new Part.Write(Next()), .. Several(depth)]);
        return random.Next(3) switch
        {
            0 => new Part.For(Next(), random.Next(0, 4), random.Next(0, 4), random.Next(2) == 0 ? 1 : -1, random.Next(2) == 0, body),
            1 => new Part.ForEach(Next(), [.. Enumerable.Range(0, random.Next(0, 4)).Select(i => $"{(char)('a' + i)}")], body),
            _ => new Part.While(Next(), random.Next(0, 4), body),
        };
    }

    // A break stands last: nothing could lead to what comes after it.
    private Part.Chart Chart(int depth)
    {
        var parts = Several(depth).Where(static part => part is not Part.Break).Prepend(new Part.Write(Next())).ToList();
        if (random.Next(3) == 0)
        {
            parts.Add(new Part.Break(Next()));
        }

        return new Part.Chart(Next(), [.. parts]);
    }

    private Part[] Several(int depth) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(depth))];

    private Part Leaf() => random.Next(6) switch
    {
        0 => new Part.Break(Next()),
        1 => new Part.Pause(Next()),
        _ => new Part.Write(Next()),
    };

    private string Next() => $"p{_number++}";
}
