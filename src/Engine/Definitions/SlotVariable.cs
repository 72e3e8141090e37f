using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>A variable that every run of a child has for itself, such as the item a loop stands at. Its value comes with <c>Schedule</c>.</summary>
/// <param name="Name">What expressions in the child call it.</param>
/// <param name="Type">Value type; with <paramref name="ItemOf"/>, the type when nothing is known about the list.</param>
/// <param name="ItemOf">The input that holds the list it is an item of: the item's type is taken from there. Null: not an item.</param>
public sealed record SlotVariable(string Name, Type Type, InputDescriptor? ItemOf = null);
