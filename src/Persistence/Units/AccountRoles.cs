using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Units;

namespace ProcessAutomation.Persistence.Units;

/// <summary>Roles of accounts inside queries: an account's roles are one text, its keys with a space between.</summary>
public static class AccountRoles
{
    /// <summary>Accounts that have one of the roles at least, without tracking. None for no roles.</summary>
    public static IQueryable<UserAccount> WithAnyRole(this CaseDbContext context, ImmutableArray<string> roles)
    {
        var anyOf = string.Join(" or ", Enumerable.Range(0, roles.Length).Select(index => $"' ' || roles || ' ' like {{{index}}}"));
        var rows = FormattableStringFactory.Create($"select * from users where {(roles.IsEmpty ? "1 = 0" : anyOf)}", [.. roles.Select(role => (object)$"% {role} %")]);
        return context.Set<UserAccount>().FromSql(rows).AsNoTracking();
    }
}
