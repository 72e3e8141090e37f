namespace ProcessAutomation.Engine.Expressions;

/// <summary>A value met while an activity ran is not of the type that is needed. The message names types only, never the value.</summary>
public sealed class InvalidValueException(string actual, string needed) : Exception($"A value of type {actual} is needed as {needed} and cannot be converted.");
