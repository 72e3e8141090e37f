using System.Collections.Immutable;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>The inputs of <see cref="AssignTask"/> as the designer shows them.</summary>
public sealed class AssignTaskInputs(StepBook steps)
{
    private const string Answer = "Svar";

    /// <summary>What it has in common with the steps' own activities.</summary>
    public TaskInputs Task { get; } = new(new TaskDefaults());

    /// <summary>The process step.</summary>
    public Input<string> Step { get; } = new("Step")
    {
        DisplayName = "Steg",
        Description = "Steget i prosessen bestemmer skjemaet og reglene. Hvert steg har også sin egen aktivitet. Uten steg brukes skjemaet under.",
        UiHint = "dropdown",
        UiSpecifications = Choices.Dropdown([new Choice("", Phrase.Plain("(ingen)")), .. steps.Choices]),
    };

    /// <summary>Fields of a task without step.</summary>
    public Input<string> Form { get; } = new("Form") { DisplayName = "Skjema", Description = "Det oppgaven spør om når den ikke har noe steg. Lages enklest under «Skjema og påminnelser» øverst på siden; her står det som JSON.", Category = Answer, UiHint = "json-editor" };

    /// <summary>What the task can end in.</summary>
    public Input<string[]> Outcomes { get; } = new("Outcomes") { DisplayName = "Utfall", Description = "Hvert utfall er en utgang i tegningen. Uten utfall er det én utgang, Done.", Category = Answer, UiHint = "dynamic-outcomes", DefaultSyntax = "Object" };

    /// <summary>Outcomes that must be explained.</summary>
    public Input<string[]> ReasonFor { get; } = new("ReasonFor") { DisplayName = "Utfall som må begrunnes", Description = "Den som velger et av disse utfallene, må skrive hvorfor.", Category = Answer, UiHint = "multitext", DefaultSyntax = "Object" };

    /// <summary>All, in the order of the panel.</summary>
    public ImmutableArray<InputDescriptor> All => field.IsDefault
        ? field = [Task.Title, Task.Text, Step, Task.Priority, Task.Role, Task.Person, Task.CandidateGroup, .. Task.When, Form, Outcomes, ReasonFor, .. Task.Languages]
        : field;
}
