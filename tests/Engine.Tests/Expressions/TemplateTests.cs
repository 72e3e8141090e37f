using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Expressions.Templates;
using ProcessAutomation.Engine.Tests.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Expressions;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Hei {{Inputs.Unit}}!", "Hei Bredtveit!")]
    [InlineData("{{Variables.Title}} / {{{Variables.Title}}} / {{~Variables.Title~}} .", "Samtale i Oslo / Samtale i Oslo /Samtale i Oslo.")]
    [InlineData("{{Case.StartDate}} {{Now}}", "2027-01-04 2027-01-12T07:00:00+00:00")]
    [InlineData("{{Variables.Amount}} {{Variables.Count}} {{Variables.Done}}", "12.50 41 True")]
    [InlineData("{{#if Variables.Done}}ja{{else}}nei{{/if}}", "ja")]
    [InlineData("{{#if Case.ReleaseDate}}ja{{else}}nei{{/if}}", "nei")]
    [InlineData("{{#if Case.ReleaseDate}}a{{else if Variables.Done}}b{{else}}c{{/if}}", "b")]
    [InlineData("{{#unless Variables.Unset}}ingen{{/unless}}", "ingen")]
    [InlineData("{{#each Variables.Names}}{{@index}}:{{this}}{{#unless @last}}, {{/unless}}{{/each}}", "0:nav, 1:health")]
    [InlineData("{{#each Variables.Names}}{{../Inputs.Unit}} {{/each}}", "Bredtveit Bredtveit ")]
    [InlineData("{{Variables.Map.a}}", "b")]
    [InlineData("{{! a comment }}x{{!-- another }} --}}y", "xy")]
    [InlineData("{{Variables.Empty}}.", ".")]
    public void A_template_places_values(string text, string expected) => Assert.Equal(expected, Probe.Evaluate(TestActivity.Text, "Handlebars", text));

    [Fact]
    public void Only_html_is_escaped()
    {
        var scope = new Markup();
        Assert.Equal("<b>Åse & \"co\"</b>", Probe.Compiled(TestActivity.Text, "Handlebars", "{{Variables.Title}}").Evaluate(scope));
        Assert.Equal("&lt;b&gt;Åse &amp; &quot;co&quot;&lt;/b&gt;", Probe.Compiled(TestActivity.Html, "Handlebars", "{{Variables.Title}}").Evaluate(scope));
    }

    [Fact]
    public void A_template_may_give_another_type()
    {
        Assert.Equal(41, Probe.Evaluate(TestActivity.Number, "Handlebars", "{{Variables.Count}}"));
        Assert.Throws<InvalidValueException>(() => Probe.Evaluate(TestActivity.Number, "Handlebars", "{{Variables.Title}}"));
        Assert.True(Probe.Compiled(TestActivity.Text, "Handlebars", "{{Case.Consent}}").ReadsFacts);
        Assert.False(Probe.Compiled(TestActivity.Text, "Handlebars", "{{Now}}").ReadsFacts);
    }

    [Theory]
    [InlineData("{{Variables.Missing}}", ProblemIds.UnknownVariable)]
    [InlineData("{{#if Inputs.Missing}}{{/if}}", ProblemIds.UnknownWorkflowInput)]
    [InlineData("{{Case.Missing}}", ProblemIds.UnknownFact)]
    [InlineData("{{Missing}}", ProblemIds.TemplateError)]
    [InlineData("{{Variables}}", ProblemIds.TemplateError)]
    [InlineData("{{Variables.Title.Length}}", ProblemIds.TemplateError)]
    [InlineData("{{Now.Year}}", ProblemIds.TemplateError)]
    [InlineData("{{Variables.Title", ProblemIds.TemplateError)]
    [InlineData("{{#if Variables.Done}}", ProblemIds.TemplateError)]
    [InlineData("{{/if}}", ProblemIds.TemplateError)]
    [InlineData("{{else}}", ProblemIds.TemplateError)]
    [InlineData("{{#if Variables.Done}}{{/each}}", ProblemIds.TemplateError)]
    [InlineData("{{this}}", ProblemIds.TemplateError)]
    [InlineData("{{@root}}", ProblemIds.TemplateError)]
    [InlineData("{{../Variables.Title}}", ProblemIds.TemplateError)]
    [InlineData("{{[Variables].Title}}", ProblemIds.TemplateError)]
    [InlineData("{{& Variables.Title}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{> partial}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{>partial}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{#> layout}}{{/layout}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{* decorator}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{#*inline \"a\"}}{{/inline}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{lookup Variables \"Title\"}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{log Variables.Title}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{#with Variables}}{{Title}}{{/with}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{^Variables.Done}}{{/Variables.Done}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{#if (eq 1 1)}}{{/if}}", ProblemIds.TemplateNotAllowed)]
    [InlineData("{{constructor.constructor}}", ProblemIds.TemplateError)]
    public void What_a_template_may_not_do_is_refused_when_publishing(string text, string id) =>
        Assert.Equal(id, Assert.Single(Probe.Problems(TestActivity.Text, "Handlebars", text)).Id);

    [Fact]
    public void Lists_and_length_are_bounded()
    {
        var each = Assert.IsType<TemplateResult.Compiled>(TextTemplate.Compile("{{#each List}}{{this}}{{/each}}", isHtml: false)).Template;
        Assert.Equal(["List"], each.Paths);
        Assert.Equal("aa", each.Render(new Dictionary<string, object?> { ["List"] = new[] { "a", "a" } }));
        Assert.Throws<InvalidOperationException>(() => each.Render(new Dictionary<string, object?> { ["List"] = Enumerable.Repeat("a", 1001).ToArray() }));
        Assert.ThrowsAny<Exception>(() => each.Render(new Dictionary<string, object?> { ["List"] = Enumerable.Repeat(new string('a', 1000), 100).ToArray() }));
        Assert.IsType<TemplateResult.Invalid>(TextTemplate.Compile(string.Concat(Enumerable.Repeat("{{#each A}}", 3)) + string.Concat(Enumerable.Repeat("{{/each}}", 3)), isHtml: false));
        Assert.IsType<TemplateResult.Invalid>(TextTemplate.Compile(string.Concat(Enumerable.Repeat("{{#if A}}", 5_000)), isHtml: false));
        Assert.IsType<TemplateResult.Invalid>(TextTemplate.Compile(new string('a', TextTemplate.MaxTemplateLength + 1), isHtml: false));
    }

    private sealed class Markup : ExpressionScope
    {
        public override DateTimeOffset Now => default;

        public override object? Variable(VariableSlot slot) => "<b>Åse & \"co\"</b>";

        public override object? WorkflowInput(int ordinal) => null;

        public override object? Fact(int ordinal) => null;
    }
}
