using System.Globalization;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Stimuli;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Makes an incident of a failed call and ends it again. An incident is a committed outcome like any other.</summary>
internal sealed class IncidentRecorder(BurstFrame frame)
{
    /// <summary>The execution waits from now on for its policy or for a person.</summary>
    public void Record(ActivityExecution execution, in ActivityCall call, ActivityFailure failure)
    {
        var attempts = (execution.Incident?.Attempts ?? 0) + 1;
        var delay = failure.Retryable ? RetryPolicy.Of(execution.Node, frame.Options).After(attempts) : null;
        DateTimeOffset? retryAt = delay is { } wait ? frame.MachineNow + wait : null;
        var incident = new Incident
        {
            Id = execution.Incident?.Id ?? frame.Ids.New(),
            InstanceId = frame.Instance.Id,
            NodeId = execution.Node.NodeId,
            ExecutionId = execution.Id,
            ActivityType = execution.Node.TypeName,
            Code = failure.Code,
            Message = failure.Message,
            Retryable = failure.Retryable,
            Attempts = attempts,
            Status = retryAt is null ? IncidentStatus.Open : IncidentStatus.Retrying,
            CreatedAt = execution.Incident?.CreatedAt ?? frame.Now,
            RetryAt = retryAt,
        };
        execution.Incident = incident;
        execution.Status = ExecutionStatus.Faulted;
        execution.PendingCalls = [call.ToPending(), .. execution.PendingCalls ?? []];
        if (call.Stimulus is { } stimulus)
        {
            stimulus.IsHeld = true;
            stimulus.IsConsumed = false;
        }

        frame.IncidentChanges++;
        DisarmTimers(execution, call);
        frame.Effects.Set(incident);
        frame.Journal.WriteAlways(execution, JournalEvents.Faulted, failure.Code);
        if (retryAt is not null)
        {
            frame.Effects.Add(RetryStimulus(incident));
        }
    }

    /// <summary>The execution goes on or has ended.</summary>
    /// <param name="execution">Has an incident.</param>
    /// <param name="resolution"><c>retried</c>, <c>skipped</c> or <c>cancelled</c>.</param>
    /// <param name="by">User id; null: the engine.</param>
    public void Resolve(ActivityExecution execution, string resolution, string? by)
    {
        if (execution.Incident is { } incident)
        {
            frame.Effects.Set(incident with
            {
                Status = IncidentStatus.Resolved,
                Resolution = resolution,
                ResolvedAt = frame.Now,
                ResolvedBy = by ?? incident.ResolvedBy,
                RetryAt = null,
            });
            execution.Incident = null;
            frame.IncidentChanges++;
        }
    }

    // A timer that fires while its activity is faulted would be claimed again and again; it is armed again with the retry.
    private void DisarmTimers(ActivityExecution execution, in ActivityCall call)
    {
        var fired = call.Resumption is { IsDue: true } resumption ? resumption.Bookmark.Id : (Guid?)null;
        foreach (var bookmark in frame.Bookmarks.Of(execution).Where(static bookmark => bookmark.DueAt is not null).ToArray())
        {
            if (bookmark.Id != fired)
            {
                execution.PendingCalls!.Add(new PendingCall.Timer(bookmark.Id, bookmark.DueAt!.Value)); // both were just seen
            }

            frame.Bookmarks.Rearm(bookmark.Id, null);
        }
    }

    private Stimulus RetryStimulus(Incident incident) => new()
    {
        InstanceId = incident.InstanceId,
        Key = string.Create(CultureInfo.InvariantCulture, $"retry:{EngineStimuli.KeyOf(incident.Id)}:{incident.Attempts}"),
        Name = EngineStimuli.Retry,
        BookmarkKey = EngineStimuli.KeyOf(incident.Id),
        NotBefore = incident.RetryAt,
        CreatedAt = frame.Now,
    };
}
