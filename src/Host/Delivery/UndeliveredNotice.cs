using System.Globalization;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Delivery;

/// <summary>Makes a message that is given up a person's work: a task for the case's contact officer to tell the recipient in another way.</summary>
public sealed class UndeliveredNotice(IEngineStore store, BusinessClock clock)
{
    /// <summary>Step of the task. It has no form and changes no case.</summary>
    public const string Step = "undelivered-notice";

    private const int Priority = 1;

    // The same as for a summons that goes as a letter.
    private const int WorkingDays = 2;

    private const string HandedOver = """
        [{"name":"deliveredOn","kind":"date","label":{"nb":"Overlevert eller fortalt den","nn":"Overlevert eller fortalt den","en":"Handed over or told on"}},
         {"name":"comment","kind":"multiline","maxLength":1000,"label":{"nb":"Kommentar","nn":"Kommentar","en":"Comment"}}]
        """;

    /// <inheritdoc cref="GiveUpMail"/>
    public async ValueTask<bool> GiveUpAsync(OutboxMessage message, DeliveryResult last, CancellationToken cancellationToken)
    {
        await using var session = await store.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var wake = message.CaseId is { } caseId
            ? await TaskNews.FindAsync(session.Services, now, caseId, Actor.Process.Id, TaskNews.NoticeFailed, null, cancellationToken)
            : null;
        var commit = new BurstCommit { At = now, Deliveries = [last], Tasks = message.CaseId is null ? [] : [Task(message, last, now)], TaskWakes = wake is null ? [] : [wake] };
        return await session.CommitAsync(commit, cancellationToken) switch
        {
            CommitOutcome.Committed => true,
            CommitOutcome.StaleDelivery => false,
            var outcome => throw new InvalidOperationException($"Giving up message {message.Id} ended in {outcome.GetType().Name}."),
        };
    }

    // Ids and codes only: who the recipient is stands on the case, behind the case's access rules.
    private static HumanTask Task(OutboxMessage message, DeliveryResult last, DateTimeOffset now) => new()
    {
        Id = message.Id, // a message is given up once, and whoever has the task finds the message by it
        CaseId = message.CaseId,
        Step = Step,
        Title = HasNoMail(last.Code) ? "Et varsel må overleveres" : "Et varsel kom ikke fram",
        Text = HasNoMail(last.Code)
            ? "Mottakeren nås ikke med e-post. Se i sakens varsellogg hvem det gjelder, og overlever varselet som brev eller muntlig."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Siste svar etter {last.Attempt} forsøk: {last.Code}. Se i sakens varsellogg hvem det gjelder, gi beskjed på en annen måte, og rett adressen."),
        Role = CaseRoles.ContactOfficer,
        Priority = Priority,
        DueAt = NorwegianTime.EndOf(NorwegianCalendar.AddWorkingDays(NorwegianTime.DateOf(now), WorkingDays)),
        DeadlineText = "2 virkedager etter at oppgaven ble opprettet",
        FormJson = HasNoMail(last.Code) ? HandedOver : "[]",
        OutcomesJson = """["Done"]""",
        CreatedAt = now,
    };

    private static bool HasNoMail(string code) => code is "address.missing" or "recipient.by-hand";
}
