namespace ProcessAutomation.Engine.Definitions;

/// <summary>Stable ids of what can be wrong with a definition. Never renumbered, never reused. PA01xx: the definition and its activities;
/// PA02xx: expressions; PA03xx: what activities find in their own nodes.</summary>
public static class ProblemIds
{
    public const string NotJson = "PA0101";
    public const string TooLarge = "PA0102";
    public const string TooDeep = "PA0103";
    public const string NotADefinition = "PA0104";
    public const string NoRoot = "PA0105";
    public const string MalformedProperty = "PA0106";
    public const string UnknownActivityType = "PA0110";
    public const string UnknownActivityVersion = "PA0111";
    public const string MissingActivityId = "PA0112";
    public const string DuplicateActivityId = "PA0113";
    public const string MalformedActivity = "PA0114";
    public const string TooManyActivities = "PA0115";
    public const string DuplicateVariable = "PA0120";
    public const string DuplicateInput = "PA0121";
    public const string DuplicateOutput = "PA0122";
    public const string UnknownValueType = "PA0123";
    public const string WrongDefaultValue = "PA0124";
    public const string MissingInput = "PA0130";
    public const string WrongLiteral = "PA0131";
    public const string MalformedInput = "PA0132";
    public const string UnknownOutputTarget = "PA0133";
    public const string DuplicateOutcome = "PA0134";
    public const string UnknownConnectionEnd = "PA0140";
    public const string UnknownPort = "PA0141";
    public const string SeveralStarts = "PA0142";
    public const string Unreachable = "PA0143";
    public const string MalformedConnection = "PA0144";
    public const string InvalidLoop = "PA0146";
    public const string DuplicateConnection = "PA0145";
    public const string UnknownFlowchartMode = "PA0147";
    public const string UnknownMergeMode = "PA0148";
    public const string LoopIntoConverge = "PA0149";
    public const string UnknownSubflow = "PA0150";
    public const string SubflowNotLiteral = "PA0151";
    public const string WorkflowActivityUnavailable = "PA0160";
    public const string WorkflowActivityRecursion = "PA0161";
    public const string WorkflowActivityName = "PA0162";
    public const string UnknownIncidentStrategy = "PA0170";
    public const string UnknownCommitStrategy = "PA0171";
    public const string UnknownStorageDriver = "PA0172";
    public const string WrongRetryPolicy = "PA0173";
    public const string UnknownActivationStrategy = "PA0174";

    /// <summary>What is not looked for in a version that has been published: it may be older than the check, and its instances must go on.</summary>
    internal static readonly string[] CameLater = [UnknownIncidentStrategy, UnknownCommitStrategy, UnknownStorageDriver, WrongRetryPolicy, UnknownActivationStrategy];

    public const string UnsupportedLanguage = "PA0201";
    public const string UnknownVariable = "PA0202";
    public const string UnknownWorkflowInput = "PA0203";
    public const string UnknownFact = "PA0204";
    public const string ExpressionTooLarge = "PA0205";
    public const string ExpressionTooDeep = "PA0206";
    public const string ExpressionSyntax = "PA0207";
    public const string ExpressionError = "PA0208";
    public const string ExpressionNotAllowed = "PA0209";
    public const string ExpressionType = "PA0210";
    public const string TemplateError = "PA0220";
    public const string TemplateNotAllowed = "PA0221";
    public const string BreakOutsideLoop = "PA0310";
    public const string UnknownState = "PA0311";
    public const string DuplicateState = "PA0312";
    public const string InvalidCron = "PA0340";
    public const string TriggerNeedsInstance = "PA0341";
    public const string InvalidTrigger = "PA0342";
}
