using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Looping;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Composition;

/// <summary>
/// Starts one instance of a workflow for each item of a list, a few hundred a burst, and waits for their ends if told so. Each end may run an
/// activity: <c>ChildCompleted</c>, or <c>ChildFaulted</c> for a child that a person gave up with its incident open.
/// </summary>
public sealed class BulkDispatchWorkflows : Activity
{
    /// <summary>Children made in one burst.</summary>
    public const int ChildrenPerBurst = 500;

    private const string ItemName = "Item";
    private const string ChildCompleted = "ChildCompleted";
    private const string ChildFaulted = "ChildFaulted";

    private static readonly ImmutableArray<string> AllEnded = ["Completed", Outcomes.DoneName];

    private static readonly Input<string> DefinitionId = new("WorkflowDefinitionId")
    {
        DisplayName = "Workflow Definition",
        UiHint = "workflow-definition-picker",
        IsRequired = true,
        Description = "The workflow to run.",
    };

    private static readonly Input<object> Items = new("Items") { IsRequired = true, Description = "The data source to use for dispatching the workflows." };

    private static readonly Input<string> DefaultItemInputKey = new("DefaultItemInputKey")
    {
        DisplayName = "Default item input key",
        DefaultValue = ItemName,
        Description = "The input that gets an item which is no list of names and values.",
    };

    private static readonly Input<string> CorrelationIdFunction = new("CorrelationIdFunction")
    {
        DisplayName = "Correlation ID function",
        IsLazy = true,
        Description = "Gives each child its correlation ID; it sees the item as the variable Item. Empty: this workflow's.",
    };

    private static readonly Input<IReadOnlyDictionary<string, object?>> Input = new("Input") { UiHint = "dictionary", Description = "The input to send to each workflow." };

    private static readonly Input<bool> WaitForCompletion = new("WaitForCompletion")
    {
        DisplayName = "Wait for completion",
        UiHint = "checkbox",
        DefaultValue = true,
        Description = "Wait for all child workflows to complete before completing this activity.",
    };

    private static readonly Input<bool> Latest = SubflowInputs.NewLatest();
    private static readonly Input<bool> StartNewTrace = SubflowInputs.NewStartNewTrace();
    private static readonly Input<string> ChannelName = SubflowInputs.NewChannelName();

