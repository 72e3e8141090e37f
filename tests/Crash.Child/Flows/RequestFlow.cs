namespace ProcessAutomation.Crash.Child.Flows;

/// <summary>A flow that asks somebody else's server and keeps the code it got.</summary>
public static class RequestFlow
{
    /// <summary>Environment variable with the address it asks.</summary>
    public const string AddressVariable = "CRASH_RECEIVER";

    /// <summary>The definition's id.</summary>
    public const string Id = "crash-request";

    /// <summary>The flow.</summary>
    public static string TextFor(string address) => $$"""
        { "definitionId": "{{Id}}", "name": "Request",
          "outputs": [ { "name": "Code", "type": "Int32" } ],
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "send", "type": "Elsa.FlowSendHttpRequest", "version": 1, "statusCode": { "memoryReference": { "id": "Code" } },
              "url": { "expression": { "type": "Literal", "value": "{{address}}" } }, "method": { "expression": { "type": "Literal", "value": "POST" } },
              "content": { "expression": { "type": "Literal", "value": "hello" } } } ] } }
        """;
}
