using System.Collections.Immutable;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// The bookmarks of the instance that is being burst; every change is noted for the commit. Most instances have one or two, some thousands,
/// so what looks for one never goes through all: tables by key and by instant are made when they are first asked for.
/// </summary>
internal sealed class BookmarkBook(BurstEffects effects)
{
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly List<Entry> _stuck = [];
    private Dictionary<string, List<Entry>>? _byKey;
    private PriorityQueue<Entry, (DateTimeOffset DueAt, long Number)>? _due;
    private long _nextNumber;

    private sealed class Entry(Bookmark bookmark, long number)
    {
        public Bookmark Bookmark { get; set; } = bookmark;

        /// <summary>Counts up with age, so that the older of two is taken first.</summary>
        public long Number { get; } = number;

        public bool IsGone { get; set; }
    }

    /// <summary>Takes in what the store had.</summary>
    public void Load(ImmutableArray<Bookmark> bookmarks, InstanceState state)
    {
        foreach (var bookmark in bookmarks)
        {
            if (state.Find(bookmark.ExecutionId) is { } execution)
            {
                // The unit of work may have moved its timer before the burst.
                Enter(effects.RearmedTo(bookmark.Id, out var dueAt) ? bookmark with { DueAt = dueAt } : bookmark, execution);
            }
        }
    }

    public void Add(Bookmark bookmark, ActivityExecution execution)
    {
        Enter(bookmark, execution);
        effects.Add(bookmark);
    }

    public Bookmark? Find(Guid id) => _entries.GetValueOrDefault(id)?.Bookmark;

    /// <summary>Made in this burst.</summary>
    public bool IsNew(Guid id) => effects.HasNewBookmark(id);

    public bool Any(string name, string key) => Matching(name, key, null).Any();

    /// <summary>Bookmarks of one execution, oldest first.</summary>
    public IEnumerable<Bookmark> Of(ActivityExecution execution) =>
        execution.Bookmarks is { } ids ? ids.Select(id => _entries[id].Bookmark) : [];

    /// <summary>Those of that name and key, oldest first; with an <paramref name="id"/>, at most that one.</summary>
    public IEnumerable<Bookmark> Matching(string name, string key, Guid? id)
    {
        if (id is { } one)
        {
            return Find(one) is { } bookmark && Matches(bookmark, name, key) ? [bookmark] : [];
        }

        return SameKey(key) is { } entries
            ? entries.Where(entry => !entry.IsGone && Matches(entry.Bookmark, name, key)).Select(static entry => entry.Bookmark)
            : [];
    }

    /// <summary>The timer that is due first, of an execution that can go on; null: none is due.</summary>
    public Bookmark? NextDue(DateTimeOffset now, InstanceState state)
    {
        var due = _due ??= Timers();
        foreach (var entry in _stuck)
        {
            Arm(entry);
        }

        _stuck.Clear();
        while (due.TryPeek(out var entry, out var place))
        {
            if (entry.IsGone || entry.Bookmark.DueAt != place.DueAt)
            {
                due.Dequeue(); // it was moved or removed since
                continue;
            }

            if (place.DueAt > now)
            {
                return null;
            }

            if (state.Find(entry.Bookmark.ExecutionId) is { Status: ExecutionStatus.Running })
            {
                return entry.Bookmark;
            }

            _stuck.Add(due.Dequeue());
        }

        return null;
    }

    public bool Remove(Guid id, ActivityExecution execution)
    {
        if (execution.Bookmarks?.Remove(id) is not true)
        {
            return false;
        }

        Drop(id);
        return true;
    }

    public void RemoveAll(ActivityExecution execution)
    {
        if (execution.BookmarkCount == 0)
        {
            return;
        }

        foreach (var id in execution.Bookmarks!) // it has some
        {
            Drop(id);
        }

        execution.Bookmarks.Clear();
    }

    /// <summary>Moves a timer; a bookmark that is gone is left alone.</summary>
    public void Rearm(Guid id, DateTimeOffset? dueAt)
    {
        if (_entries.TryGetValue(id, out var entry) && entry.Bookmark.DueAt != dueAt)
        {
            entry.Bookmark = entry.Bookmark with { DueAt = dueAt };
            Arm(entry);
            effects.Rearm(id, dueAt);
        }
    }

    private static bool Matches(Bookmark bookmark, string name, string key) =>
        string.Equals(bookmark.Key, key, StringComparison.Ordinal) && string.Equals(bookmark.Name, name, StringComparison.Ordinal);

    private void Enter(Bookmark bookmark, ActivityExecution execution)
    {
        var entry = new Entry(bookmark, _nextNumber++);
        _entries.Add(bookmark.Id, entry);
        (execution.Bookmarks ??= []).Add(bookmark.Id);
        if (_byKey is not null)
        {
            AddToKey(_byKey, entry);
        }

        Arm(entry);
    }

    private void Drop(Guid id)
    {
        _entries.Remove(id, out var entry);
        entry!.IsGone = true; // every id an execution holds has an entry
        effects.Remove(entry.Bookmark);
    }

    private void Arm(Entry entry)
    {
        if (!entry.IsGone && entry.Bookmark.DueAt is { } dueAt)
        {
            _due?.Enqueue(entry, (dueAt, entry.Number));
        }
    }

    private PriorityQueue<Entry, (DateTimeOffset DueAt, long Number)> Timers() => new(
        from entry in _entries.Values
        where entry.Bookmark.DueAt is not null
        select (entry, (entry.Bookmark.DueAt!.Value, entry.Number)));

    private List<Entry>? SameKey(string key)
    {
        if (_byKey is null)
        {
            _byKey = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
            foreach (var entry in _entries.Values.OrderBy(static entry => entry.Number))
            {
                AddToKey(_byKey, entry);
            }
        }

        if (!_byKey.TryGetValue(key, out var entries))
        {
            return null;
        }

        // Those that are gone are mostly the oldest; they are cleared away when they are the larger part, so that each is passed over a few times only.
        var gone = 0;
        while (gone < entries.Count && entries[gone].IsGone)
        {
            gone++;
        }

        if (gone > entries.Count / 2)
        {
            entries.RemoveRange(0, gone);
        }

        return entries;
    }

    private static void AddToKey(Dictionary<string, List<Entry>> byKey, Entry entry)
    {
        if (!byKey.TryGetValue(entry.Bookmark.Key, out var entries))
        {
            byKey.Add(entry.Bookmark.Key, entries = []);
        }

        entries.Add(entry);
    }
}
