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

        var calls = execution.PendingCalls ?? [];
        execution.PendingCalls = null;
        execution.Status = ExecutionStatus.Running;
        frame.IncidentChanges++;
        var order = Order.Read(stimulus.PayloadJson);
        if (stimulus.Name == EngineStimuli.Skip)
        {
            frame.Journal.WriteAlways(execution, JournalEvents.Skipped, order.By);
            Release(calls);
            runner.Incidents.Resolve(execution, "skipped", order.By);
            await runner.CompleteAsync(execution, order.Outcome is null ? Outcomes.Done : [order.Outcome], cancellationToken);
            return;
        }

        frame.Journal.WriteAlways(execution, JournalEvents.Retried, order.By);
        execution.Incident = execution.Incident! with { ResolvedBy = order.By }; // it was found by its incident
        await CallAgainAsync(execution, calls, cancellationToken);
    }

    /// <summary>Who decided and how, as the stimulus of a retry or skip carries it.</summary>
    public static string OrderJson(string by, string? outcome) =>
        "{\"by\":\"" + JsonEncodedText.Encode(by) + "\"" + (outcome is null ? "" : ",\"outcome\":\"" + JsonEncodedText.Encode(outcome) + "\"") + "}";

    private async ValueTask CallAgainAsync(ActivityExecution execution, List<PendingCall> calls, CancellationToken cancellationToken)
    {
        var id = execution.Id;
        foreach (var timer in calls.OfType<PendingCall.Timer>())
        {
            frame.Bookmarks.Rearm(timer.BookmarkId, timer.DueAt);
        }

        foreach (var call in calls)
        {
            if (execution.Id != id)
            {
                return; // it has ended with one of the calls before
            }

            if (execution.Status == ExecutionStatus.Faulted)
            {
                if (call is not PendingCall.Timer)
                {
                    execution.PendingCalls!.Add(call); // a faulted execution has its calls
                }

                continue;
            }

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

    // A stimulus kept for the retry is not needed any more.
    private void Release(List<PendingCall> calls)
    {
        foreach (var resume in calls.OfType<PendingCall.Resume>())
        {
            if (frame.Instance.Stimuli.Find(s => s.Stimulus.Key == resume.StimulusKey) is { } pending)
            {
                pending.IsConsumed = true;
            }
        }
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
