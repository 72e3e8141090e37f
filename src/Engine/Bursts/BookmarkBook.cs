using System.Collections.Immutable;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>The bookmarks of the instance that is being burst; every change is noted for the commit.</summary>
internal sealed class BookmarkBook(BurstEffects effects)
{
    private readonly List<Bookmark> _bookmarks = [];

    /// <summary>All, oldest first.</summary>
    public IReadOnlyList<Bookmark> All => _bookmarks;

    /// <summary>Takes in what the store had.</summary>
    public void Load(ImmutableArray<Bookmark> bookmarks, InstanceState state)
    {
        foreach (var bookmark in bookmarks)
        {
            if (state.Find(bookmark.ExecutionId) is { } execution)
            {
                // The unit of work may have moved its timer before the burst.
                _bookmarks.Add(effects.RearmedTo(bookmark.Id, out var dueAt) ? bookmark with { DueAt = dueAt } : bookmark);
                execution.BookmarkCount++;
            }
        }
    }

    public void Add(Bookmark bookmark, ActivityExecution execution)
    {
        _bookmarks.Add(bookmark);
        execution.BookmarkCount++;
        effects.Add(bookmark);
    }

    public Bookmark? Find(Guid id) => _bookmarks.Find(bookmark => bookmark.Id == id);

    /// <summary>Made in this burst.</summary>
    public bool IsNew(Guid id) => effects.Bookmarks.Any(bookmark => bookmark.Id == id);

    public bool Any(string name, string key) => _bookmarks.Exists(bookmark => Matches(bookmark, name, key));

    public IEnumerable<Bookmark> Of(ActivityExecution execution) => _bookmarks.Where(bookmark => bookmark.ExecutionId == execution.Id);

    public static bool Matches(Bookmark bookmark, string name, string key) =>
        string.Equals(bookmark.Key, key, StringComparison.Ordinal) && string.Equals(bookmark.Name, name, StringComparison.Ordinal);

    public bool Remove(Guid id, ActivityExecution execution)
    {
        var index = _bookmarks.FindIndex(bookmark => bookmark.Id == id && bookmark.ExecutionId == execution.Id);
        if (index < 0)
        {
            return false;
        }

        _bookmarks.RemoveAt(index);
        execution.BookmarkCount--;
        effects.RemoveBookmark(id);
        return true;
    }

    public void RemoveAll(ActivityExecution execution)
    {
        for (var i = _bookmarks.Count - 1; i >= 0 && execution.BookmarkCount > 0; i--)
        {
            if (_bookmarks[i].ExecutionId == execution.Id)
            {
                effects.RemoveBookmark(_bookmarks[i].Id);
                _bookmarks.RemoveAt(i);
                execution.BookmarkCount--;
            }
        }
    }

    /// <summary>Moves a timer; a bookmark that is gone is left alone.</summary>
    public void Rearm(Guid id, DateTimeOffset? dueAt)
    {
        var index = _bookmarks.FindIndex(bookmark => bookmark.Id == id);
        if (index >= 0 && _bookmarks[index].DueAt != dueAt)
        {
            _bookmarks[index] = _bookmarks[index] with { DueAt = dueAt };
            effects.Rearm(id, dueAt);
        }
    }
}
