using FsCheck;
using FsCheck.Fluent;

namespace ProcessAutomation.Engine.Tests.RandomFlows;

/// <summary>Makes random cases, and smaller ones of a case that fails.</summary>
internal static class RandomCases
{
    // Weights: waits and what splits and joins make the interesting orders.
    private static readonly Gen<Kind> AnyKind = Gen.Frequency(
        (4, Gen.Constant(Kind.Step)), (6, Gen.Constant(Kind.Wait)), (2, Gen.Constant(Kind.Delay)), (2, Gen.Constant(Kind.Event)), (2, Gen.Constant(Kind.Task)),
        (2, Gen.Constant(Kind.Decision)), (2, Gen.Constant(Kind.Switch)), (7, Gen.Constant(Kind.Fork)), (6, Gen.Constant(Kind.Join)), (4, Gen.Constant(Kind.Gate)),
        (1, Gen.Constant(Kind.End)), (1, Gen.Elements(Kind.Finish, Kind.End, Kind.Step)), (1, Gen.Constant(Kind.Sequence)), (2, Gen.Constant(Kind.Chart)));

    private static readonly Gen<int> Number = Gen.Choose(0, 999);

    private static Gen<RandomNode> Node(int depth) =>
        from kind in AnyKind
        from number in Number
        from flag in Gen.Choose(0, 2)
        from merge in Number
        from source in Number
        from port in Number
        from size in Gen.Choose(1, 5)
        from inner in depth > 0 && kind is Kind.Chart or Kind.Sequence ? Node(depth - 1).ArrayOf(size) : Gen.Constant(Array.Empty<RandomNode>())
        select new RandomNode(kind, number, flag == 0, merge, source, port, inner);

    private static readonly Gen<Command> AnyCommand =
        from what in Gen.Choose(0, 31)
        from pick in Number
        from crash in Gen.Choose(0, 11)
        select new Command(what, pick, crash <= 4 ? crash : 0);

    private static readonly Gen<RandomCase> AnyCase =
        from tokens in Gen.Elements(false, true)
        from size in Gen.Choose(2, 12)
        from nodes in Node(2).ArrayOf(size)
        from more in Gen.Choose(0, 7)
        from edges in Number.Three().ArrayOf(more)
        from length in Gen.Choose(0, 10)
        from commands in AnyCommand.ArrayOf(length)
        from budget in Gen.Elements(10_000, 10_000, 1, 3)
        select new RandomCase(tokens, nodes, [.. edges.Select(edge => (edge.Item1, edge.Item2, edge.Item3))], commands, budget);

    public static Arbitrary<RandomCase> All { get; } = Arb.From(AnyCase, Smaller);

    private static IEnumerable<RandomCase> Smaller(RandomCase value) =>
        Without(value.Nodes, 1).Select(nodes => value with { Nodes = nodes })
            .Concat(Without(value.More, 0).Select(more => value with { More = more }))
            .Concat(Without(value.Commands, 0).Select(commands => value with { Commands = commands }))
            .Concat(Each(value.Nodes, SmallerNodes).Select(nodes => value with { Nodes = nodes }))
            .Concat(Each(value.Commands, command => command.Crash == 0 ? [] : [command with { Crash = 0 }]).Select(commands => value with { Commands = commands }))
            .Concat(value.Budget < 10_000 ? [value with { Budget = 10_000 }] : []);

    private static IEnumerable<RandomNode> SmallerNodes(RandomNode node)
    {
        if (node.Kind != Kind.Step)
        {
            yield return node with { Kind = Kind.Step, Number = 0, Inner = [] };
        }

        if (node.Number >= 8)
        {
            yield return node with { Number = node.Number % 8 };
        }

        if (node.Number > 0)
        {
            yield return node with { Number = 0 };
        }

        if (node.Flag)
        {
            yield return node with { Flag = false };
        }

        if (node.Merge > 0)
        {
            yield return node with { Merge = 0 };
        }

        foreach (var inner in Without(node.Inner, 1).Concat(Each(node.Inner, SmallerNodes)))
        {
            yield return node with { Inner = inner };
        }
    }

    private static IEnumerable<T[]> Without<T>(T[] items, int least)
    {
        for (var i = 0; i < items.Length && items.Length > least; i++)
        {
            yield return [.. items[..i], .. items[(i + 1)..]];
        }
    }

    private static IEnumerable<T[]> Each<T>(T[] items, Func<T, IEnumerable<T>> smaller)
    {
        for (var i = 0; i < items.Length; i++)
        {
            foreach (var item in smaller(items[i]))
            {
                yield return [.. items[..i], item, .. items[(i + 1)..]];
            }
        }
    }
}
