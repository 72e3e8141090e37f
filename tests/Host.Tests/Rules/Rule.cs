using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>A rule of the process that the software refuses to break, and how somebody tries.</summary>
/// <param name="Key">Names the rule in this table.</param>
/// <param name="Step">Where it stands in the table of the process.</param>
/// <param name="Code">The code it is refused with.</param>
/// <param name="Field">The field that is at fault, as form and API have it; null: none.</param>
/// <param name="Why">What people read, in bokmål: why.</param>
/// <param name="WhatToDo">And what to do.</param>
/// <param name="Attempt">How somebody tries, over the API and over the page.</param>
internal sealed record Rule(string Key, string Step, string Code, string? Field, string Why, string WhatToDo, Attempt Attempt)
{
    public string Words => $"{Why} {WhatToDo}".TrimEnd();
}

/// <summary>An attempt to break a rule. Closed.</summary>
/// <param name="Situation">The case it is tried in.</param>
/// <param name="User">Who tries.</param>
internal abstract record Attempt(string Situation, string User)
{
    /// <summary>Somebody completes a task. The same answers go as JSON to the API and as fields to the page.</summary>
    public sealed record Task(string Situation, string User, string Step, JsonObject Answers) : Attempt(Situation, User);

    /// <summary>Somebody changes the case outside its tasks. What the page does not offer is posted all the same, as by a page that was opened before the case changed.</summary>
    public sealed record Change(string Situation, string User, HttpMethod Method, string Path, JsonObject? Body, string Action, JsonObject Fields, bool IsOffered = true) : Attempt(Situation, User);
}

/// <summary>Marks a test of a rule that is not a refusal: something the system does by itself or never lets be seen.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class KeepsAttribute(string rule, string over) : Attribute
{
    public string Rule => rule;

    /// <summary><c>API</c> or <c>page</c>.</summary>
    public string Over => over;
}
