using System.Collections.Immutable;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>One thing that keeps an alteration from being applied.</summary>
/// <param name="Id">Stable id, see <see cref="AlterationProblemIds"/>.</param>
/// <param name="Message">Plain words: what is in the way.</param>
/// <param name="Fix">Plain words: what to do about it.</param>
/// <param name="ActivityId">The activity it concerns; null: none.</param>
/// <param name="Args">What the words name, in their order, for other languages: ids and display texts, no values.</param>
public sealed record AlterationProblem(string Id, string Message, string Fix, string? ActivityId, ImmutableArray<ProblemArgument> Args);

/// <summary>Stable ids of what can stand in the way of an alteration. Never renumbered, never reused.</summary>
public static class AlterationProblemIds
{
    public const string ReasonMissing = "PA0401";
    public const string InstanceEnded = "PA0402";
    public const string ExpressionFailed = "PA0403";
    public const string IncidentUnknown = "PA0410";
    public const string OutcomeUnknown = "PA0411";
    public const string VariableUnknown = "PA0420";
    public const string VariableType = "PA0421";
    public const string ExecutionUnknown = "PA0430";
    public const string ExecutionAmbiguous = "PA0431";
    public const string TargetUnknown = "PA0432";
    public const string TargetElsewhere = "PA0433";
    public const string TargetRuns = "PA0434";
    public const string ContainerRefuses = "PA0435";
    public const string ContainerFaulted = "PA0436";
    public const string VersionUnknown = "PA0440";
    public const string VersionOfAnother = "PA0441";
    public const string VersionNotNewer = "PA0442";
    public const string VersionNotPublished = "PA0443";
    public const string VersionInvalid = "PA0444";
    public const string ActivityMissing = "PA0450";
    public const string ActivityType = "PA0451";
    public const string ActivityElsewhere = "PA0452";
    public const string ActivityState = "PA0453";
    public const string ValueNotConvertible = "PA0454";
    public const string ChildMissing = "PA0455";
    public const string NotARoot = "PA0456";
}

/// <summary>The problems with their words.</summary>
internal static class AlterationProblems
{
    public static AlterationProblem ReasonMissing() => Of(AlterationProblemIds.ReasonMissing, "A reason is missing or too long.", $"Give one in 1 to {AlterationReason.MaxLength} characters.");

    public static AlterationProblem Ended() => Of(AlterationProblemIds.InstanceEnded, "The instance has ended.", "Nothing runs in it any more; start a new one if work is left.");

    public static AlterationProblem Expression(string code) => Of(AlterationProblemIds.ExpressionFailed, $"An expression on the way failed ({code}).", "Correct the variable it reads, or choose another activity.", null, code);

    public static AlterationProblem NoIncident() => Of(AlterationProblemIds.IncidentUnknown, "The instance has no such open incident.", "It may be over already: read the instance again.");

    public static AlterationProblem NoOutcome(string activity, string name, string outcome, string choices) =>
        Of(AlterationProblemIds.OutcomeUnknown, $"{name} has no outcome {outcome}.", $"Choose one of: {choices}.", activity, name, outcome, choices);

    public static AlterationProblem NoVariable(string variable) => Of(AlterationProblemIds.VariableUnknown, $"There is no variable {variable} at that place.", "Choose one that the workflow or a running container declares.", null, variable);

    public static AlterationProblem WrongValue(string variable, string type) => Of(AlterationProblemIds.VariableType, $"The value is no {type}.", $"Give {variable} a value of its type.", null, variable, type);

    public static AlterationProblem NothingRuns(string what) => Of(AlterationProblemIds.ExecutionUnknown, $"{what} does not run.", "Choose an activity that runs now.", null, what);

    public static AlterationProblem RunsSeveralTimes(string activity, string name) =>
        Of(AlterationProblemIds.ExecutionAmbiguous, $"{name} runs more than once.", "Say which by the number of its execution.", activity, name);

    public static AlterationProblem NoTarget(string activity) => Of(AlterationProblemIds.TargetUnknown, $"This version has no activity {activity}.", "Choose an activity of the flow.", activity, activity);

