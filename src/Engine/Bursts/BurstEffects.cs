using System.Collections.Immutable;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.WorkerTasks;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// Rows a unit of work wants written, collected until its one commit. Most bursts write few kinds, so lists are made when first used.
/// </summary>
internal sealed class BurstEffects
{
    private Dictionary<Guid, (Bookmark Bookmark, long Number)>? _bookmarks;
    private List<Guid>? _removedBookmarks;
    private Dictionary<Guid, DateTimeOffset?>? _rearms;
    private List<Stimulus>? _stimuli;
    private List<Broadcast>? _broadcasts;
    private List<HumanTask>? _tasks;
    private List<HumanTaskChange>? _taskChanges;
    private List<HumanTaskCancellation>? _taskCancellations;
    private List<HumanTaskWake>? _taskWakes;
    private Dictionary<Guid, Incident>? _incidents;
    private List<OutboxMessage>? _outbox;
    private List<InstanceWrite>? _children;
    private List<Guid>? _revoked;
    private List<DeliveryResult>? _deliveries;
    private List<ChildCancellation>? _childCancellations;
    private List<WorkerTask>? _workerTasks;
    private List<Guid>? _endedWorkerTasks;
    private AlterationWrite? _alteration;
    private RootPins? _pins;

    /// <summary>Counts what was changed. Unchanged over a call means that the call left nothing behind.</summary>
    public long Version { get; private set; }

    /// <summary>True: there is nothing to write.</summary>
    public bool IsEmpty => Version == 0;

    /// <summary>In the order they were made: the store numbers them so, and the oldest of several is met first. A dictionary puts new ones where others were.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => _bookmarks is null ? [] : [.. _bookmarks.Values.OrderBy(static made => made.Number).Select(static made => made.Bookmark)];

    public IReadOnlyList<Guid> RemovedBookmarks => _removedBookmarks ?? [];

    public IReadOnlyList<BookmarkRearm> Rearms => _rearms is null ? [] : [.. _rearms.Select(static pair => new BookmarkRearm(pair.Key, pair.Value))];

    public IReadOnlyList<Stimulus> Stimuli => _stimuli ?? [];

    public IReadOnlyList<Broadcast> Broadcasts => _broadcasts ?? [];

    public IReadOnlyList<HumanTask> Tasks => _tasks ?? [];

    public IReadOnlyList<HumanTaskChange> TaskChanges => _taskChanges ?? [];

    public IReadOnlyList<HumanTaskCancellation> TaskCancellations => _taskCancellations ?? [];

    public IReadOnlyList<HumanTaskWake> TaskWakes => _taskWakes ?? [];

    public IReadOnlyList<Incident> Incidents => _incidents is null ? [] : [.. _incidents.Values];

    public IReadOnlyList<OutboxMessage> Outbox => _outbox ?? [];

    public IReadOnlyList<InstanceWrite> Children => _children ?? [];

    public IReadOnlyList<Guid> Revoked => _revoked ?? [];

    public IReadOnlyList<DeliveryResult> Deliveries => _deliveries ?? [];

    public AlterationWrite? Alteration => _alteration;

    public RootPins? Pins => _pins;

    public IReadOnlyList<ChildCancellation> ChildCancellations => _childCancellations ?? [];

    public IReadOnlyList<WorkerTask> WorkerTasks => _workerTasks ?? [];

    public IReadOnlyList<Guid> EndedWorkerTasks => _endedWorkerTasks ?? [];

    /// <summary>Something outside the lists changed: a variable, a state, the queue.</summary>
    public void Touch() => Version++;

    public void Add(Bookmark bookmark)
    {
        Version++;
        (_bookmarks ??= []).Add(bookmark.Id, (bookmark, Version));
    }

    /// <summary>True: the bookmark is made by this unit of work.</summary>
    public bool HasNewBookmark(Guid bookmarkId) => _bookmarks?.ContainsKey(bookmarkId) is true;

    public void Add(Stimulus stimulus) => Add(ref _stimuli, stimulus);

    public void Add(Broadcast broadcast) => Add(ref _broadcasts, broadcast);

    public void Add(HumanTask task) => Add(ref _tasks, task);

    public void Add(HumanTaskChange change) => Add(ref _taskChanges, change);

    public void Add(HumanTaskWake wake) => Add(ref _taskWakes, wake);

    public void Add(OutboxMessage message) => Add(ref _outbox, message);

    public void Add(InstanceWrite child) => Add(ref _children, child);

    public void Add(DeliveryResult delivery) => Add(ref _deliveries, delivery);

    public void Add(WorkerTask task) => Add(ref _workerTasks, task);

    public void Add(ChildCancellation cancellation) => Add(ref _childCancellations, cancellation);

    public void Revoke(Guid instanceId) => Add(ref _revoked, instanceId);

    public void Set(AlterationWrite alteration)
    {
        Version++;
        _alteration = alteration;
    }

    /// <summary>Chooses versions for starts to come in a tree that exists.</summary>
    public void Pin(Guid rootId, ImmutableArray<DefinitionPin> pins)
    {
        if (!pins.IsEmpty)
        {
            Version++;
            _pins = new RootPins(rootId, pins);
        }
    }

    /// <summary>The last word on an incident counts.</summary>
    public void Set(Incident incident)
    {
        Version++;
        (_incidents ??= [])[incident.Id] = incident;
    }

    /// <summary>A task made in this unit of work is simply not made.</summary>
    public void Cancel(Guid taskId, string reason)
    {
        Version++;
        if (_tasks is null || _tasks.RemoveAll(task => task.Id == taskId) == 0)
        {
            (_taskCancellations ??= []).Add(new HumanTaskCancellation(taskId, null, reason));
        }
    }

    /// <summary>A bookmark made in this unit of work is simply not made. A worker's task ends with its bookmark.</summary>
    public void Remove(Bookmark bookmark)
    {
        var bookmarkId = bookmark.Id;
        Version++;
        if (bookmark.Name == EngineStimuli.WorkerTask && Guid.TryParse(bookmark.Key, out var task) && (_workerTasks is null || _workerTasks.RemoveAll(made => made.Id == task) == 0))
        {
            (_endedWorkerTasks ??= []).Add(task);
        }

        _rearms?.Remove(bookmarkId);
        if (_bookmarks?.Remove(bookmarkId) is not true)
        {
            (_removedBookmarks ??= []).Add(bookmarkId);
        }
    }

    /// <summary>A bookmark made in this unit of work is made with the new instant.</summary>
    public void Rearm(Guid bookmarkId, DateTimeOffset? dueAt)
    {
        Version++;
        if (_bookmarks is not null && _bookmarks.TryGetValue(bookmarkId, out var made))
        {
            _bookmarks[bookmarkId] = (made.Bookmark with { DueAt = dueAt }, made.Number);
        }
        else
        {
            (_rearms ??= [])[bookmarkId] = dueAt;
        }
    }

    /// <summary>True: the timer of a stored bookmark was moved in this unit of work.</summary>
    public bool RearmedTo(Guid bookmarkId, out DateTimeOffset? dueAt)
    {
        dueAt = null;
        return _rearms is not null && _rearms.TryGetValue(bookmarkId, out dueAt);
    }

    private void Add<T>(ref List<T>? list, T item)
    {
        Version++;
        (list ??= []).Add(item);
    }
}
