using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Reads an Elsa 3 workflow definition from JSON text. Tolerant: what it does not know is left in the text, what is wrong is a problem
/// beside the definition, never an exception. Accepts a plain definition and the designer's save model. Stateless, thread-safe.</summary>
public static class DefinitionReader
{
    /// <summary>Largest definition in bytes of UTF-8.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Deepest nesting of JSON objects and arrays.</summary>
    public const int MaxDepth = JsonValues.MaxDepth;

    /// <summary>Reads the text. <see cref="ReadResult.Unreadable"/>: nothing that could be kept as a definition.</summary>
    public static ReadResult Read(string json)
    {
        if (json.Length > MaxBytes || Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            return Unreadable(ProblemIds.TooLarge, $"The definition is larger than {MaxBytes / 1024 / 1024} MB.");
        }

        JsonElement document;
        try
        {
            using var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            document = parsed.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            return IsTooDeep(json)
                ? Unreadable(ProblemIds.TooDeep, $"The definition is nested deeper than {MaxDepth} levels.")
                : Unreadable(ProblemIds.NotJson, $"This is not JSON (line {exception.LineNumber + 1 ?? 1}, position {exception.BytePositionInLine + 1 ?? 1}).");
        }

        return document.ValueKind is JsonValueKind.Object
            ? new ReadResult.Read(Read(json, document))
            : Unreadable(ProblemIds.NotADefinition, $"A definition is a JSON object.");
    }

    private static WorkflowDefinition Read(string json, JsonElement document)
    {
        var problems = ImmutableArray.CreateBuilder<DefinitionProblem>();
        var members = new DefinitionMembers(document, problems);
        var root = members.Object("root");
        if (root.ValueKind is JsonValueKind.Undefined)
        {
            problems.Add(new DefinitionProblem(ProblemIds.NoRoot, "/root", $"The workflow has no root activity, so there is nothing to run."));
        }

        var options = members.Object("options");
        var optionMembers = new DefinitionMembers(options, problems, "/options");
        var (incidentStrategy, commitStrategy) = ReadStrategies(optionMembers, problems);
        return new WorkflowDefinition
        {
            Json = json,
            Document = document,
            DefinitionId = members.Text("definitionId") ?? "",
            VersionId = members.Text("id") ?? "",
            Version = members.Number("version") is { } version and > 0 ? version : 1,
            Name = members.Text("name") ?? "",
            Description = members.Text("description"),
            Variables = VariableReader.Read(document, "", problems),
            Inputs = ReadInputs(members, problems),
            Outputs = ReadOutputs(members, problems),
            Outcomes = members.Texts("outcomes"),
            Options = new WorkflowOptions
            {
                ActivationStrategyType = optionMembers.Text("activationStrategyType"),
                UsableAsActivity = optionMembers.Flag("usableAsActivity"),
                ActivityCategory = optionMembers.Text("activityCategory"),
                IncidentStrategyType = incidentStrategy,
                CommitStrategyName = commitStrategy,
            },
            Root = root,
            Problems = problems.ToImmutable(),
        };
    }

    private static (string? Incident, string? Commit) ReadStrategies(DefinitionMembers options, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var (incident, commit) = (options.Text("incidentStrategyType"), options.Text("commitStrategyName"));
        if (!Incidents.IncidentStrategies.TryParse(incident, out _))
        {
            problems.Add(new DefinitionProblem(ProblemIds.UnknownIncidentStrategy, "/options/incidentStrategyType", $"There is no incident strategy {incident}. Choose FaultStrategy or ContinueWithIncidentsStrategy."));
        }

        if (options.Text("activationStrategyType") is { Length: > 0 } activation && !IsAlways(activation))
        {
            problems.Add(new DefinitionProblem(ProblemIds.UnknownActivationStrategy, "/options/activationStrategyType", $"The activation strategy {activation} is not here: any number of instances run beside each other. Choose AllowAlwaysStrategy; a flow that must run once for each case looks for itself."));
        }

        if (!CommitStrategies.IsOfWorkflow(commit))
        {
            problems.Add(new DefinitionProblem(ProblemIds.UnknownCommitStrategy, "/options/commitStrategyName", $"There is no commit strategy {commit} for workflows. Choose WorkflowExecuting, WorkflowExecuted, ActivityExecuting, ActivityExecuted or Periodic."));
        }

        return (incident, commit);
    }

    // Elsa writes the full name of a type, with or without its assembly.
    private static bool IsAlways(string activation)
    {
        var name = activation.Split(',')[0].Trim();
        return string.Equals(name[(name.LastIndexOf('.') + 1)..], "AllowAlwaysStrategy", StringComparison.Ordinal);
    }

    private static ImmutableArray<InputDefinition> ReadInputs(DefinitionMembers members, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var inputs = ImmutableArray.CreateBuilder<InputDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, pointer) in members.Objects("inputs"))
        {
            var input = new DefinitionMembers(item, problems, pointer);
            var (typeName, isArray, type) = input.ValueType("type");
            var name = input.RequiredText("name", $"An input has no name.");
            inputs.Add(new InputDefinition(name, input.Text("displayName") ?? name, typeName, isArray, type));
            if (name.Length > 0 && !names.Add(name))
            {
                problems.Add(new DefinitionProblem(ProblemIds.DuplicateInput, pointer + "/name", $"Two inputs are called {name}."));
            }
        }

        return inputs.ToImmutable();
    }

    private static ImmutableArray<OutputDefinition> ReadOutputs(DefinitionMembers members, ImmutableArray<DefinitionProblem>.Builder problems)
    {
        var outputs = ImmutableArray.CreateBuilder<OutputDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, pointer) in members.Objects("outputs"))
        {
            var output = new DefinitionMembers(item, problems, pointer);
            var (typeName, isArray, type) = output.ValueType("type");
            var name = output.RequiredText("name", $"An output has no name.");
            outputs.Add(new OutputDefinition(name, output.Text("displayName") ?? name, typeName, isArray, type));
            if (name.Length > 0 && !names.Add(name))
            {
                problems.Add(new DefinitionProblem(ProblemIds.DuplicateOutput, pointer + "/name", $"Two outputs are called {name}."));
            }
        }

        return outputs.ToImmutable();
    }

    private static bool IsTooDeep(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = 100_000 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON at all: the caller says so.
        }

        return false;
    }

    private static ReadResult.Unreadable Unreadable(string id, ProblemText text) => new([new DefinitionProblem(id, "", text)]);
}
