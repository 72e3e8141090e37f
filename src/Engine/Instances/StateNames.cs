using System.Text.Json;

namespace ProcessAutomation.Engine.Instances;

/// <summary>Member names of the stored state, escaped once. A name is never given a second meaning.</summary>
internal static class StateNames
{
    public static readonly JsonEncodedText Behaviour = JsonEncodedText.Encode("v");
    public static readonly JsonEncodedText Started = JsonEncodedText.Encode("started");
    public static readonly JsonEncodedText NextExecution = JsonEncodedText.Encode("next");
    public static readonly JsonEncodedText NextJournal = JsonEncodedText.Encode("seq");
    public static readonly JsonEncodedText SinceWait = JsonEncodedText.Encode("since");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText Inputs = JsonEncodedText.Encode("in");
    public static readonly JsonEncodedText Outputs = JsonEncodedText.Encode("out");
    public static readonly JsonEncodedText Variables = JsonEncodedText.Encode("vars");
    public static readonly JsonEncodedText Executions = JsonEncodedText.Encode("x");
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("i");
    public static readonly JsonEncodedText Node = JsonEncodedText.Encode("n");
    public static readonly JsonEncodedText Parent = JsonEncodedText.Encode("p");
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("s");
    public static readonly JsonEncodedText Tag = JsonEncodedText.Encode("tag");
    public static readonly JsonEncodedText Breaking = JsonEncodedText.Encode("break");
    public static readonly JsonEncodedText State = JsonEncodedText.Encode("st");
    public static readonly JsonEncodedText Tasks = JsonEncodedText.Encode("tasks");
    public static readonly JsonEncodedText NotifiesParent = JsonEncodedText.Encode("notify");
    public static readonly JsonEncodedText NotifyKey = JsonEncodedText.Encode("notifyKey");
    public static readonly JsonEncodedText DispatchedRanges = JsonEncodedText.Encode("ranges");
    public static readonly JsonEncodedText Count = JsonEncodedText.Encode("count");
    public static readonly JsonEncodedText Dispatched = JsonEncodedText.Encode("dispatched");
    public static readonly JsonEncodedText HeldTimers = JsonEncodedText.Encode("held");
    public static readonly JsonEncodedText PendingCalls = JsonEncodedText.Encode("calls");
    public static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText Retryable = JsonEncodedText.Encode("retryable");
    public static readonly JsonEncodedText Attempts = JsonEncodedText.Encode("attempts");
    public static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("at");
    public static readonly JsonEncodedText DueAt = JsonEncodedText.Encode("due");
    public static readonly JsonEncodedText Incident = JsonEncodedText.Encode("incident");
    public static readonly JsonEncodedText Bookmark = JsonEncodedText.Encode("bookmark");
    public static readonly JsonEncodedText Stimulus = JsonEncodedText.Encode("stimulus");
    public static readonly JsonEncodedText Trigger = JsonEncodedText.Encode("trigger");
    public static readonly JsonEncodedText Payload = JsonEncodedText.Encode("payload");
    public static readonly JsonEncodedText Timed = JsonEncodedText.Encode("timed");
    public static readonly JsonEncodedText Outcomes = JsonEncodedText.Encode("outcomes");
}
