using System.Text.Json;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>A place inside an activity's JSON that the generic reader does not know: a child activity, or an expression.</summary>
/// <param name="Pointer">Relative to the activity, e.g. <c>/states/0/entry</c>.</param>
/// <param name="Json">What stands there; null and absent places are not listed.</param>
/// <param name="Input">Null: a child activity. Else an expression that gives a value of this input's type; the input is not in the descriptor.</param>
public readonly record struct NestedPlace(string Pointer, JsonElement Json, InputDescriptor? Input = null);
