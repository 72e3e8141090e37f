using System.ComponentModel.DataAnnotations;

namespace ProcessAutomation.Activities.Attachments;

/// <summary>What files tasks take. Section <c>Attachments</c>.</summary>
public sealed class AttachmentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Attachments";

    /// <summary>Largest file, in bytes. Default 10 MiB; they lie in the database.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Most files of one task. Default 20.</summary>
    [Range(1, 200)]
    public int MaxPerTask { get; set; } = 20;
}
