using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Scheduling;

namespace ProcessAutomation.Engine.Triggers;

/// <summary>
/// What a trigger activity sees when its version is published, and how it says what shall start instances. There is no instance yet, so
/// its inputs may not read variables, workflow inputs or case facts. Used by one thread for one activity.
/// </summary>
public sealed class TriggerScope
{
    private readonly List<TriggerWish> _wishes = [];
    private readonly ProblemSink _problems;

    internal TriggerScope(ActivityNode node, DateTimeOffset now, ProblemSink problems)
    {
        Node = node;
        Now = now;
        _problems = problems;
    }

    /// <summary>The activity's place in its definition.</summary>
    public ActivityNode Node { get; }

    /// <summary>When the version is published, business clock, UTC.</summary>
    public DateTimeOffset Now { get; }

    internal IReadOnlyList<TriggerWish> Wishes => _wishes;

    /// <summary>Value of an input; the default of <typeparamref name="T"/> when it has none. False: it cannot be known without an instance, which is reported.</summary>
    public bool TryGet<T>(Input<T> input, out T? value)
    {
        value = default;
        var values = new NoInstance(Now);
        string? failure = null;
        try
        {
            value = (T?)(Node.Inputs[input.Ordinal]?.Evaluate(values) ?? default(T));
        }
        catch (Exception exception)
        {
            failure = exception.GetType().Name; // its text may hold values
        }

        if (values.IsAsked)
        {
            _problems.Add(
                ProblemIds.TriggerNeedsInstance, Node,
                $"{Node} starts the workflow, so its {ProblemArgument.Of(Node, input)} must be known before there is an instance: use a literal, or an expression without variables, inputs and case facts.",
                input.Name);
        }
        else if (failure is not null)
        {
            Refuse(input, $"{ProblemArgument.Of(Node, input)} of {Node} cannot be computed ({failure}).");
        }

        return failure is null && !values.IsAsked;
    }

    /// <summary>Instances start when something of this name and key happens.</summary>
    /// <param name="name">Kind of trigger; ordinal.</param>
    /// <param name="key">Not empty; unique within the activity. A second time does nothing.</param>
    /// <param name="payloadJson">For whoever looks the trigger up; null: nothing.</param>
    public void StartOn(string name, string key, string? payloadJson = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Add(new TriggerWish { ActivityId = Node.Id, Name = name, Key = key, PayloadJson = payloadJson });
    }

    /// <summary>Instances start by this schedule. One schedule an activity.</summary>
    public void StartBy(Schedule schedule) => Add(new TriggerWish { ActivityId = Node.Id, Name = Bursts.EngineStimuli.Timer, Key = "", Schedule = schedule });

    /// <summary>The definition cannot be published with this value.</summary>
    /// <param name="input">The input that is wrong.</param>
    /// <param name="text">Plain words for a process owner.</param>
    public void Refuse(InputDescriptor input, ProblemText text) => _problems.Add(ProblemIds.InvalidTrigger, Node, text, input.Name);

    private void Add(TriggerWish wish)
    {
        if (!_wishes.Exists(known => known.Name == wish.Name && known.Key == wish.Key))
        {
            _wishes.Add(wish);
        }
    }

    private sealed class NoInstance(DateTimeOffset now) : ExpressionScope
    {
        public override DateTimeOffset Now => now;

        /// <summary>Something was to be read that only an instance has.</summary>
        public bool IsAsked { get; private set; }

        public override object? Variable(VariableSlot slot) => Ask();

        public override object? WorkflowInput(int ordinal) => Ask();

        public override object? Fact(int ordinal) => Ask();

        private object? Ask()
        {
            IsAsked = true;
            return null;
        }
    }
}
