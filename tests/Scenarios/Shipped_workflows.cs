using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>The flows and notices as they are shipped: valid, readable as drawings, complete in three languages.</summary>
public sealed partial class Shipped_workflows(SqliteTestDatabase database) : ProcessSuite(database), IClassFixture<SqliteTestDatabase>
{
    private const double NodeWidth = 220;
    private const double NodeHeight = 110;
    private const double IconWidth = 60;
    private const double LetterWidth = 8;

    public static TheoryData<string> Flows => [.. Directory.EnumerateFiles(WorkflowShelf.Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Every_flow_is_published_and_publishing_again_changes_nothing()
    {
        await Services.GetRequiredService<WorkflowShelf>().PublishAsync(Cancel);
        var versions = await Definitions.ListAsync(null, Cancel);
        Assert.Equal(["book-meeting", "carry-out", "extra-task", "hand-over", "late-consent", "make-a-plan", "notice-answer", "preparations", "reintegration", "undelivered-notice", "understand-needs"], versions.Select(version => version.DefinitionId).Order(StringComparer.Ordinal));
        Assert.All(versions, version => Assert.True(version is { IsPublished: true, Version: 1 }));
    }

    [Fact]
    public async Task What_a_process_owner_has_published_since_is_left_alone()
    {
        var mine = (await Definitions.FindPublishedAsync("carry-out", Cancel))!.Json.Replace("\"value\": \"14\"", "\"value\": \"10\"", StringComparison.Ordinal);
        Assert.IsType<PublishResult.Published>(await Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(mine, Clock.GetUtcNow(), Cancel));
        await Services.GetRequiredService<WorkflowShelf>().PublishAsync(Cancel);
        Assert.Equal(mine, (await Definitions.FindPublishedAsync("carry-out", Cancel))!.Json);
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void No_two_nodes_of_a_flow_overlap(string flow)
    {
        using var document = Read(flow);
        var nodes = document.RootElement.GetProperty("root").GetProperty("activities").EnumerateArray().Select(node =>
        {
            var metadata = node.GetProperty("metadata");
            var position = metadata.GetProperty("designer").GetProperty("position");
            // The designer makes a node as wide as its text and ignores the size that is stored.
            var width = Math.Max(NodeWidth, IconWidth + (LetterWidth * metadata.GetProperty("displayText").GetString()!.Length));
            return (Id: node.GetProperty("id").GetString(), X: position.GetProperty("x").GetDouble(), Y: position.GetProperty("y").GetDouble(), Width: width);
        }).ToList();
        foreach (var (one, index) in nodes.Select((node, index) => (node, index)))
            Assert.All(nodes.Skip(index + 1), other => Assert.False(one.X < other.X + other.Width && other.X < one.X + one.Width && Math.Abs(one.Y - other.Y) < NodeHeight, $"{one.Id} and {other.Id} overlap."));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void Every_node_can_be_reached_and_says_what_it_is_for(string flow)
    {
        using var document = Read(flow);
        var root = document.RootElement.GetProperty("root");
        var edges = root.GetProperty("connections").EnumerateArray()
            .Select(edge => (From: edge.GetProperty("source").GetProperty("activity").GetString()!, To: edge.GetProperty("target").GetProperty("activity").GetString()!)).ToList();
        var reached = new HashSet<string>(["start"], StringComparer.Ordinal);
        while (edges.Where(edge => reached.Contains(edge.From)).Select(edge => edge.To).Aggregate(false, (grew, node) => reached.Add(node) || grew))
        {
        }

        Assert.All(root.GetProperty("activities").EnumerateArray(), node =>
        {
            Assert.Contains(node.GetProperty("id").GetString()!, reached);
            if (!node.GetProperty("type").GetString()!.StartsWith("Elsa.", StringComparison.Ordinal))
                Assert.False(string.IsNullOrWhiteSpace(node.GetProperty("metadata").GetProperty("description").GetString()));
        });
    }

    [Fact]
    public void Every_port_of_a_steps_activity_is_drawn_but_those_that_pass_it_over()
    {
        var registry = Services.GetRequiredService<ActivityRegistry>();
        foreach (var flow in Directory.EnumerateFiles(WorkflowShelf.Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)))
        {
            using var document = Read(flow);
            var root = document.RootElement.GetProperty("root");
            var drawn = root.GetProperty("connections").EnumerateArray().Select(edge => edge.GetProperty("source")).Select(source => $"{source.GetProperty("activity").GetString()} {source.GetProperty("port").GetString()}").ToHashSet(StringComparer.Ordinal);
            foreach (var node in root.GetProperty("activities").EnumerateArray().Where(node => registry.TryFind(node.GetProperty("type").GetString()!, 1, out var activity) && activity is StepActivity))
            {
                registry.TryFind(node.GetProperty("type").GetString()!, 1, out var activity);
                var ports = activity!.Descriptor.Ports.Select(port => port.Name).Except(["Before"], StringComparer.Ordinal).ToList();
                var isLast = ports is ["Done"] && !drawn.Any(port => port.StartsWith($"{node.GetProperty("id").GetString()} ", StringComparison.Ordinal));
                Assert.All(isLast ? [] : ports, port => Assert.Contains($"{node.GetProperty("id").GetString()} {port}", drawn));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void Flows_run_forward_but_for_their_loops_and_every_node_says_what_it_does(string flow)
    {
        using var document = Read(flow);
        var root = document.RootElement.GetProperty("root");
        var place = root.GetProperty("activities").EnumerateArray().ToDictionary(node => node.GetProperty("id").GetString()!, node => node.GetProperty("metadata").GetProperty("designer").GetProperty("position"));
        double At(string node, string axis) => place[node].GetProperty(axis).GetDouble();
        Assert.All(root.GetProperty("activities").EnumerateArray(), node => Assert.False(string.IsNullOrWhiteSpace(node.GetProperty("metadata").GetProperty("displayText").GetString())));
        // As on a page: a row that is full goes on at the beginning of the next one, by a line that is led there between the rows.
        var backward = root.GetProperty("connections").EnumerateArray()
            .Select(edge => (From: edge.GetProperty("source").GetProperty("activity").GetString()!, To: edge.GetProperty("target").GetProperty("activity").GetString()!, IsLed: edge.GetProperty("vertices").GetArrayLength() > 0))
            .Where(edge => At(edge.To, "x") < At(edge.From, "x") || edge.To == edge.From)
            .Where(edge => !(edge.IsLed && At(edge.To, "y") >= At(edge.From, "y") + NodeHeight)).Select(edge => $"{edge.From}>{edge.To}");
        var loops = flow switch
        {
            "reintegration" => ["is-closed>before-handover", "late-consent>consent-given", "share-late>declined", "share-late>declined"],
            "make-a-plan" => ["ask-group>share"],
            "understand-needs" => ["needs-talk>needs-talk"],
            _ => Array.Empty<string>(),
        };
        Assert.Equal(loops.Order(StringComparer.Ordinal), backward.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void Every_template_a_flow_sends_is_there(string flow)
    {
        var templates = Services.GetRequiredService<NoticeTemplates>();
        using var document = Read(flow);
        var used = document.RootElement.GetProperty("root").GetProperty("activities").EnumerateArray()
            .Where(node => node.GetProperty("type").GetString() == "ProcessAutomation.SendNotice")
            .Select(node => node.GetProperty("template").GetProperty("expression").GetProperty("value").GetString()!);
        Assert.All(used, template => Assert.True(templates.Has(template), template));
    }

    [Fact]
    public void Notices_ask_for_nothing_but_the_few_values_a_notice_may_hold()
    {
        string[] allowed = ["reference", "link", "unit", "officer", "officerContact", "startDate", "date", "dueDate", "isOver", "escalatesTo", "escalatesOn", "changed", "calledOff", "meetingDate", "meetingTime", "title", "role", "recipientRole", "acknowledgeLink", "letter", "if", "unless", "else"];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(WorkflowShelf.Folder, "notices"), "*.hbs"))
        {
            var names = Placeholder().Matches(File.ReadAllText(file)).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.All(names, name => Assert.Contains(name, allowed));
        }
    }

    private static JsonDocument Read(string flow) => JsonDocument.Parse(File.ReadAllText(Path.Combine(WorkflowShelf.Folder, $"{flow}.json")));

    [GeneratedRegex(@"\{\{[#/]?([^}]*)\}\}")]
    private static partial Regex Placeholder();
}
