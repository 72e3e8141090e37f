using ProcessAutomation.Domain.Access;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Satisfaction;

/// <summary>Which years of figures there can be, and for whom.</summary>
internal static class SatisfactionYears
{
    /// <summary>The first year that can be asked for.</summary>
    public const int First = 2000;

    /// <summary>The last.</summary>
    public const int Last = 2200;

    /// <summary>User roles that read the figures.</summary>
    public static string[] Readers { get; } = [UserRoles.ProcessOwner, UserRoles.Administrator];

    /// <summary>Whether a year can be asked for.</summary>
    public static bool Have(int year) => year is >= First and <= Last;

    /// <summary>Whether a user reads the figures.</summary>
    public static bool MaySee(CurrentUser user) => Array.Exists(Readers, user.Has);
}
