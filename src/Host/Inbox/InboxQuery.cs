using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using ProcessAutomation.Activities.Tasks;

namespace ProcessAutomation.Host.Inbox;

/// <summary>What the inbox shows, as its address says it: an address can be kept, sent to a colleague and gone back to.</summary>
/// <param name="List">Which list.</param>
/// <param name="Filter">What it is narrowed to.</param>
/// <param name="Number">The page, from 1.</param>
public sealed record InboxQuery(TaskList List, TaskFilter Filter, int Number)
{
    /// <summary>Lines of a page.</summary>
    public const int PageSize = 50;

    public const string ListName = "liste";
    public const string NumberName = "side";
    public const string TextName = "sok";
    public const string StepName = "steg";
    public const string UnitName = "enhet";
    public const string RoleName = "rolle";
    public const string WithinName = "innen";
    public const string HolderName = "hos";
    private const int MaxText = 200;

    /// <summary>The lists in the order of their tabs, with what addresses call them.</summary>
    public static IReadOnlyList<(TaskList List, string Word)> Lists { get; } =
        [(TaskList.Mine, "mine"), (TaskList.Group, "gruppe"), (TaskList.Overdue, "over-fristen"), (TaskList.OnHold, "venter"), (TaskList.Done, "gjort")];

    /// <summary>Lines of the pages before.</summary>
    public int Skip => (Number - 1) * PageSize;

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => Filter != TaskFilter.None;

    /// <summary>Whether more than the text narrows it, so that the choices are shown.</summary>
    public bool HasChoices => Filter with { Text = null } != TaskFilter.None;

    /// <summary>What the address says; what it does not say, or says wrongly, narrows nothing.</summary>
    public static InboxQuery Read(IQueryCollection query)
    {
        var list = Lists.FirstOrDefault(one => one.Word == query[ListName]).List;
        return new InboxQuery(
            list,
            new TaskFilter
            {
                Text = Said(query, TextName),
                Step = Said(query, StepName),
                Unit = Said(query, UnitName),
                Role = Said(query, RoleName),
                DueWithinDays = int.TryParse(query[WithinName], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3650 ? days : null,
                Holder = Said(query, HolderName),
            },
            int.TryParse(query[NumberName], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, int.MaxValue / PageSize) : 1);
    }

    /// <summary>The address of this view.</summary>
    public string Address => QueryHelpers.AddQueryString("/innboks", Values());

    /// <summary>The filter and its list without the page: what is kept under a name.</summary>
    public string Kept => (this with { Number = 1 }).Address["/innboks".Length..].TrimStart('?');

    private List<KeyValuePair<string, string?>> Values()
    {
        var values = new List<KeyValuePair<string, string?>>();
        Add(ListName, List == TaskList.Mine ? null : Lists.First(one => one.List == List).Word);
        Add(TextName, Filter.Text);
        Add(StepName, Filter.Step);
        Add(UnitName, Filter.Unit);
        Add(RoleName, Filter.Role);
        Add(WithinName, Filter.DueWithinDays?.ToString(CultureInfo.InvariantCulture));
        Add(HolderName, Filter.Holder);
        Add(NumberName, Number == 1 ? null : Number.ToString(CultureInfo.InvariantCulture));
        return values;

        void Add(string name, string? value)
        {
            if (value is not null)
                values.Add(new(name, value));
        }
    }

    private static string? Said(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, MaxText)] : null;
}
