using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;

namespace ProcessAutomation.Activities.People;

/// <summary>Whom a list of people to choose from never leaves out, however many there are in the country.</summary>
/// <param name="UnitIds">Units whose people are all in it.</param>
/// <param name="UserIds">People who are in it wherever they work, if the directory knows them; and ids of agencies and units likewise.</param>
public sealed record PeopleNear(ImmutableArray<string> UnitIds, ImmutableArray<string> UserIds)
{
    /// <summary>
    /// Around a case: the people of its unit and of its region, those who hold a role in it or are in its group, who looks, and those who are mentioned already.
    /// </summary>
    public static PeopleNear Of(Case subject, IReadOnlyCollection<Unit> units, string userId, IEnumerable<string> mentioned)
    {
        var region = units.FirstOrDefault(unit => unit.Id == subject.UnitId)?.RegionId;
        return new(
            [.. units.Where(unit => unit.Id == region || (region is not null && unit.RegionId == region)).Select(unit => unit.Id).Append(subject.UnitId).Distinct(StringComparer.Ordinal)],
            [.. subject.Roles.All.Where(holding => holding.To is null).Select(holding => holding.UserId)
                .Concat(subject.Group.All.SelectMany(member => new[] { member.UserId, member.AgencyId }))
                .Append(units.FirstOrDefault(unit => unit.Id == subject.UnitId)?.LeaderId).Append(userId).Concat(mentioned).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }
}
