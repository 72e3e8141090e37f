using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Primitives;

/// <summary>Writes a line to the log at level Information. The log must hold no personal data, and its description says so.</summary>
public sealed partial class WriteLine : CodeActivity
{
    private static readonly Input<string> Text = new("Text") { Description = "The text to write. Personal data must not be written to the log." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.WriteLine",
        DisplayName = "Write Line",
        Category = "Console",
        Description = "Write a line of text to the log. Personal data must not be written to the log.",
        Inputs = [Text],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var logger = context.Services.GetRequiredService<ILogger<WriteLine>>();
        LogLine(logger, context.InstanceId, context.Node.Id, context.Get(Text));
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "{InstanceId} {ActivityId}: {Text}")]
    private static partial void LogLine(ILogger logger, Guid instanceId, string activityId, string? text);
}
