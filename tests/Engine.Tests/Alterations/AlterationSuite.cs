using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Alterations;

/// <summary>What the suites of alterations share: previewing, applying, and the versions of a flow.</summary>
public abstract class AlterationSuite(TestDatabase database) : WorkflowSuite(database)
{
    protected InstanceAlterations Alterations => Services.GetRequiredService<InstanceAlterations>();

    protected async Task<AlterationPlan.Preview> PreviewAsync(Guid id, Alteration alteration) =>
        Assert.IsType<AlterationPlan.Preview>(await Alterations.PreviewAsync(id, alteration, Cancel));

    protected async Task<string> RefusalsAsync(Guid id, Alteration alteration) =>
        string.Join(' ', Assert.IsType<AlterationPlan.Refused>(await Alterations.PreviewAsync(id, alteration, Cancel)).Problems.Select(problem => problem.Id));

    protected Task<AlterationResult> ApplyAsync(Guid id, Alteration alteration, long? revision = null, string reason = "because") =>
        Alterations.ApplyAsync(id, alteration, new AlterationReason("sissel", reason), revision, Cancel);

    protected async Task AppliedAsync(Guid id, Alteration alteration)
    {
        var preview = await PreviewAsync(id, alteration);
        var applied = Assert.IsType<AlterationResult.Applied>(await ApplyAsync(id, alteration, preview.Revision));
        Assert.Equal(preview.Revision + 1, applied.Revision);
    }

    protected static Alteration Move(string from, string to) => new Alteration.MoveTo(null, from, to);

    /// <summary>Publishes and returns the id of the version.</summary>
    internal async Task<string> VersionAsync(Flow flow)
    {
        await PublishAsync(flow);
        return (await Services.GetRequiredService<IDefinitionStore>().FindPublishedAsync(flow.DefinitionId, Cancel))!.VersionId;
    }

    protected async Task<string> AlteredAsync(Guid id) => string.Join('\n',
        from row in await ReadAsync(context => Task.FromResult(context.Alterations.Where(row => row.InstanceId == id).OrderBy(row => row.RevisionBefore).ToList()))
        select $"{row.Kind} {row.Arguments} {row.AlteredBy} {row.Reason} {row.RevisionBefore}-{row.RevisionAfter}");

    protected static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