    private static readonly ImmutableArray<SlotVariable> ChildVariables = [new SlotVariable("ChildInstanceId", typeof(string))];
    private static readonly ImmutableArray<SlotVariable> ItemVariables = [new SlotVariable(ItemName, typeof(object), Items)];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.BulkDispatchWorkflows",
        DisplayName = "Bulk Dispatch Workflows",
        Category = "Composition",
        Description = "Create a workflow instance for each item in the data source and dispatch them for execution.",
        Kind = ActivityKind.Task,
        Inputs = [DefinitionId, Items, DefaultItemInputKey, CorrelationIdFunction, Input, WaitForCompletion, StartNewTrace, ChannelName, Latest],
        Ports =
        [
            new Port("Completed"), new Port("Canceled"), new Port(Outcomes.DoneName),
            new Port(ChildCompleted, PortKind.Embedded, "Child Completed"), new Port(ChildFaulted, PortKind.Embedded, "Child Faulted"),
        ],
    };

    /// <inheritdoc/>
    protected internal override ImmutableArray<SlotVariable> LazyVariables => ItemVariables;

    /// <inheritdoc/>
    protected internal override ImmutableArray<SlotVariable> SlotVariables(string port) => ChildVariables;

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var items = ItemList.Of(context.GetAsKept(Items), Items.Name);
        if (items.Length == 0)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        var state = new BulkState(ChildRange.From(context.Frame.Ids.New()), 0, items);
        context.Execution.State = state;
        if (context.Get(WaitForCompletion))
        {
            context.Wait(EngineStimuli.ChildEnded, KeyOf(state));
        }

        return StartAsync(context, state, null, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        var state = BulkState.Of(context.Execution);
        if (resumption.IsDue)
        {
            return StartAsync(context, state, resumption.Bookmark.Id, cancellationToken);
        }

        state.End();
        context.Frame.Effects.Touch();
        var (childId, subStatus) = (TextIn(resumption.Payload, "workflowInstanceId"), TextIn(resumption.Payload, "subStatus"));
        var port = subStatus is "Finished" ? ChildCompleted : subStatus is "Faulted" ? ChildFaulted : "";
        if (context.Node.EmbeddedPorts.TryGetValue(port, out var body))
        {
            context.Schedule(body, 0, childId);
        }
        else
        {
            CompleteIfAllEnded(context, state);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        CompleteIfAllEnded(context, BulkState.Of(context.Execution));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken) =>
        ChildCompletedAsync(context, child, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask CancelAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Execution.State is null)
        {
            return ValueTask.CompletedTask;
        }

        var state = BulkState.Of(context.Execution);
        if (IsWaiting(context))
        {
            context.Frame.Effects.Add(new ChildCancellation(context.InstanceId, state.Children, CancelReason.ToJson(context.CancelReason ?? "cancelled")));
        }
        else
        {
            context.Frame.State.DispatchedRanges.Add(state.Children); // they end with the instance only
        }

        return ValueTask.CompletedTask;
    }

    // The next few hundred children; when some are left after them, the rest of the work is for the next burst.
    private static async ValueTask StartAsync(ActivityContext context, BulkState state, Guid? timer, CancellationToken cancellationToken)
    {
        var waits = IsWaiting(context);
        var graph = await ChildInstances.FindGraphAsync(context, context.Get(DefinitionId) ?? "", context.Get(Latest), cancellationToken);
        var input = context.Get(Input) ?? ImmutableDictionary<string, object?>.Empty;
        var key = context.Get(DefaultItemInputKey) is { Length: > 0 } name ? name : ItemName;
        for (var i = 0; i < ChildrenPerBurst && state.Left > 0; i++)
        {
            var (item, childId) = state.Next();
            var start = new ChildStart { DefinitionId = graph.DefinitionId, CorrelationId = CorrelationIdOf(context, item), Input = InputOf(item, input, key), Wait = waits };
            ChildInstances.Make(context, graph, start, childId, waits ? KeyOf(state) : null);
        }

        if (state.Left > 0)
        {
            context.Frame.Budget.End();
            if (timer is { } id)
            {
                context.Rearm(id, context.Now);
            }
            else
            {
                context.Wait(EngineStimuli.Timer, "", context.Now);
            }

            return;
        }

        context.Journal("Children started", $"{EngineStimuli.KeyOf(state.Children.First)}, {state.Children.Count}");
        if (timer is { } spent)
        {
            context.Remove(spent);
        }

        if (!waits)
        {
            context.Frame.State.DispatchedRanges.Add(state.Children);
            context.Complete();
            return;
        }

        CompleteIfAllEnded(context, state); // some ended while others were made
    }

    private static void CompleteIfAllEnded(ActivityContext context, BulkState state)
    {
        if (state.Left == 0 && state.Ended == state.Children.Count && !context.HasRunningChildren)
        {
            context.Complete(AllEnded);
        }
    }

    private static bool IsWaiting(ActivityContext context) => context.Bookmarks.Any(static bookmark => bookmark.Name == EngineStimuli.ChildEnded);

    // Not an id: the bookmark stands for all children, not for one.
    private static string KeyOf(BulkState state) => $"bulk:{EngineStimuli.KeyOf(state.Children.First)}";

    private static string? CorrelationIdOf(ActivityContext context, object? item)
    {
        if (!context.IsSet(CorrelationIdFunction))
        {
            return null;
        }

        context.SetLazyVariables(item);
        var id = context.Get(CorrelationIdFunction);
        context.SetLazyVariables([null]);
        return string.IsNullOrEmpty(id) ? null : id;
    }

    private static Dictionary<string, object?> InputOf(object? item, IReadOnlyDictionary<string, object?> input, string key)
    {
        var all = new Dictionary<string, object?>(input, StringComparer.Ordinal);
        switch (item)
        {
            case IReadOnlyDictionary<string, object?> members:
                foreach (var (name, value) in members)
                {
                    all[name] = value;
                }

                break;
            case IReadOnlyDictionary<string, string?> texts:
                foreach (var (name, value) in texts)
                {
                    all[name] = value;
                }

                break;
            case JsonElement { ValueKind: JsonValueKind.Object } json:
                foreach (var member in json.EnumerateObject())
                {
                    all[member.Name] = ValueConverter.Plain(member.Value);
                }

                break;
            default:
                all[key] = item;
                break;
        }

        return all;
    }

    private static string? TextIn(JsonElement? payload, string name) =>
        payload is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
