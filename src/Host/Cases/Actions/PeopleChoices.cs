using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Whom the forms of case pages offer.</summary>
/// <param name="Staff">People of the service.</param>
/// <param name="Members">People of other agencies.</param>
/// <param name="Agencies">Agencies.</param>
/// <param name="Units">Units that can have a case.</param>
public sealed record PeopleChoices(ImmutableArray<Choice> Staff, ImmutableArray<Choice> Members, ImmutableArray<Choice> Agencies, ImmutableArray<Choice> Units)
{
    // No id is longer.
    private const int MaxKey = 100;

    /// <summary>
    /// Reads them from the directory, each list by name: all who are near the case, or near the user where there is none, and of the rest the first. Whoever a
    /// posted form names is looked up, so that it is judged by the directory.
    /// </summary>
    /// <param name="database">Where the directory is.</param>
    /// <param name="http">The request: who asks, and what was posted.</param>
    /// <param name="subject">The case; null: there is none yet.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<PeopleChoices> ReadAsync(CaseDbContext database, HttpContext http, Case? subject, CancellationToken cancellationToken)
    {
        var units = await database.Set<Unit>().AsNoTracking().OrderBy(u => u.Name).ToListAsync(cancellationToken);
        var me = http.User.FindFirst(ClaimNames.Subject)?.Value ?? "";
        var near = subject is null
            ? new PeopleNear([.. http.User.FindAll(ClaimNames.Unit).Select(claim => claim.Value)], [me, .. Posted(http.Request)])
            : PeopleNear.Of(subject, units, me, Posted(http.Request));
        var users = await PeopleDirectory.UsersAsync(database, near, cancellationToken);
        var agencies = await PeopleDirectory.AgenciesAsync(database, near, cancellationToken);
        return new PeopleChoices(
            [.. users.Where(u => u.UnitId is not null).Select(u => Choice(u.Id, u.DisplayName))],
            [.. users.Where(PeopleDirectory.IsMember).Select(u => Choice(u.Id, u.DisplayName))],
            [.. agencies.Select(a => Choice(a.Id, a.Name))],
            [.. units.Where(u => u.Kind != UnitKind.Region).Select(u => Choice(u.Id, u.Name))]);
    }

    private static IEnumerable<string> Posted(HttpRequest request) => !request.HasFormContentType ? [] : request.Form
        .Where(field => field.Key.StartsWith(PostedForm.Prefix, StringComparison.Ordinal)).SelectMany(field => field.Value).OfType<string>()
        .Select(value => value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).Where(value => value.Length is > 0 and <= MaxKey && !value.Contains('\0', StringComparison.Ordinal));

    private static Choice Choice(string value, string label) => new(value, Phrase.Plain(label));
}
