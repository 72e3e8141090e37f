using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Satisfaction;

/// <summary>What people answered about satisfaction, in figures of a year. The same figures, for the same people, as <c>GET /api/v1/satisfaction</c>.</summary>
public sealed partial class SatisfactionPage(SatisfactionFigures figures, StepBook steps, BusinessClock clock, CurrentUser user)
{
    private const string YearName = "aar";

    private static readonly int[] Quarters = [1, 2, 3, 4];

    [SupplyParameterFromQuery(Name = YearName)]
    private string? Asked { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private bool IsAllowed => SatisfactionYears.MaySee(user);

    private int Year { get; set; }

    private ImmutableArray<SatisfactionFigure> Figures { get; set; } = [];

    private DateOnly Today => Texts.DayOf(clock.GetUtcNow());

    protected override async Task OnInitializedAsync()
    {
        if (!IsAllowed)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // With nothing asked for: the year of the last quarter that is over.
        Year = int.TryParse(Asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && SatisfactionYears.Have(year) ? year : Math.Clamp(Today.AddMonths(-3).Year, SatisfactionYears.First, SatisfactionYears.Last);
        Figures = await figures.OfYearAsync(Year, Http.RequestAborted);
    }

    private string NameOf(string step) => steps.Find(step)?.Name.In(T.Language) ?? step;

    private bool IsOver(int quarter) => new DateOnly(Year, (quarter * 3) - 2, 1).AddMonths(3) <= Today;
}