    public static AlterationProblem TargetElsewhere(string activity, string name, string from) => Of(
        AlterationProblemIds.TargetElsewhere, $"{name} is in no container around {from}.", "Choose an activity of the same flowchart or sequence, or of one around it.", activity, name, from);

    public static AlterationProblem TargetRuns(string activity, string name) =>
        Of(AlterationProblemIds.TargetRuns, $"{name} runs already.", "Move from that activity itself to run it anew, or leave it.", activity, name);

    public static AlterationProblem ContainerRefuses(string activity, string name) =>
        Of(AlterationProblemIds.ContainerRefuses, $"{name} decides itself what runs in it.", "Only activities of flowcharts and sequences can be moved between.", activity, name);

    public static AlterationProblem ContainerFaulted(string activity, string name) =>
        Of(AlterationProblemIds.ContainerFaulted, $"{name} has an open incident.", "Retry or skip that first.", activity, name);

    public static AlterationProblem NoVersion(string version) => Of(AlterationProblemIds.VersionUnknown, $"There is no version {version}.", "Choose a published version of the definition.", null, version);

    public static AlterationProblem OtherDefinition(string definition) =>
        Of(AlterationProblemIds.VersionOfAnother, $"The version belongs to {definition}.", "Choose a version of the definition the instance runs.", null, definition);

    public static AlterationProblem NotNewer(string from, string to) =>
        Of(AlterationProblemIds.VersionNotNewer, $"The instance runs version {from}; {to} is not newer.", "Choose a newer version; to go back, publish the older one anew.", null, from, to);

    public static AlterationProblem NotPublished(string version) => Of(AlterationProblemIds.VersionNotPublished, $"Version {version} is a draft.", "Publish it first.", null, version);

    public static AlterationProblem CannotRun(string version, string problems) =>
        Of(AlterationProblemIds.VersionInvalid, $"Version {version} cannot be run here ({problems}).", "Correct and publish it again.", null, version, problems);

    public static AlterationProblem ActivityGone(string activity, string name) => Of(
        AlterationProblemIds.ActivityMissing, $"{name} runs and is not in the new version.", "Let it end, move the case past it, or keep the activity in the new version.", activity, name);

    public static AlterationProblem OtherType(string activity, string name, string from, string to) => Of(
        AlterationProblemIds.ActivityType, $"{name} runs as {from} and is {to} in the new version.", "Let it end or move the case past it, or keep the type in the new version.", activity, name, from, to);

    public static AlterationProblem OtherContainer(string activity, string name) => Of(
        AlterationProblemIds.ActivityElsewhere, $"{name} runs and is in another container in the new version.", "Let it end or move the case past it, or leave it where it was.", activity, name);

    public static AlterationProblem State(string activity, string name, ProblemText words) =>
        new(AlterationProblemIds.ActivityState, $"{name}: {words}", "Wait until the case is past that place, or move it.", activity, [new ProblemArgument.Word(name), new ProblemArgument.Part(words)]);

    public static AlterationProblem NotConvertible(string? activity, string variable, string type) => Of(
        AlterationProblemIds.ValueNotConvertible, $"The value of {variable} is no {type}, as the new version wants it.", "Modify the variable first, or keep its type.", activity, variable, type);

    public static AlterationProblem PendingChildGone(string activity, string name, string child) => Of(
        AlterationProblemIds.ChildMissing, $"{name} has an incident that is about {child}, which is not in the new version.", "Retry or skip the incident first.", activity, name, child);

    public static AlterationProblem NotARoot() => Of(AlterationProblemIds.NotARoot, "Only the outermost instance has versions of sub-flows.", "Migrate that one, or this one without its sub-flows.");

    private static AlterationProblem Of(string id, string message, string fix, string? activity = null, params ImmutableArray<string> args) =>
        new(id, message, fix, activity, [.. args.Select(static ProblemArgument (word) => new ProblemArgument.Word(word))]);
}
