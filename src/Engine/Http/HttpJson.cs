using System.Text.Json.Serialization;

namespace ProcessAutomation.Engine.Http;

/// <summary>How requests and answers are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(OutgoingRequest))]
[JsonSerializable(typeof(HttpAnswer))]
[JsonSerializable(typeof(IncomingRequest))]
[JsonSerializable(typeof(string))]
internal sealed partial class HttpJson : JsonSerializerContext;
