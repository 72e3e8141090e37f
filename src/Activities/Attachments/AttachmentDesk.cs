using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Attachments;

namespace ProcessAutomation.Activities.Attachments;

/// <summary>Files on tasks, for whoever sees the task. They are kept in the database, which every node has. Thread-safe.</summary>
public sealed class AttachmentDesk(WorkflowRuntime runtime, IdSource ids, IOptions<AttachmentOptions> options, IServiceScopeFactory scopes)
{
    /// <summary>
    /// Adds a file; also to a task that is finished. It is news, as a comment is. Refused when its kind is none of <see cref="FileKind.All"/>, its bytes are of another kind
    /// than its name says, it is empty or too large, or there are too many.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="fileName">As it came; it is cleaned here.</param>
    /// <param name="content">Read to its end or a little past the limit.</param>
    /// <param name="viewer">Who adds it.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<NoteResult> AddAsync(Guid taskId, string? fileName, Stream content, Viewer viewer, CancellationToken cancellationToken)
    {
        var name = FileName.Clean(fileName);
        if (FileKind.Of(name) is not { } kind)
            return NoteResult.Refuse(RefusalCodes.AttachmentKind, "file", string.Join(", ", FileKind.All));
        using var bytes = new MemoryStream();
        if (!await ReadAsync(content, bytes, cancellationToken))
            return TooLarge();
        if (bytes.Length == 0)
            return NoteResult.Refuse(RefusalCodes.AttachmentEmpty, "file");
        if (!FileKind.Fits(kind, bytes))
            return NoteResult.Refuse(RefusalCodes.AttachmentContent, "file", kind);
        var id = ids.New();
        bytes.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken));
        return await NoteResult.RunAsync(runtime, taskId, viewer, async (unit, found, token) =>
        {
            var database = unit.Services.GetRequiredService<CaseDbContext>();
            if (await database.Set<TaskAttachment>().CountAsync(row => row.TaskId == taskId && row.RemovedAt == null, token) >= options.Value.MaxPerTask)
                return NoteResult.Refuse(RefusalCodes.TooManyAttachments, "file", options.Value.MaxPerTask.ToString(CultureInfo.InvariantCulture));
            database.Add(new TaskAttachment
            {
                Id = id,
                TaskId = taskId,
                CaseId = found.Task.CaseId,
                Name = name,
                Kind = kind,
                Size = bytes.Length,
                Sha256 = sha256,
                AddedBy = viewer.UserId,
                AddedAt = unit.Now,
            });
            database.AddRange(Parts(id, bytes));
            if (found.Case is { } subject)
                await TaskNews.OfCaseAsync(unit, subject.Id, viewer.UserId, TaskNews.Attachment, null, token);
            return new NoteResult.Done(id);
        }, cancellationToken);
    }

    /// <summary>Takes a file away again: its bytes go, that there was one stays. Only for who added it; twice changes nothing.</summary>
    public Task<NoteResult> RemoveAsync(Guid taskId, Guid attachmentId, Viewer viewer, CancellationToken cancellationToken) =>
        NoteResult.RunAsync(runtime, taskId, viewer, async (unit, _, token) =>
        {
            var database = unit.Services.GetRequiredService<CaseDbContext>();
            if (await database.Set<TaskAttachment>().SingleOrDefaultAsync(row => row.Id == attachmentId && row.TaskId == taskId, token) is not { } file)
                return NoteResult.NotFound.Instance;
            if (file.AddedBy != viewer.UserId)
                return NoteResult.Refuse(RefusalCodes.AttachmentOfOther, null);
            if (file.RemovedAt is null)
            {
                (file.RemovedBy, file.RemovedAt) = (viewer.UserId, unit.Now);
                var numbers = await database.Set<AttachmentPart>().Where(part => part.AttachmentId == attachmentId).Select(part => part.Number).ToListAsync(token);
                database.RemoveRange(numbers.Select(number => new AttachmentPart { AttachmentId = attachmentId, Number = number, Content = ReadOnlyMemory<byte>.Empty }));
            }

            return new NoteResult.Done(attachmentId);
        }, cancellationToken);

    /// <summary>The bytes of a file, part by part. Between two parts no connection is held, so that a slow reader is in nobody's way.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync(Guid attachmentId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; await PartAsync(attachmentId, number, cancellationToken) is { } content; number++)
            yield return content;
    }

    /// <summary>The answer to a file that is known to be too large before it has been read.</summary>
    public NoteResult TooLarge() => NoteResult.Refuse(RefusalCodes.AttachmentTooLarge, "file", Megabytes(options.Value.MaxBytes));

    /// <summary>A size for people: <c>10 MB</c>.</summary>
    public static string Megabytes(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(bytes / (1024.0 * 1024), 1):0.#} MB");

    private async Task<ReadOnlyMemory<byte>?> PartAsync(Guid attachmentId, int number, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<AttachmentPart>().AsNoTracking()
            .Where(part => part.AttachmentId == attachmentId && part.Number == number).Select(part => (ReadOnlyMemory<byte>?)part.Content).SingleOrDefaultAsync(cancellationToken);
    }

    private async ValueTask<bool> ReadAsync(Stream content, MemoryStream into, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await into.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (into.Length > options.Value.MaxBytes) return false;
        }

        return true;
    }

    private static IEnumerable<AttachmentPart> Parts(Guid id, MemoryStream bytes)
    {
        var all = bytes.GetBuffer();
        for (var (at, number) = (0, 0); at < bytes.Length; at += AttachmentPart.Length, number++)
            yield return new AttachmentPart { AttachmentId = id, Number = number, Content = all.AsMemory(at..(int)Math.Min(at + AttachmentPart.Length, bytes.Length)) };
    }
}
