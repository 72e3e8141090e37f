namespace ProcessAutomation.Host.Language;

/// <summary>One field of a form or request that was refused.</summary>
/// <param name="Field">The field's JSON name, a row's as <c>measures[0].title</c>; empty when no single field is to blame.</param>
/// <param name="Message">For people, in the user's language: why, and what to do.</param>
public sealed record FieldProblem(string Field, string Message);
