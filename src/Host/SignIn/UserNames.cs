using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.SignIn;

/// <summary>The names of users, units and agencies by id, for one request; read when a page is first asked for one.</summary>
public sealed class UserNames(CaseDbContext database, Texts texts)
{
    private Dictionary<string, string>? users;
    private Dictionary<string, string>? units;
    private Dictionary<string, string>? agencies;

    /// <summary>Reads them; called by a page before it is rendered.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        users ??= await database.Set<UserAccount>().AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.DisplayName, StringComparer.Ordinal, cancellationToken);
        units ??= await database.Set<Unit>().AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Reads the names of agencies too, which few pages show.</summary>
    public async Task ReadAgenciesAsync(CancellationToken cancellationToken) =>
        agencies ??= await database.Set<Agency>().AsNoTracking().ToDictionaryAsync(agency => agency.Id, agency => agency.Name, StringComparer.Ordinal, cancellationToken);

    /// <summary>Where users belong: their unit or agency, by user. Who belongs nowhere is missing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PlacesAsync(string[] ids, CancellationToken cancellationToken)
    {
        var found = await database.Set<UserAccount>().AsNoTracking().Where(user => ids.Contains(user.Id)).ToListAsync(cancellationToken);
        await ReadAgenciesAsync(cancellationToken);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in found)
        {
            if (user.UnitId is { } unit)
                places[user.Id] = OfUnit(unit);
            else if (user.AgencyId is { } agency && agencies?.GetValueOrDefault(agency) is { } name)
                places[user.Id] = name;
        }

        return places;
    }

    /// <summary>The user's name; the id when the directory does not know it.</summary>
    public string Of(string userId) =>
        users?.GetValueOrDefault(userId) ?? texts.Find("actor." + userId) ?? userId;

    /// <summary>The agency's name; the id when the directory does not know it, or its names are not read.</summary>
    public string OfAgency(string agencyId) => agencies?.GetValueOrDefault(agencyId) ?? agencyId;

    public string OfUnit(string unitId) => units?.GetValueOrDefault(unitId) ?? unitId;
}
