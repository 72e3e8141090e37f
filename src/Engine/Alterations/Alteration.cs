using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>What a supervisor changes in a running instance. Closed: only the nested cases exist.</summary>
public abstract record Alteration
{
    private Alteration()
    {
    }

    /// <summary>Stable word of the kind, as stored: <c>cancel</c>, <c>retry</c>, <c>skip</c>, <c>modify-variable</c>, <c>move</c>, <c>migrate</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The kinds there are, as <see cref="Kind"/> names them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["cancel", "retry", "skip", "modify-variable", "move", "migrate"];

    /// <summary>What is kept of the arguments: ids and codes, never a value.</summary>
    public string ArgumentsJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteArguments(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>One line for the journal: the ids the alteration names.</summary>
    public abstract string Summary { get; }

    private protected abstract void WriteArguments(Utf8JsonWriter writer);

    /// <summary>Ends the instance and the sub-flows it waits for or has started.</summary>
    public sealed record Cancel : Alteration
    {
        /// <inheritdoc/>
        public override string Kind => "cancel";

        /// <inheritdoc/>
        public override string Summary => "";

        private protected override void WriteArguments(Utf8JsonWriter writer)
        {
        }
    }

    /// <summary>Calls a failed activity again as it was called.</summary>
    public sealed record Retry(Guid IncidentId) : Alteration
    {
        /// <inheritdoc/>
        public override string Kind => "retry";

        /// <inheritdoc/>
        public override string Summary => IncidentId.ToString("N");

        private protected override void WriteArguments(Utf8JsonWriter writer) => writer.WriteString("incidentId", IncidentId);
    }

    /// <summary>Completes a failed activity without running it. <paramref name="Outcome"/>: how it goes on; null: Done.</summary>
    public sealed record Skip(Guid IncidentId, string? Outcome) : Alteration
    {
        /// <inheritdoc/>
        public override string Kind => "skip";

        /// <inheritdoc/>
        public override string Summary => Outcome is null ? IncidentId.ToString("N") : $"{IncidentId:N} {Outcome}";

        private protected override void WriteArguments(Utf8JsonWriter writer)
        {
            writer.WriteString("incidentId", IncidentId);
            writer.WriteString("outcome", Outcome);
        }
    }

    /// <summary>Gives a variable another value.</summary>
    /// <param name="ExecutionId">The running container that declares it; null: the workflow's own variable.</param>
    /// <param name="Variable">Its id or its name.</param>
    /// <param name="Value">Converted to the variable's type; JSON null empties it. Never kept with the alteration.</param>
    public sealed record ModifyVariable(long? ExecutionId, string Variable, JsonElement Value) : Alteration
    {
        /// <inheritdoc/>
        public override string Kind => "modify-variable";

        /// <inheritdoc/>
        public override string Summary => Variable;

        private protected override void WriteArguments(Utf8JsonWriter writer)
        {
            writer.WriteString("variable", Variable);
            if (ExecutionId is { } execution)
            {
                writer.WriteNumber("executionId", execution);
            }
        }
    }

    /// <summary>Ends what runs at one place of a flowchart or sequence and goes on at another of its activities.</summary>
    /// <param name="FromExecution">The running activity, or one inside it; null: <paramref name="FromActivity"/> says which.</param>
    /// <param name="FromActivity">Id of an activity that runs once; null: <paramref name="FromExecution"/> says which.</param>
    /// <param name="ToActivity">Id of the activity to go on with; a child of a container around the one that runs.</param>
    public sealed record MoveTo(long? FromExecution, string? FromActivity, string ToActivity) : Alteration
    {
        /// <inheritdoc/>
        public override string Kind => "move";

        /// <inheritdoc/>
        public override string Summary => $"{FromActivity ?? FromExecution?.ToString(System.Globalization.CultureInfo.InvariantCulture)} -> {ToActivity}";

        private protected override void WriteArguments(Utf8JsonWriter writer)
        {
            if (FromExecution is { } execution)
            {
                writer.WriteNumber("fromExecution", execution);
            }

            writer.WriteString("fromActivity", FromActivity);
            writer.WriteString("toActivity", ToActivity);
        }
    }

    /// <summary>Goes on under a newer version of the same definition.</summary>
    /// <param name="VersionId">A version that is or was published.</param>
    /// <param name="UpdateSubflows">True: sub-flows that this tree has not started yet are taken in their published versions too. Only for a root.</param>
    public sealed record Migrate(string VersionId, bool UpdateSubflows) : Alteration
    {
        /// <inheritdoc/>
        public override string Kind => "migrate";

        /// <inheritdoc/>
        public override string Summary => VersionId;

        private protected override void WriteArguments(Utf8JsonWriter writer)
        {
            writer.WriteString("versionId", VersionId);
            writer.WriteBoolean("updateSubflows", UpdateSubflows);
        }
    }
}

/// <summary>Who alters an instance and why.</summary>
/// <param name="By">User id.</param>
/// <param name="Text">What they gave as the reason, 1 to <see cref="MaxLength"/> characters; about the flow, not about persons.</param>
public sealed record AlterationReason(string By, string Text)
{
    /// <summary>Longest reason kept, in characters.</summary>
    public const int MaxLength = 500;
}
