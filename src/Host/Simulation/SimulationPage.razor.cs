using Microsoft.AspNetCore.Components;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Designer;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Host.Studio;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Simulation;

/// <summary>Simulate before you publish: the facts, and the course they lead to. Nothing is stored.</summary>
public sealed partial class SimulationPage(IServiceProvider services, IDefinitionStore definitions, BusinessClock clock, CurrentUser user)
{
    /// <summary>The flow the form opens with.</summary>
    [SupplyParameterFromQuery(Name = "flyt")]
    public string? Flow { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!; // set by the framework for every rendered page

    private DefinitionFaults Words => services.GetRequiredService<DefinitionFaults>();

    private bool IsAllowed => DesignerAccess.MayEdit(user);

    private FormState State { get; set; } = FormState.Opened([], []);

    private SimulationResult? Result { get; set; }

    /// <summary>The course of what is published; null: not asked for, or nothing is published.</summary>
    private Course? PublishedCourse { get; set; }

    private bool Compares { get; set; }

    private DateOnly Today => Texts.DayOf(clock.GetUtcNow());

    protected override async Task OnInitializedAsync()
    {
        if (!IsAllowed)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var latest = (await definitions.ListAsync(null, Http.RequestAborted)).Where(version => version.IsLatest).OrderBy(version => version.Name, StringComparer.CurrentCulture);
        State = FormState.Opened(SimulationForm.Fields([.. latest.Select(version => new Choice(version.DefinitionId, Phrase.Plain(version.Name)))]), SimulationForm.Prefill(Flow, Today));
    }

    private async Task PlayAsync()
    {
        if (!IsAllowed) return;
        (State, var answers) = State.Check(Http, T);
        if (answers is null) return;
        var (wish, compares) = SimulationForm.Read(answers);
        var refusals = SimulationCheck.Check(wish, Today);
        if (!refusals.IsEmpty)
        {
            State = State.Refuse(Http.Response, T.Explain(refusals));
            return;
        }

        var simulator = services.GetRequiredService<Simulator>();
        Compares = compares;
        Result = await simulator.PlayAsync(wish, Http.RequestAborted);
        if (compares && Result is SimulationResult.Played)
            PublishedCourse = (await simulator.PlayAsync(wish with { Flow = FlowChoice.Published }, Http.RequestAborted) as SimulationResult.Played)?.Course;
        if (Result is not SimulationResult.Played)
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
