namespace ProcessAutomation.Engine.Storage;

/// <summary>Why nothing can be written at the moment.</summary>
public enum StorageFailure
{
    /// <summary>The server cannot be reached or has ended the connection; whether a commit arrived is not known.</summary>
    Unreachable,

    /// <summary>No space is left where the database lives.</summary>
    Full,

    /// <summary>The database or its directory may only be read.</summary>
    ReadOnly,

    /// <summary>Others held the database longer than we wait.</summary>
    Busy,
}

/// <summary>
/// The database cannot do its work now, through no fault of the rows: nothing is lost by trying again later. The message says in
/// plain words what is wrong and where.
/// </summary>
public sealed class StorageUnavailableException(StorageFailure failure, string message, Exception innerException)
    : Exception(message, innerException)
{
    /// <summary>Why.</summary>
    public StorageFailure Failure { get; } = failure;
}
