using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Definitions;

public abstract class PublishingSuite(TestDatabase database) : EngineSuite(database)
{
    private static readonly DateTimeOffset Now = new(2027, 1, 12, 7, 0, 0, TimeSpan.Zero);

    private DefinitionPublisher Publisher => Services.GetRequiredService<DefinitionPublisher>();

    private DefinitionCatalog Catalog => Services.GetRequiredService<DefinitionCatalog>();

    protected override void Configure(IServiceCollection services) => services.AddEngine();

    [Fact]
    public async Task An_invalid_draft_is_saved_and_not_published()
    {
        var published = Assert.IsType<PublishResult.Published>(await Publisher.PublishTextAsync(Flow("one"), Now, Cancel)).Definition;
        var refused = Assert.IsType<PublishResult.Refused>(await Publisher.PublishTextAsync(Flow("one", type: "Acme.Unknown"), Now, Cancel));
        Assert.Equal(ProblemIds.UnknownActivityType, Assert.Single(refused.Problems).Id);
        Assert.Equal((2, false), (refused.Draft!.Version, refused.Draft.IsPublished));
        Assert.Equal(Flow("one", type: "Acme.Unknown"), (await Definitions.LoadAsync(refused.Draft.VersionId, Cancel))!.Json);
        Assert.Equal(published.VersionId, (await Catalog.FindPublishedAsync("one", Cancel))!.VersionId);
        var saved = Assert.IsType<SaveResult.Saved>(await Publisher.SaveDraftAsync(Flow("one", text: "\"type\":\"CSharp\",\"value\":\"Nothing\""), Now, Cancel));
        Assert.Equal(refused.Draft.VersionId, saved.Definition.VersionId);
        Assert.Equal(ProblemIds.ExpressionError, Assert.Single(saved.Problems).Id);
        Assert.IsType<PublishResult.Refused>(await Publisher.PublishAsync("one", Now, Cancel));
    }

    [Fact]
    public async Task A_published_version_never_changes_and_the_next_has_the_next_number()
    {
        var first = Assert.IsType<PublishResult.Published>(await Publisher.PublishTextAsync(Flow("one"), Now, Cancel)).Definition;
        var second = Assert.IsType<PublishResult.Published>(await Publisher.PublishTextAsync(Flow("one", name: "Two"), Now, Cancel)).Definition;
        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.NotEqual(first.VersionId, second.VersionId);
        Assert.Equal(Flow("one"), (await Definitions.LoadAsync(first.VersionId, Cancel))!.Json);
        Assert.False((await Definitions.LoadAsync(first.VersionId, Cancel))!.IsPublished);
        var old = await Catalog.GetAsync(first.VersionId, Cancel);
        var current = await Catalog.FindPublishedAsync("one", Cancel);
        Assert.Equal(("One", 1, first.VersionId), (old.Name, old.Version, old.VersionId));
        Assert.Equal(("Two", 2, second.VersionId), (current!.Name, current.Version, current.VersionId));
    }

    [Fact]
    public async Task The_same_content_is_published_once()
    {
        var first = Assert.IsType<PublishResult.Published>(await Publisher.PublishTextAsync(Flow("one"), Now, Cancel)).Definition;
        var again = Assert.IsType<PublishResult.AlreadyPublished>(await Publisher.PublishTextAsync(Flow("one"), Now, Cancel)).Definition;
        var rewritten = """{ "root": {"name":"A","id":"a","type":"Elsa.WriteLine","text":{"expression":{"value":"hei","type":"Literal"}}}, "version": 7, "isPublished": true,  "name": "One", "definitionId": "one" }""";
        var same = Assert.IsType<PublishResult.AlreadyPublished>(await Publisher.PublishTextAsync(rewritten, Now, Cancel)).Definition;
        Assert.Equal((first.VersionId, first.VersionId), (again.VersionId, same.VersionId));
        Assert.Equal(first.VersionId, Assert.IsType<SaveResult.Saved>(await Publisher.SaveDraftAsync(rewritten, Now, Cancel)).Definition.VersionId);
        Assert.Single(await Definitions.ListAsync("one", Cancel));
        Assert.IsType<PublishResult.AlreadyPublished>(await Publisher.PublishAsync("one", Now, Cancel));
    }

