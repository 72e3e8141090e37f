using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Instances;

namespace ProcessAutomation.Host.Studio;

/// <summary>Which instances the Studio's list asks for.</summary>
internal sealed class InstanceFilter(JsonObject asked)
{
    /// <summary>Where counting ends; the Studio pages through no more than that.</summary>
    public const int CountLimit = 10_000;

    /// <summary>From 0.</summary>
    public int Page { get; } = Math.Max(Number(asked, "page") ?? 0, 0);

    /// <summary>1–200.</summary>
    public int PageSize { get; } = Math.Clamp(Number(asked, "pageSize") ?? 10, 1, 200);

    /// <summary>The rows asked for, in no order.</summary>
    public IQueryable<InstanceRow> Apply(IQueryable<InstanceRow> rows)
    {
        if (StudioDefinitions.TextOf(asked, "definitionId") is { Length: > 0 } one)
            rows = rows.Where(row => row.DefinitionId == one);
        if (Texts("definitionIds") is { Length: > 0 } definitions)
            rows = rows.Where(row => definitions.Contains(row.DefinitionId));
        if (StudioDefinitions.TextOf(asked, "correlationId") is { Length: > 0 } correlation)
            rows = rows.Where(row => row.CorrelationId == correlation);
        if (StudioDefinitions.TextOf(asked, "searchTerm") is { Length: > 0 } term)
            rows = Guid.TryParse(term.Trim(), out var id) ? rows.Where(row => row.Id == id || row.CorrelationId == id.ToString() || row.VersionId == term.Trim()) : rows.Where(row => row.DefinitionId == term.Trim() || row.CorrelationId == term.Trim());
        if (asked["hasIncidents"] is JsonValue flag && flag.TryGetValue<bool>(out var hasIncidents))
            rows = hasIncidents ? rows.Where(row => row.IncidentCount > 0) : rows.Where(row => row.IncidentCount == 0);
        if (Choices<InstanceStatus>("status", "statuses") is { Length: > 0 } statuses)
            rows = rows.Where(row => statuses.Contains(row.Status));
        if (Choices<InstanceSubStatus>("subStatus", "subStatuses") is { Length: > 0 } subStatuses)
            rows = OfSubStatus(rows, subStatuses);
        foreach (var filter in (asked["timestampFilters"] as JsonArray ?? []).OfType<JsonObject>())
            rows = AtTime(rows, StudioDefinitions.TextOf(filter, "column"), StudioDefinitions.TextOf(filter, "operator"), StudioDefinitions.TextOf(filter, "timestamp"));
        return rows;
    }

    /// <summary>In the order asked for. Ids are in order of creation.</summary>
    public IQueryable<InstanceRow> Sort(IQueryable<InstanceRow> rows)
    {
        var isAscending = StudioDefinitions.TextOf(asked, "orderDirection") == "Ascending";
        return StudioDefinitions.TextOf(asked, "orderBy") switch
        {
            "LastExecuted" => isAscending ? rows.OrderBy(row => row.UpdatedAt) : rows.OrderByDescending(row => row.UpdatedAt),
            "Finished" => isAscending ? rows.OrderBy(row => row.FinishedAt) : rows.OrderByDescending(row => row.FinishedAt),
            _ => isAscending ? rows.OrderBy(row => row.Id) : rows.OrderByDescending(row => row.Id),
        };
    }

    // As they are shown: one that waits for a person because of an incident is faulted, see InstanceHead.Shown.
    private static IQueryable<InstanceRow> OfSubStatus(IQueryable<InstanceRow> rows, InstanceSubStatus[] asked)
    {
        var (faulted, suspended) = (asked.Contains(InstanceSubStatus.Faulted), asked.Contains(InstanceSubStatus.Suspended));
        return rows.Where(row => row.SubStatus == InstanceSubStatus.Suspended ? row.IncidentCount > 0 ? faulted : suspended : asked.Contains(row.SubStatus));
    }

    private static IQueryable<InstanceRow> AtTime(IQueryable<InstanceRow> rows, string? column, string? comparison, string? timestamp)
    {
        if (!DateTimeOffset.TryParse(timestamp, System.Globalization.CultureInfo.InvariantCulture, out var at))
            return rows;
        // The Studio's calendar gives a day as its midnight, its clock a minute: what is meant is all of it.
        var end = (at.TimeOfDay == TimeSpan.Zero ? at.AddDays(1) : at.AddMinutes(1)).ToUniversalTime();
        var begin = at.ToUniversalTime();
        return comparison switch
        {
            "Is" => Before(Since(rows, column, begin), column, end),
            "IsNot" => Besides(rows, column, begin, end),
            "GreaterThan" => Since(rows, column, end),
            "GreaterThanOrEqual" => Since(rows, column, begin),
            "LessThan" => Before(rows, column, begin),
            _ => Before(rows, column, end),
        };
    }

    private static IQueryable<InstanceRow> Since(IQueryable<InstanceRow> rows, string? column, DateTimeOffset at) => column switch
    {
        "FinishedAt" => rows.Where(row => row.FinishedAt >= at),
        "UpdatedAt" => rows.Where(row => row.UpdatedAt >= at),
        _ => rows.Where(row => row.CreatedAt >= at),
    };

    private static IQueryable<InstanceRow> Before(IQueryable<InstanceRow> rows, string? column, DateTimeOffset at) => column switch
    {
        "FinishedAt" => rows.Where(row => row.FinishedAt < at),
        "UpdatedAt" => rows.Where(row => row.UpdatedAt < at),
        _ => rows.Where(row => row.CreatedAt < at),
    };

    private static IQueryable<InstanceRow> Besides(IQueryable<InstanceRow> rows, string? column, DateTimeOffset begin, DateTimeOffset end) => column switch
    {
        "FinishedAt" => rows.Where(row => row.FinishedAt < begin || row.FinishedAt >= end),
        "UpdatedAt" => rows.Where(row => row.UpdatedAt < begin || row.UpdatedAt >= end),
        _ => rows.Where(row => row.CreatedAt < begin || row.CreatedAt >= end),
    };

    private T[] Choices<T>(string one, string several)
        where T : struct, Enum =>
        [.. Texts(several).Append(StudioDefinitions.TextOf(asked, one)).Where(text => Enum.TryParse<T>(text, out _)).Select(text => Enum.Parse<T>(text!))]; // just tried

    private string[] Texts(string name) =>
        asked[name] is JsonArray list ? [.. list.OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) ? text : null).OfType<string>()] : [];

    private static int? Number(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
