using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Flowcharts;
using ProcessAutomation.Engine.Incidents;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Validates a definition as a whole and makes it ready to run. Stateless, thread-safe.</summary>
public sealed class DefinitionCompiler(ActivityRegistry registry, FactCatalog facts)
{
    /// <summary>Compiles the definition; when it is not valid, all problems at once. That a named sub-flow exists is checked when publishing.</summary>
    public CompileResult Compile(WorkflowDefinition definition) => Compile(definition, WorkflowActivities.None);

    /// <summary>Compiles a definition that uses workflows as activities.</summary>
    /// <param name="definition">The user.</param>
    /// <param name="used">What it uses, see <see cref="WorkflowActivityCatalog"/>.</param>
    public CompileResult Compile(WorkflowDefinition definition, WorkflowActivities used)
    {
        var problems = new ProblemSink();
        foreach (var problem in definition.Problems.Where(problem => !definition.IsPublished || !ProblemIds.CameLater.Contains(problem.Id, StringComparer.Ordinal)))
        {
            problems.Add(problem);
        }

        var tree = new NodeTree(registry, used, definition, problems);
        if (definition.Root.ValueKind is JsonValueKind.Object)
        {
            tree.Add(definition.Root, "/root", parent: null, new VariableScope(outer: null, nodeIndex: -1, definition.Variables), given: []);
        }

        var kept = CompileNodes(definition, tree, problems);
        ConnectAndPlan(tree, problems);
        if (!definition.IsPublished)
        {
            FlowchartModes.Check(definition, tree.Nodes, problems); // versions published before this was checked must go on
        }

        if (problems.Problems.Count > 0)
        {
            return new CompileResult.Invalid(UsedWorkflowProblems.AtTheirUser(problems.Problems, tree.Nodes));
        }

        var graph = new WorkflowGraph(definition, [.. tree.Nodes]) { Expressions = kept };
        graph.SubflowIds = [.. tree.Nodes.SelectMany(SubflowReferences.In).Select(place => place.DefinitionId).Distinct(StringComparer.Ordinal)];
        graph.UsedVersionIds = [.. tree.Nodes.Select(node => node.Activity).OfType<WorkflowActivity>().Select(activity => activity.Definition.VersionId).Distinct(StringComparer.Ordinal)];
        graph.ReadsFacts = tree.Nodes.Any(ReadsFacts);
        return new CompileResult.Compiled(graph);
    }

    private object?[] CompileNodes(WorkflowDefinition definition, NodeTree tree, ProblemSink problems)
    {
        // A workflow used as an activity has its own inputs and outputs, so its expressions are compiled by themselves.
        var own = new Reading(definition, facts, problems);
        var readings = new Dictionary<ActivityNode, Reading>();
        var finish = new List<Action>();
        foreach (var node in tree.Nodes)
        {
            if (node.Activity is WorkflowActivity workflow)
            {
                readings.Add(node, new Reading(workflow.Definition, facts, problems));
            }

            var (expressions, reader) = node.UsedBy is { } use ? readings[use] : own;
            var scope = tree.ScopeOf(node);
            var inputs = new CompiledInput?[node.Activity.Descriptor.Inputs.Length];
            reader.Read(node, scope, tree.LazyScopeOf(node), inputs);
            var nested = reader.ReadNested(node, scope);
            node.Outputs = reader.ReadOutputs(node, scope);
            var cases = CaseReader.Read(node, scope, expressions, problems);
            finish.Add(() =>
            {
                node.Inputs = [.. inputs];
                node.NestedInputs = [.. nested];
                node.Cases = cases?.Cases() ?? [];
                OutcomeReader.Read(node, cases?.Labels ?? [], problems);
                SubflowReferences.Check(node, problems);
                CommitStrategies.Apply(node, definition.Options.CommitStrategyName);
                if (!definition.IsPublished)
                {
                    CommitStrategies.Check(node, problems);
                    RetryPolicy.Check(node, problems);
                }
            });
        }

        object?[] kept = [own.Expressions.Finish(), .. readings.Values.Select(reading => reading.Expressions.Finish())];
        finish.ForEach(step => step());
        return kept;
    }

    private static void ConnectAndPlan(NodeTree tree, ProblemSink problems)
    {
        foreach (var node in tree.Nodes.Where(node => node.Activity.Descriptor.IsContainer))
        {
            ConnectionReader.Read(node, tree.IdsOf(node), problems);
        }

        var (broken, missing) = Unsound(problems);
        foreach (var node in tree.Nodes)
        {
            // What an activity finds in a node that is already broken would mostly repeat what is reported.
            if (!broken.Contains(node.Id) && !missing.Contains(node.Pointer))
            {
                node.Plan = node.Activity.Compile(node, problems);
            }
        }
    }

    // Ids of activities that have a problem, and pointers of containers that lack an activity, at any depth.
    private static (HashSet<string> Broken, HashSet<string> Missing) Unsound(ProblemSink problems)
    {
        const string list = "/activities/";
        var broken = problems.Problems.Where(problem => problem.ActivityId is not null).Select(problem => problem.ActivityId!).ToHashSet(StringComparer.Ordinal); // filtered just before
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var problem in problems.Problems.Where(problem => problem.Id
            is ProblemIds.UnknownActivityType or ProblemIds.UnknownActivityVersion or ProblemIds.DuplicateActivityId or ProblemIds.MissingActivityId or ProblemIds.MalformedActivity))
        {
            for (var end = problem.Pointer.LastIndexOf(list, StringComparison.Ordinal); end > 0; end = problem.Pointer.LastIndexOf(list, end - 1, StringComparison.Ordinal))
            {
                missing.Add(problem.Pointer[..end]);
            }
        }

        return (broken, missing);
    }

    private static bool ReadsFacts(ActivityNode node) =>
        node.Inputs.Concat(node.NestedInputs).Any(input => input is { ReadsFacts: true }) || node.Cases.Any(item => item.Condition.ReadsFacts);

    private sealed record Reading(ExpressionCompiler Expressions, InputReader Inputs)
    {
        public Reading(WorkflowDefinition definition, FactCatalog facts, ProblemSink problems)
            : this(definition, new ExpressionCompiler(definition, facts, problems), problems)
        {
        }

        private Reading(WorkflowDefinition definition, ExpressionCompiler expressions, ProblemSink problems)
            : this(expressions, new InputReader(definition, expressions, problems))
        {
        }
    }
}