    [Fact]
    public async Task Sub_flows_must_be_published_before_or_together()
    {
        var refused = Assert.IsType<PublishResult.Refused>(await Publisher.PublishTextAsync(Caller("main", "sub"), Now, Cancel));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal((ProblemIds.UnknownSubflow, "/root/workflowDefinitionId", "a", "WorkflowDefinitionId"), (problem.Id, problem.Pointer, problem.ActivityId, problem.InputName));

        var results = await Publisher.PublishAllAsync([Caller("main", "sub"), Caller("sub", "main"), Caller("self", "self"), Caller("broken", "gone"), Caller("dependent", "broken")], Now, Cancel);
        Assert.Equal(
            [typeof(PublishResult.Published), typeof(PublishResult.Published), typeof(PublishResult.Published), typeof(PublishResult.Refused), typeof(PublishResult.Refused)],
            results.Select(result => result.GetType()));
        Assert.Equal(["sub"], (await Catalog.FindPublishedAsync("main", Cancel))!.SubflowIds);
        Assert.IsType<PublishResult.Published>(await Publisher.PublishTextAsync(Caller("late", "sub"), Now, Cancel));
    }

    [Fact]
    public async Task What_does_not_exist_or_is_no_definition_is_said_so()
    {
        Assert.IsType<PublishResult.NotFound>(await Publisher.PublishAsync("nothing", Now, Cancel));
        Assert.IsType<SaveResult.Unreadable>(await Publisher.SaveDraftAsync("{", Now, Cancel));
        var refused = Assert.IsType<PublishResult.Refused>(await Publisher.PublishTextAsync("{", Now, Cancel));
        Assert.Null(refused.Draft);
        Assert.Null(await Catalog.FindPublishedAsync("nothing", Cancel));
        var exception = await Assert.ThrowsAsync<InvalidDefinitionException>(async () => await Catalog.GetAsync("nothing", Cancel));
        Assert.Equal("nothing", exception.VersionId);
        Assert.False(await Publisher.RetractAsync("nothing", Cancel));
    }

    [Fact]
    public async Task A_version_is_compiled_once_for_all_who_ask_at_the_same_time()
    {
        var published = Assert.IsType<PublishResult.Published>(await Publisher.PublishTextAsync(Flow("one"), Now, Cancel)).Definition;
        var graphs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Catalog.GetAsync(published.VersionId, Cancel), Cancel)));
        Assert.All(graphs, graph => Assert.Same(graphs[0], graph));
    }

    [Fact]
    public async Task A_draft_is_read_anew_each_time_and_what_is_retracted_is_gone_at_once()
    {
        var draft = Assert.IsType<SaveResult.Saved>(await Publisher.SaveDraftAsync(Flow("one"), Now, Cancel)).Definition;
        Assert.Equal("One", (await Catalog.GetAsync(draft.VersionId, Cancel)).Name);
        await Publisher.SaveDraftAsync(Flow("one", name: "Two"), Now, Cancel);
        Assert.Equal("Two", (await Catalog.GetAsync(draft.VersionId, Cancel)).Name);
        Assert.IsType<PublishResult.Published>(await Publisher.PublishAsync("one", Now, Cancel));
        Assert.NotNull(await Catalog.FindPublishedAsync("one", Cancel));
        Assert.True(await Publisher.RetractAsync("one", Cancel));
        Assert.Null(await Catalog.FindPublishedAsync("one", Cancel));
        Assert.Equal("Two", (await Catalog.GetAsync(draft.VersionId, Cancel)).Name);
    }

    [Fact]
    public async Task A_new_definition_gets_an_id_and_saves_at_the_same_time_make_one_draft()
    {
        var anonymous = Assert.IsType<SaveResult.Saved>(await Publisher.SaveDraftAsync("""{"name":"New","root":{"id":"a","type":"Elsa.Start"}}""", Now, Cancel));
        Assert.NotEmpty(anonymous.Definition.DefinitionId);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Publisher.SaveDraftAsync(Flow("one", name: $"N{i}"), Now, Cancel).AsTask()));
        Assert.Single(await Definitions.ListAsync("one", Cancel));
    }

    private static string Flow(string id, string name = "One", string type = "Elsa.WriteLine", string text = "\"type\":\"Literal\",\"value\":\"hei\"") =>
        $$$"""{"definitionId":"{{{id}}}","name":"{{{name}}}","root":{"id":"a","name":"A","type":"{{{type}}}","text":{"expression":{{{{text}}} } } } }""";

    private static string Caller(string id, string subflow) =>
        $$$"""{"definitionId":"{{{id}}}","name":"C","root":{"id":"a","type":"Elsa.DispatchWorkflow","workflowDefinitionId":{"expression":{"type":"Literal","value":"{{{subflow}}}" } } } }""";
}

public sealed class PublishingOnSqlite(SqliteTestDatabase database) : PublishingSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class PublishingOnPostgres(PostgresTestDatabase database) : PublishingSuite(database), IClassFixture<PostgresTestDatabase>;
