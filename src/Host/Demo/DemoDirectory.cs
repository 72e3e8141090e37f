using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Demo;

/// <summary>The made-up units, agencies and users of the Development environment. Writing them again changes nothing.</summary>
internal sealed class DemoDirectory(IServiceScopeFactory scopes)
{
    private static readonly Unit[] Units =
    [
        new("region-ost", "Region øst", UnitKind.Region, null, null),
        new("region-vest", "Region vest", UnitKind.Region, null, null),
        new(DemoUsers.EastUnit, "Oslo fengsel", UnitKind.Prison, "region-ost", "lise"),
        new(DemoUsers.WestUnit, "Bergen fengsel", UnitKind.Prison, "region-vest", "lise"),
        new(DemoUsers.ProbationOffice, "Oslo friomsorgskontor", UnitKind.Probation, "region-ost", "lise"),
    ];

    private static readonly Agency[] Agencies =
    [
        new("nav-grunerlokka", "NAV Grünerløkka", CaseRoles.Nav, ContactChannel.Email, "nav.grunerlokka@example.org"),
        new("grunerlokka", "Bydel Grünerløkka", CaseRoles.Municipality, ContactChannel.Email, "bydel.grunerlokka@example.org"),
        new("dps-oslo", "DPS Oslo", CaseRoles.Health, ContactChannel.Email, "dps.oslo@example.org"),
    ];

    /// <summary>Writes what is missing, in one transaction.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        await AddMissingAsync(database, Units, u => u.Id, cancellationToken);
        await AddMissingAsync(database, Agencies, a => a.Id, cancellationToken);
        await AddMissingAsync(database, [.. DemoUsers.All.Select(Account)], u => u.Id, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
    }

    private static UserAccount Account(DemoUser user) => new(user.Id, user.Name, [user.Role], user.Unit, AgencyOf(user.Party), $"{user.Id}@example.org");

    private static string? AgencyOf(string? party) => party switch { "nav" => "nav-grunerlokka", "municipality" => "grunerlokka", "health" => "dps-oslo", _ => null };

    private static async Task AddMissingAsync<T>(CaseDbContext database, T[] wanted, Func<T, string> id, CancellationToken cancellationToken)
        where T : class
    {
        var known = (await database.Set<T>().AsNoTracking().ToListAsync(cancellationToken)).Select(id).ToHashSet(StringComparer.Ordinal);
        database.AddRange(wanted.Where(w => !known.Contains(id(w))));
    }
}
