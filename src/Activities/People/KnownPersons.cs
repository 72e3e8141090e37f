using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.People;

namespace ProcessAutomation.Activities.People;

/// <summary>A person who is known already, as somebody who may see their number and address sees them.</summary>
/// <param name="Person">Untracked. Personal.</param>
/// <param name="LastCase">The latest of the person's cases that the viewer sees in full.</param>
public sealed record KnownPerson(Person Person, Case LastCase)
{
    /// <summary>The case that goes on; null: all that the viewer sees have ended.</summary>
    public Case? OpenCase => LastCase.Status is CaseStatus.Open or CaseStatus.Paused ? LastCase : null;
}

/// <summary>
/// Finds persons who are known already, so that nobody is entered anew who comes again. Only those with a case whose person's number the viewer may see:
/// of others it is not said that they are known. Leaves an audit row of each person found. Lives with its scope's database context.
/// </summary>
public sealed class KnownPersons(CaseDbContext database, CaseList list, CaseStore cases, CaseReads reads)
{
    /// <summary>Most persons suggested for a name.</summary>
    public const int Most = 8;

    private const int ShortestName = 2;
    private const string Audit = "known-person";

    /// <summary>The person of a number; null: none the viewer may see, or it is no number.</summary>
    public async Task<KnownPerson?> OfNumberAsync(string? number, Viewer viewer, CancellationToken cancellationToken) =>
        NationalNumber.TryParse(number, out var known)
            ? (await OfAsync(database.Set<Person>().Where(row => row.NationalNumber == known.Digits), _ => true, viewer, cancellationToken)).FirstOrDefault()
            : null;

    /// <summary>The person; null: none the viewer may see.</summary>
    public async Task<KnownPerson?> OpenAsync(Guid personId, Viewer viewer, CancellationToken cancellationToken) =>
        (await OfAsync(database.Set<Person>().Where(row => row.Id == personId), _ => true, viewer, cancellationToken)).FirstOrDefault();

    /// <summary>Persons whose names begin so, by name; at most <see cref="Most"/>. An empty name narrows nothing, but one of them must have two letters.</summary>
    public async Task<ImmutableArray<KnownPerson>> OfNameAsync(string? given, string? family, Viewer viewer, CancellationToken cancellationToken)
    {
        var (givenName, familyName) = ((given ?? "").Trim(), (family ?? "").Trim());
        if (Math.Max(givenName.Length, familyName.Length) < ShortestName)
            return [];
        var (givenLike, familyLike) = (Like(givenName), Like(familyName));
        return await OfAsync(
            database.Set<Person>().Where(row => EF.Functions.Like(NameLetters.Small(row.GivenName), givenLike, "\\") && EF.Functions.Like(NameLetters.Small(row.FamilyName), familyLike, "\\")),
            row => row.GivenName.StartsWith(givenName, StringComparison.OrdinalIgnoreCase) && row.FamilyName.StartsWith(familyName, StringComparison.OrdinalIgnoreCase),
            viewer,
            cancellationToken);
    }

    // Letters outside ASCII match any in SQL, because not every database knows their small letters; which names are meant is decided after.
    private static string Like(string beginning) =>
        string.Concat(beginning.ToLowerInvariant().Select(letter => letter is '%' or '_' or '\\' ? "\\" + letter : char.IsAscii(letter) ? letter.ToString() : "_")) + "%";

    private async Task<ImmutableArray<KnownPerson>> OfAsync(IQueryable<Person> persons, Func<Person, bool> isMeant, Viewer viewer, CancellationToken cancellationToken)
    {
        var visible = list.Visible(viewer);
        var rows = await persons.AsNoTracking().Where(person => visible.Any(row => row.PersonId == person.Id))
            .OrderBy(person => person.FamilyName).ThenBy(person => person.GivenName).ThenBy(person => person.Id).Take(Most * 8).ToListAsync(cancellationToken);
        var found = ImmutableArray.CreateBuilder<KnownPerson>();
        foreach (var person in rows.Where(isMeant))
        {
            if (found.Count < Most && await SeenAsync(person, viewer, cancellationToken) is { } known)
                found.Add(known);
        }

        return found.ToImmutable();
    }

    private async Task<KnownPerson?> SeenAsync(Person person, Viewer viewer, CancellationToken cancellationToken)
    {
        var ids = await list.Visible(viewer).Where(row => row.PersonId == person.Id).OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            if (await cases.LoadAsync(id, cancellationToken) is not { } subject || !CaseAccess.Of(subject, viewer).HasFlag(CaseRights.SeeIdentity))
                continue;
            await reads.NoteAsync(id, viewer.UserId, Audit, cancellationToken);
            return new KnownPerson(person, subject);
        }

        return null;
    }
}
