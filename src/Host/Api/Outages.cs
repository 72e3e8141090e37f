using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Host.Api;

/// <summary>Which exceptions of requests are the database's and not ours: they are answered with 503 or 507, and logged once an outage.</summary>
internal sealed class Outages(Database database, StorageWatch watch)
{
    /// <summary>The outage behind an exception; null: it is something else.</summary>
    public StorageUnavailableException? Of(Exception exception) => exception is UnitOfWorkException { InnerException: null }
        ? new StorageUnavailableException(StorageFailure.Busy, exception.Message, exception)
        : database.Unavailable(exception);

    /// <summary>The status a page answers with.</summary>
    public int StatusOf(Exception exception) => Of(exception)?.Failure switch
    {
        null => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        StorageFailure.Full => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>Tells the log, unless it knows.</summary>
    public void Report(StorageUnavailableException outage)
    {
        if (outage.InnerException is not UnitOfWorkException)
            watch.Failed(outage);
    }
}
