using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Stimuli;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Lets a faulted execution go on: by calling it again as it was called, or by completing it without.</summary>
internal sealed class FaultedCalls(BurstFrame frame, ActivityRunner runner)
{
    /// <summary>Acts on a retry or a skip; does nothing when the incident is over.</summary>
    public async ValueTask GoOnAsync(Stimulus stimulus, CancellationToken cancellationToken)
    {
        var execution = frame.State.Executions().FirstOrDefault(x =>
            x.Status == ExecutionStatus.Faulted && x.Incident is { } incident && EngineStimuli.KeyOf(incident.Id) == stimulus.BookmarkKey);
        if (execution is null)
        {
            return;
        }

        execution.Status = ExecutionStatus.Running;
        frame.IncidentChanges++;
        var order = Order.Read(stimulus.PayloadJson);
        if (stimulus.Name == EngineStimuli.Skip)
        {
            frame.Journal.WriteAlways(execution, JournalEvents.Skipped, order.By);
            frame.Instance.ReleaseHeld(execution);
            execution.PendingCalls = null;
            runner.Incidents.Resolve(execution, "skipped", order.By);
            await runner.CompleteAsync(execution, order.Outcome is null ? Outcomes.Done : [order.Outcome], cancellationToken);
            return;
        }

        frame.Journal.WriteAlways(execution, JournalEvents.Retried, order.By);
        execution.Incident = execution.Incident! with { ResolvedBy = order.By }; // it was found by its incident
        await CallAgainAsync(execution, cancellationToken);
    }

    /// <summary>Who decided and how, as the stimulus of a retry or skip carries it.</summary>
    public static string OrderJson(string by, string? outcome) =>
        "{\"by\":\"" + JsonEncodedText.Encode(by) + "\"" + (outcome is null ? "" : ",\"outcome\":\"" + JsonEncodedText.Encode(outcome) + "\"") + "}";

    // Calls that are still to be made stay with the execution: children it has not been told of are not over for it, and should a call fail
    // again the others wait behind it.
    private async ValueTask CallAgainAsync(ActivityExecution execution, CancellationToken cancellationToken)
    {
        var id = execution.Id;
        foreach (var timer in execution.PendingCalls?.OfType<PendingCall.Timer>() ?? [])
        {
            frame.Bookmarks.Rearm(timer.BookmarkId, timer.DueAt);
        }

        execution.PendingCalls?.RemoveAll(static call => call is PendingCall.Timer);
        while (execution.Id == id && execution.Status == ExecutionStatus.Running && execution.PendingCalls is [var call, ..] calls)
        {
            calls.RemoveAt(0);
            switch (call)
            {
                case PendingCall.Execute:
                    execution.Status = ExecutionStatus.Scheduled;
                    frame.Queue.Enqueue(execution);
                    break;
                case PendingCall.Resume resume:
                    await ResumeAsync(execution, resume, cancellationToken);
                    break;
                case PendingCall.ChildEnded child:
                    var completion = new ChildCompletion(frame.State.Graph.ById[child.ChildNode], child.ChildExecutionId, child.Outcomes ?? Outcomes.None, child.ChildTag);
                    await runner.CallAsync(execution, child.Outcomes is null ? ActivityCall.ChildCancelled(completion) : ActivityCall.ChildCompleted(completion), cancellationToken);
                    break;
            }
        }
    }

    private async ValueTask ResumeAsync(ActivityExecution execution, PendingCall.Resume resume, CancellationToken cancellationToken)
    {
        if (frame.Bookmarks.Find(resume.BookmarkId) is not { } bookmark)
        {
            return;
        }

        var pending = resume.StimulusKey is null ? null : frame.Instance.Stimuli.Find(s => s.Stimulus.Key == resume.StimulusKey);
        if (pending is not null)
        {
            pending.IsConsumed = true;
            pending.IsHeld = false;
        }

        var resumption = new Resumption(bookmark, IsDue: resume.StimulusKey is null, pending?.Payload());
        await runner.CallAsync(execution, ActivityCall.Resume(resumption, pending), cancellationToken);
    }

    private sealed record Order(string? By, string? Outcome)
    {
        public static Order Read(string? json)
        {
            if (json is null)
            {
                return new Order(null, null);
            }

            using var document = JsonDocument.Parse(json);
            return new Order(Text(document.RootElement, "by"), Text(document.RootElement, "outcome"));
        }

        private static string? Text(JsonElement json, string name) =>
            json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
