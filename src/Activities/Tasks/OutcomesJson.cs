using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ProcessAutomation.Activities.Tasks;

[JsonSerializable(typeof(ImmutableArray<string>))]
internal sealed partial class OutcomesJson : JsonSerializerContext;
