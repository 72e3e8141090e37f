namespace ProcessAutomation.Engine.Outbox;

/// <summary>Which transport carries a message. Stored; never renamed.</summary>
public static class OutboxKinds
{
    /// <summary>A mail; its payload holds ids and codes.</summary>
    public const string Email = "email";

    /// <summary>An HTTP request of a flow. Its payload is the request itself and is emptied when the message is settled.</summary>
    public const string HttpRequest = "http-request";
}
