using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Due;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Due;

/// <summary>Everything due for one person, whoever has to do it.</summary>
public sealed partial class PersonDuePage(DueReads reads, CurrentUser user)
{
    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private PersonDue? Due { get; set; }

    private IEnumerable<(string Id, IReadOnlyList<DueLine> Lines)> Parts =>
    [
        ("overdue", [.. Lines.Where(line => line.IsOverdue)]),
        ("ahead", [.. Lines.Where(line => !line.IsOverdue && line.At is not null)]),
        ("undated", [.. Lines.Where(line => !line.IsOverdue && line.At is null)]),
    ];

    // What flows wait for by themselves stands in a list of its own, with where it is.
    private IReadOnlyList<DueLine> Lines => [.. (Due?.Lines ?? []).Where(line => line.Kind != DueKind.Deadline)];

    protected override async Task OnInitializedAsync()
    {
        await Names.ReadAsync(Http.RequestAborted);
        Due = await reads.OpenAsync(Id, user.Viewer, Http.RequestAborted);
        if (Due is null) Http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private string WhatOf(DueLine line) => line.Kind switch
    {
        DueKind.Task => line.Task?.TitleIn(T.Language) ?? "",
        DueKind.Meeting => line.Meeting is { } meeting ? $"{T["meeting." + meeting.Kind]}, {T["place." + meeting.Place]}{(meeting.Where is { } where ? ": " + where : "")}" : "",
        DueKind.MeasureLog => line.Title ?? "",
        DueKind.DutyNotice => T.Find("template." + line.Template) ?? line.Template ?? "",
        _ => T["due.date." + line.Kind],
    };
}
