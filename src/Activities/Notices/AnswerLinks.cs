using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Notices;

namespace ProcessAutomation.Activities.Notices;

/// <summary>
/// Makes the links by which a notice is answered without an account. A token is 256 random bits for one notice and one recipient; only its hash is
/// kept, so every attempt at a mail has a link of its own, and each of them works until it expires. Thread-safe.
/// </summary>
public sealed class AnswerLinks(WorkflowRuntime runtime, IOptions<NoticeOptions> options)
{
    /// <summary>Stands in a composed text where the link belongs; whoever sends it puts the link in.</summary>
    public const string Marker = "{{answer-link}}";

    /// <summary>The path links have, before the token.</summary>
    public const string Path = "/svar/";

    private const int TokenBytes = 32;

    /// <summary>A new link for a message. Asks the recipient at the same time when they have not been asked, and has somebody follow it up.</summary>
    /// <param name="message">The message on its way.</param>
    /// <param name="payload">Its payload; a reminder names the notice that it reminds of.</param>
    /// <param name="isFollowedUp">Whether silence is to be followed up: the recipient has no work here that would show that they know.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<string> IssueAsync(OutboxMessage message, NoticePayload payload, bool isFollowedUp, CancellationToken cancellationToken)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var hash = HashOf(token);
        try
        {
            await StoreAsync(message, payload, hash, isFollowedUp, cancellationToken);
        }
        catch (WorkflowNotPublishedException)
        {
            // A process owner has taken the flow away: nobody follows up, and the notice goes out all the same.
            await StoreAsync(message, payload, hash, isFollowedUp: false, cancellationToken);
        }

        return options.Value.Address.TrimEnd('/') + Path + token;
    }

    /// <summary>Whether silence is followed up. Who signs in has tasks here with deadlines of their own: they are asked, but not chased.</summary>
    internal static bool IsFollowedUp(Case subject, RecipientKind kind, string reference) =>
        kind != RecipientKind.Member
        || !int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        || subject.Group.Find(number)?.Channel != ContactChannel.Inbox;

    /// <summary>A flow that follows the notice from now on.</summary>
    internal static StartRequest Following(Guid notice, Guid caseId) => new()
    {
        DefinitionId = SideFlows.NoticeAnswer,
        CorrelationId = caseId.ToString("D"),
        Input = new Dictionary<string, object?> { ["Notice"] = notice.ToString("D") },
    };

    /// <summary>What is kept of a token.</summary>
    internal static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether the text can be a token at all.</summary>
    internal static bool CanBeToken(string token) => token.Length == TokenBytes * 2 && token.All(char.IsAsciiHexDigitLower);

    private Task<bool> StoreAsync(OutboxMessage message, NoticePayload payload, string hash, bool isFollowedUp, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var database = unit.Services.GetRequiredService<CaseDbContext>();
                var notice = payload.NoticeId ?? message.Id;
                var caseId = message.CaseId ?? throw new InvalidOperationException("A notice that asks for an answer belongs to a case.");
                if (!await database.Set<NoticeAcknowledgement>().AsNoTracking().AnyAsync(row => row.NoticeId == notice, token))
                {
                    database.Add(new NoticeAcknowledgement(notice, caseId, payload.To.Kind, payload.To.Reference, unit.Now));
                    if (isFollowedUp)
                        unit.Start(Following(notice, caseId));
                }

                var now = unit.Now;
                database.RemoveRange(await database.Set<NoticeLink>().Where(row => row.NoticeId == notice && row.ExpiresAt <= now).ToListAsync(token));
                database.Add(new NoticeLink { TokenHash = hash, NoticeId = notice, ExpiresAt = now.AddDays(Math.Clamp(options.Value.LinkDays, 1, 730)) });
                return true;
            },
            cancellationToken);
}
