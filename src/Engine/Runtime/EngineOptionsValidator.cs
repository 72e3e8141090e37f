using Microsoft.Extensions.Options;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>Checks the ranges that <see cref="EngineOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
