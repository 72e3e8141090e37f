namespace ProcessAutomation.Engine.Runtime;

/// <summary>What is stored of an instance cannot be read by this program. The others go on; the instance is tried again from time to time.</summary>
public sealed class UnreadableInstanceException(Guid instanceId, string code, Exception cause) : Exception($"Instance {instanceId} cannot be read ({code}).", cause)
{
    /// <summary>Its state, or a value in it, is not what its version can hold.</summary>
    public const string State = "instance.unreadable";

    /// <summary>The version it runs does not compile any more, or is gone.</summary>
    public const string Version = "instance.version-invalid";

    /// <summary>Which instance.</summary>
    public Guid InstanceId { get; } = instanceId;

    /// <summary><see cref="State"/> or <see cref="Version"/>.</summary>
    public string Code { get; } = code;
}
