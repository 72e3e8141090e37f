using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>Waits until the recipient of a notice has answered, by the link or signed in. An answer that is there already is not waited for.</summary>
public sealed class AwaitNoticeAnswer : Activity
{
    /// <summary>They have received it.</summary>
    public const string Received = "Received";

    /// <summary>They say that it is not theirs.</summary>
    public const string NotOurs = "NotOurs";

    internal static readonly Input<string> Notice = new("Notice") { DisplayName = "Varsel", Description = "Id-en til varselet som følges opp.", UiHint = "singleline", IsRequired = true };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.AwaitNoticeAnswer",
        DisplayName = "Vent på svar på varsel",
        Category = "Varsler",
        Description = "Venter til mottakeren har kvittert for varselet, eller svart at det ikke gjelder dem.",
        Kind = ActivityKind.Action,
        Inputs = [Notice],
        Ports = [new Port(Received, DisplayName: "Mottatt"), new Port(NotOurs, DisplayName: "Ikke oss")],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => LookAsync(context, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) => LookAsync(context, cancellationToken);

    internal static Guid IdOf(ActivityContext context) => Guid.TryParseExact(context.Get(Notice), "D", out var id)
        ? id
        : throw new ActivityFault("notice.none", "The flow names no notice.", retryable: false);

    internal static ValueTask<NoticeAcknowledgement?> FindAsync(ActivityContext context, Guid id, CancellationToken cancellationToken)
    {
        // In the transaction that asks, the row is not in the database yet.
        var rows = context.Services.GetRequiredService<CaseDbContext>().Set<NoticeAcknowledgement>();
        return rows.Local.FirstOrDefault(row => row.NoticeId == id) is { } here ? new(here) : new(rows.SingleOrDefaultAsync(row => row.NoticeId == id, cancellationToken));
    }

    private static async ValueTask LookAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var id = IdOf(context);
        switch ((await FindAsync(context, id, cancellationToken))?.Answer ?? NoticeAnswer.None)
        {
            case NoticeAnswer.None:
                context.Wait(EngineStimuli.Event, NoticeDesk.EventOf(id));
                break;
            case NoticeAnswer.NotOurs:
                context.Complete(NotOurs);
                break;
            default:
                context.Complete(Received);
                break;
        }
    }
}
