using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Demo;

/// <summary>
/// Three made-up cases to look at: one with its start far off, one soon, one without a contact officer. Opened once, through the same
/// desk as any other case; the numbers are synthetic.
/// </summary>
internal sealed partial class DemoCases(IServiceScopeFactory scopes, CaseDesk desk, BusinessClock clock, ILogger<DemoCases> logger)
{
    /// <summary>Opens them unless there is any case already.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
            if (await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Case>().AnyAsync(cancellationToken)) return;
        var today = Texts.DayOf(clock.GetUtcNow());
        await OpenAsync(new Demo("14838510036", "Anders", "Solli", "anders.solli@example.org", DemoUsers.EastUnit, today.AddDays(45), today.AddDays(320), "kari"), cancellationToken);
        await OpenAsync(new Demo("02909110281", "Maria", "Tangen", null, DemoUsers.EastUnit, today.AddDays(12), today.AddDays(150), null), cancellationToken);
        await OpenAsync(new Demo("11887810003", "Jonas", "Bakke", "jonas.bakke@example.org", DemoUsers.WestUnit, today.AddDays(30), today.AddDays(400), "ola"), cancellationToken);
    }

    private async Task OpenAsync(Demo demo, CancellationToken cancellationToken)
    {
        var leader = new Viewer("lise", [UserRoles.UnitLeader], [demo.Unit]);
        var result = await desk.OpenAsync(
            new CaseToOpen
            {
                Person = new NewPerson { NationalNumber = demo.Number, GivenName = demo.Given, FamilyName = demo.Family, Email = demo.Email },
                UnitId = demo.Unit,
                StartDate = demo.Start,
                ReleaseDate = demo.Release,
                HomeMunicipality = "Oslo",
                ContactOfficer = demo.Officer,
            },
            leader,
            cancellationToken);
        if (result is not CaseResult.Done) LogNotOpened(result.GetType().Name);
    }

    private sealed record Demo(string Number, string Given, string Family, string? Email, string Unit, DateOnly Start, DateOnly Release, string? Officer);

    [LoggerMessage(6101, LogLevel.Warning, "A case of the demonstration was not opened: {Result}")]
    private partial void LogNotOpened(string result);
}
