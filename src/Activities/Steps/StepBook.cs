using System.Collections.Frozen;
using System.Collections.Immutable;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Forms;

namespace ProcessAutomation.Activities.Steps;

/// <summary>All steps of the process by key. Built once at start; thread-safe.</summary>
public sealed class StepBook
{
    private readonly FrozenDictionary<string, Step> _steps;

    /// <exception cref="ArgumentException">Two steps share a key.</exception>
    public StepBook(IEnumerable<Step> steps)
    {
        All = [.. steps];
        _steps = All.Concat(All.Select(step => new CorrectionStep(step))).ToFrozenDictionary(step => step.Key, StringComparer.Ordinal);
    }

    /// <summary>In the order of the process; without the corrections of them, which no flow asks for.</summary>
    public ImmutableArray<Step> All { get; }

    /// <summary>The step with this key; null: a generic task.</summary>
    public Step? Find(string key) => _steps.GetValueOrDefault(key);

    /// <summary>The step with this key, which there is.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a fault of the program.</exception>
    public Step Get(string key) => _steps[key];

    /// <summary>The steps as choices of a dropdown.</summary>
    public ImmutableArray<Choice> Choices => [.. All.Select(step => new Choice(step.Key, step.Name))];
}
