using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Delivery;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Host.Tests.Delivery;

/// <summary>From an outbox row to a real mail server, on both databases.</summary>
public abstract class CourierSuite(TestDatabase database) : EngineSuite(database)
{
    private const string Recipient = "mottaker@example.test";
    private static readonly Guid Case = new("0197a000-0000-7000-8000-000000000001");

    // Long enough for a whole dialogue on a busy machine: the server must have the mail before we stop waiting for its answer.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(5);

    private ComposedNotice composed = new ComposedNotice.Ready(Recipient, new NoticeText("Innkalling", "Velkommen.\n"));

    protected override void Configure(IServiceCollection services) => services.AddEngine();

    [Fact]
    public async Task A_message_is_sent_once_and_its_attempt_is_kept()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancel);
        var id = await EnqueueAsync("summons:1");

        Assert.True(await Courier(server).CarryNextAsync(Cancel));
        Assert.False(await Courier(server).CarryNextAsync(Cancel));

        var mail = Assert.Single(await server.ReceivedAsync(Cancel));
        Assert.Equal("Innkalling", mail.Subject);
        Assert.Equal((OutboxStatus.Sent, "1 smtp.250"), await StateAsync(id));
    }

    [Fact]
    public async Task A_busy_server_gets_the_same_mail_later_with_the_text_of_the_first_attempt()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { DeferredRecipients = 1 }, Cancel);
        var id = await EnqueueAsync("summons:1");
        var courier = Courier(server, TimeSpan.FromMilliseconds(1));

        await courier.CarryNextAsync(Cancel);
        Assert.Equal((OutboxStatus.Waiting, "1 smtp.451"), await StateAsync(id));
        composed = new ComposedNotice.Ready("en.annen@example.test", new NoticeText("Nytt emne", "Ny tekst"));
        await UntilDueAsync(courier);

        var mail = Assert.Single(await server.ReceivedAsync(Cancel));
        Assert.Equal((Recipient, "Innkalling", "Velkommen.\n"), (mail.To[0], mail.Subject, mail.Text));
        Assert.Equal((OutboxStatus.Sent, "1 smtp.451, 2 smtp.250"), await StateAsync(id));
    }

    [Fact]
    public async Task A_refused_recipient_becomes_a_task_in_the_same_transaction()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults { RefusedRecipient = Recipient }, Cancel);
        var id = await EnqueueAsync("summons:1");

        await Courier(server).CarryNextAsync(Cancel);

        Assert.Equal((OutboxStatus.Failed, "1 smtp.550"), await StateAsync(id));
        var task = Assert.Single(await TasksAsync());
        Assert.Equal((Case, UndeliveredTask.Step, "contact-officer", HumanTaskStatus.Open), (task.CaseId, task.Step, task.Role, task.Status));
        Assert.InRange(task.DueAt!.Value - Clock.GetUtcNow(), TimeSpan.FromDays(2), TimeSpan.FromDays(14)); // two working days and the rest of today
        Assert.Contains("smtp.550", task.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Recipient, task.Text + task.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dette er ingen adresse", "address.invalid")]
    [InlineData("", "address.missing")]
    public async Task An_address_that_is_none_fails_at_once_without_a_server(string address, string code)
    {
        composed = new ComposedNotice.Ready(address, new NoticeText("Innkalling", "Velkommen."));
        var id = await EnqueueAsync("summons:1");

        await CourierTo("localhost", port: 1).CarryNextAsync(Cancel);

        Assert.Equal((OutboxStatus.Failed, $"1 {code}"), await StateAsync(id));
        Assert.Single(await TasksAsync());
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_after_the_last_pause()
    {
        var id = await EnqueueAsync("summons:1");
        var courier = CourierTo("localhost", port: 1, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));

        await courier.CarryNextAsync(Cancel);
        await UntilDueAsync(courier);
        Assert.Empty(await TasksAsync());
        await UntilDueAsync(courier);

        Assert.Equal((OutboxStatus.Failed, "1 smtp.unreachable, 2 smtp.unreachable, 3 smtp.unreachable"), await StateAsync(id));
        Assert.Single(await TasksAsync());
    }

    [Fact]
    public async Task A_server_that_hangs_is_tried_again_and_may_get_the_mail_twice_with_one_Message_ID()
    {
        await using var hanging = await SmtpServer.StartAsync(new SmtpFaults { HangsAfterData = true }, Cancel);
        await using var healthy = await SmtpServer.StartAsync(new SmtpFaults(), Cancel);
        var id = await EnqueueAsync("summons:1");

        await CourierWith(new EmailOptions
        {
            Smtp = { Host = hanging.Host, Port = hanging.Port, Encryption = SmtpEncryption.None, Timeout = ShortestTimeout },
            RetryAfter = [TimeSpan.FromMilliseconds(1)],
        }).CarryNextAsync(Cancel);
        await UntilDueAsync(Courier(healthy));

        var first = Assert.Single(await hanging.ReceivedAsync(Cancel));
        var second = Assert.Single(await healthy.ReceivedAsync(Cancel));
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.Equal(first.Raw, second.Raw);
        Assert.Equal((OutboxStatus.Sent, "1 smtp.timeout, 2 smtp.250"), await StateAsync(id));
    }

    [Theory]
    [InlineData("address.missing")]
    [InlineData("recipient.by-hand")]
    public async Task A_recipient_without_mail_is_told_by_hand(string code)
    {
        composed = new ComposedNotice.Impossible(code);
        var id = await EnqueueAsync("summons:1");

        await CourierTo("localhost", port: 1).CarryNextAsync(Cancel);

        Assert.Equal((OutboxStatus.Failed, $"1 {code}"), await StateAsync(id));
        Assert.Equal("Et varsel må overleveres", Assert.Single(await TasksAsync()).Title);
    }

    [Fact]
    public async Task What_may_not_leave_any_more_is_revoked_and_nobody_is_bothered()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancel);
        composed = new ComposedNotice.Withheld("consent.withdrawn");
        var id = await EnqueueAsync("input:1");

        await Courier(server).CarryNextAsync(Cancel);

        Assert.Equal((OutboxStatus.Revoked, "1 consent.withdrawn"), await StateAsync(id));
        Assert.Empty(await server.ReceivedAsync(Cancel));
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task The_same_key_is_one_message()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancel);
        await EnqueueAsync("summons:1");
        await EnqueueAsync("summons:1");

        while (await Courier(server).CarryNextAsync(Cancel))
        {
        }

        Assert.Single(await server.ReceivedAsync(Cancel));
    }

    [Fact]
    public async Task Many_couriers_send_each_message_once()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancel);
        foreach (var number in Enumerable.Range(1, 20))
            await EnqueueAsync($"summons:{number}");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (await Courier(server).CarryNextAsync(Cancel))
            {
            }
        }));

        var mails = await server.ReceivedAsync(Cancel);
        Assert.Equal(20, mails.Count);
        Assert.Equal(20, mails.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_message_that_cannot_be_composed_does_not_hold_up_the_next()
    {
        await using var server = await SmtpServer.StartAsync(new SmtpFaults(), Cancel);
        var broken = await EnqueueAsync("broken:1");
        var sound = await EnqueueAsync("summons:1");
        var courier = Courier(server);

        Assert.True(await courier.CarryNextAsync(Cancel));
        Assert.True(await courier.CarryNextAsync(Cancel));

        Assert.Equal((OutboxStatus.Waiting, "1 mail.not-composed"), await StateAsync(broken));
        Assert.Equal((OutboxStatus.Sent, "1 smtp.250"), await StateAsync(sound));
    }

    private async Task<Guid> EnqueueAsync(string key)
    {
        var message = new OutboxMessage { Id = Ids.New(), Key = key, Kind = "email", CaseId = Case, PayloadJson = "{}", CreatedAt = Clock.GetUtcNow() };
        await using var session = await Store.OpenAsync(Cancel);
        Assert.IsType<CommitOutcome.Committed>(await session.CommitAsync(new BurstCommit { At = Clock.GetUtcNow(), Outbox = [message] }, Cancel));
        return message.Id;
    }

    // The pauses are milliseconds, the database's clock decides: ask until the message is due.
    private static async Task UntilDueAsync(Courier courier)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await courier.CarryNextAsync(patience.Token))
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
    }

    private async Task<(OutboxStatus Status, string Attempts)> StateAsync(Guid id)
    {
        var status = await DatabaseContents.NumberAsync(Services.GetRequiredService<Persistence.Databases.Database>(), $"select status from outbox where lower(cast(id as text)) = '{id:D}'", Cancel);
        var attempts = await DatabaseContents.ColumnAsync(
            Services.GetRequiredService<Persistence.Databases.Database>(),
            $"select cast(attempt as text) || ' ' || code from delivery_attempts where lower(cast(outbox_id as text)) = '{id:D}' order by attempt",
            Cancel);
        return ((OutboxStatus)status, string.Join(", ", attempts));
    }

    private async Task<List<HumanTask>> TasksAsync()
    {
        await using var session = await Store.OpenAsync(Cancel);
        return [.. session.Services.GetRequiredService<CaseDbContext>().Set<HumanTask>()];
    }

    private Courier Courier(SmtpServer server, params TimeSpan[] pauses) => CourierTo(server.Host, server.Port, pauses);

    private Courier CourierTo(string host, int port, params TimeSpan[] pauses) => CourierWith(new EmailOptions
    {
        Smtp = { Host = host, Port = port, Encryption = SmtpEncryption.None },
        RetryAfter = pauses,
    });

    private Courier CourierWith(EmailOptions settings)
    {
        var options = Options.Create(settings);
        return new Courier(
            Outbox,
            new SmtpTransport(options, TimeProvider.System),
            Services.GetRequiredService<IServiceScopeFactory>(),
            (_, message, _) => message.Key.StartsWith("broken", StringComparison.Ordinal) ? throw new InvalidOperationException("No such template.") : ValueTask.FromResult(composed),
            new UndeliveredNotice(Services.GetRequiredService<WorkflowRuntime>()).GiveUpAsync,
            TimeProvider.System,
            Services.GetRequiredService<Persistence.Databases.Database>(),
            Services.GetRequiredService<StorageWatch>(),
            options,
            NullLogger<Courier>.Instance);
    }
}

public sealed class CourierOnSqlite(SqliteTestDatabase database) : CourierSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class CourierOnPostgres(PostgresTestDatabase database) : CourierSuite(database), IClassFixture<PostgresTestDatabase>;
