using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace ProcessAutomation.Architecture;

/// <summary>Shape of types, read from the built assemblies.</summary>
public sealed class TypeTests
{
    private static readonly string[] Rooms = ["Domain", "Engine", "Persistence", "Activities", "Host"];

    private static IReadOnlyList<Type> Ours { get; } =
        Rooms.SelectMany(room => Assembly.Load("ProcessAutomation." + room).GetTypes()).Where(IsWrittenByHand).ToList();

    [Fact]
    public void Classes_are_sealed()
    {
        var bases = Ours.Select(type => type.BaseType).OfType<Type>().Select(Open).ToHashSet();
        Rule.Holds(
            "A class is sealed, abstract, static, or has a subclass here.",
            "inheritance is designed for or excluded; an open class is a promise nobody meant to make.",
            Ours.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false }
                    && !bases.Contains(Open(type))
                    && !typeof(IComponent).IsAssignableFrom(type))
                .Select(type => type.FullName!));
    }

    [Fact]
    public void An_interface_has_two_implementations_or_is_an_edge() => Rule.Holds(
        "An interface has at least two implementations here, or stands in the list of edges of the process.",
        "an interface per class doubles the reading and hides nothing; we do not add one for the tests.",
        from contract in Ours
        where contract.IsInterface && !Edges.Contains(contract.Name, StringComparer.Ordinal)
        let implementations = Ours.Count(type => type is { IsClass: true, IsAbstract: false } && Implements(type, contract))
        where implementations < 2
        select $"{contract.FullName}: {implementations}");

    // What crosses a boundary of the process (the database) or of a room (the engine knows no domain), with one implementation on our side.
    private static readonly string[] Edges = ["IFactSource", "IDefinitionStore", "IOutboxStore", "IWorkerTaskStore"];

    private static bool Implements(Type type, Type contract) => type.GetInterfaces().Any(candidate => Open(candidate) == contract);

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    // Generators emit unsealed types (options validators, top-level Program, Razor's _Imports); they are not ours to shape.
    private static bool IsWrittenByHand(Type type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.DeclaringType)
        {
            if (candidate.Name.Contains('<', StringComparison.Ordinal)
                || candidate.Name == "_Imports"
                || candidate.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                || candidate.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
                || candidate.Namespace?.StartsWith("ProcessAutomation", StringComparison.Ordinal) != true)
            {
                return false;
            }
        }

        return true;
    }
}
