namespace ProcessAutomation.Engine.Runtime;

/// <summary>A unit of work could not be committed in a bounded number of tries. Nothing of it is stored.</summary>
public sealed class UnitOfWorkException(string message, Exception? innerException) : Exception(message, innerException);
