using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Finds what can move a waiting instance: a stimulus that meets a bookmark, a timer that is due.</summary>
internal sealed class Wakings(BurstFrame frame)
{
    private int _used;

    /// <summary>Whether anything but orders may move it.</summary>
    public Standstill Standstill { get; } = new(frame);

    /// <summary>The oldest stimulus that can be used now, and the bookmark it meets; no bookmark: an order to the instance itself. While it
    /// stands still only such orders come through.</summary>
    public (PendingStimulus Pending, Bookmark? Bookmark)? Stimulus()
    {
        var stimuli = frame.Instance.Stimuli;
        while (_used < stimuli.Count && stimuli[_used].IsConsumed)
        {
            _used++;
        }

        for (var i = _used; i < stimuli.Count; i++)
        {
            var pending = stimuli[i];
            if (pending.IsConsumed || pending.IsHeld || pending.Stimulus.NotBefore > frame.MachineNow)
            {
                continue;
            }

            if (EngineStimuli.IsControl(pending.Stimulus))
            {
                return (pending, null);
            }

            if (!Standstill.IsOn && FindBookmark(pending) is { } bookmark)
            {
                return (pending, bookmark);
            }
        }

        return null;
    }

    /// <summary>The timer that has been due for the longest time; null: none is.</summary>
    public Bookmark? Due() => frame.Bookmarks.NextDue(frame.Now, frame.State);

    private Bookmark? FindBookmark(PendingStimulus pending)
    {
        var stimulus = pending.Stimulus;
        foreach (var bookmark in frame.Bookmarks.Matching(stimulus.Name, stimulus.BookmarkKey, stimulus.BookmarkId))
        {
            if (frame.State.Find(bookmark.ExecutionId) is { Status: ExecutionStatus.Running })
            {
                return bookmark;
            }
        }

        return null;
    }
}
