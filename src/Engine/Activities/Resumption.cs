using System.Text.Json;
using ProcessAutomation.Engine.Bookmarks;

namespace ProcessAutomation.Engine.Activities;

/// <summary>Why a waiting activity goes on.</summary>
/// <param name="Bookmark">The bookmark that was met.</param>
/// <param name="IsDue">True: its timer fired. False: a stimulus arrived.</param>
/// <param name="Payload">What the stimulus carried; null for a timer and for a stimulus without payload.</param>
public sealed record Resumption(Bookmark Bookmark, bool IsDue, JsonElement? Payload);
