using System.Globalization;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Tests.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Expressions;

public sealed class CSharpExpressionTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("Variables.Count > 40 && Variables.Done", true)]
    [InlineData("Variables.Count + 1 == 42", true)]
    [InlineData("Variables.Total > Variables.Count", true)]
    [InlineData("Variables.Amount * 2 == 25", true)]
    [InlineData("Variables.Rate < 1", true)]
    [InlineData("!Variables.Done", false)]
    [InlineData("Variables.Title.Contains(\"Oslo\")", true)]
    [InlineData("Variables.Title.StartsWith(\"sam\")", false)]
    [InlineData("Variables.Title.StartsWith(\"SAM\", StringComparison.OrdinalIgnoreCase)", true)]
    [InlineData("Variables.Title.ToUpper() == \"SAMTALE I OSLO\"", true)]
    [InlineData("Variables.Empty == null", true)]
    [InlineData("Variables.Empty?.Length > 3", false)]
    [InlineData("Variables.Title?.Trim().Length > 3", true)]
    [InlineData("string.IsNullOrEmpty(Variables.Empty)", true)]
    [InlineData("Variables.Unset == null", true)]
    [InlineData("Variables.Unset.HasValue", false)]
    [InlineData("Now - Variables.At == TimeSpan.Zero", true)]
    [InlineData("Variables.At < Now.AddDays(1)", true)]
    [InlineData("Now.DayOfWeek == DayOfWeek.Tuesday", true)]
    [InlineData("Case.StartDate < new DateOnly(2027, 2, 1)", true)]
    [InlineData("Case.ReleaseDate is null", true)]
    [InlineData("Case.StartDate.Value.AddDays(7) == new DateOnly(2027, 1, 11)", true)]
    [InlineData("Case.Consent is \"given\" or \"partly\"", true)]
    [InlineData("Case.Consent == \"given\" ? Variables.Count is > 10 and < 50 : false", true)]
    [InlineData("Case.Consent switch { \"given\" => true, \"refused\" => false, _ => false }", true)]
    [InlineData("Inputs.Unit == \"Bredtveit\" && Inputs.Limit <= 40", true)]
    [InlineData("Variables.Names.Contains(\"nav\")", true)]
    [InlineData("Variables.Names.Length == 2 && Variables.Names.Any() && Variables.Names[1] == \"health\"", true)]
    [InlineData("Variables.Map.ContainsKey(\"a\") && (string)Variables.Map[\"a\"] == \"b\"", true)]
    [InlineData("(string)Variables.Anything == \"text\"", true)]
    [InlineData("Math.Max(Variables.Count, Inputs.Limit) == 41", true)]
    [InlineData("Math.Round(Variables.Amount) == 12m", true)]
    [InlineData("Variables.NoNumber == 0", true)]
    [InlineData("Variables.@class == 3", true)]
    [InlineData("new[] { 1, 2, 41 }.Contains(Variables.Count)", true)]
    [InlineData("(Variables.Unset ?? Now) == Now", true)]
    [InlineData("(int)Variables.Rate == 0", true)]
    [InlineData("Variables.Day.HasValue && Variables.Day.Value.DayOfWeek != DayOfWeek.Monday", true)]
    [InlineData("DateOnly.FromDateTime(Now.Date) > Case.StartDate", true)]
    [InlineData("Variables.T\\u0069tle.Length == 14", true)]
    [InlineData("""
        // a comment
        Variables.Done /* and another */
        """, true)]
    public void A_condition_reads_typed_values(string text, bool expected) => Assert.Equal(expected, Probe.CSharp(TestActivity.Flag, text));

    [Fact]
    public void Other_types_come_out_as_the_input_needs_them()
    {
        Assert.Equal(42, Probe.CSharp(TestActivity.Number, "Variables.Count + 1"));
        Assert.Equal(Probe.Now.AddDays(7), Probe.CSharp(TestActivity.At, "Now + Variables.Wait"));
        Assert.Equal(TimeSpan.FromDays(3), Probe.CSharp(TestActivity.Wait, "TimeSpan.FromDays(3)"));
        Assert.Equal(14m, Probe.CSharp(TestActivity.Amount, "Variables.Count > 3 ? 14 : 2.5m"));
        Assert.Equal("41 og 12.50", Probe.CSharp(TestActivity.Text, "$\"{Variables.Count} og {Variables.Amount}\""));
        Assert.Equal("Tittel: Samtale i Oslo!", Probe.CSharp(TestActivity.Text, "\"Tittel: \" + Variables.Title + '!'"));
        Assert.Equal("2027-01-04", Probe.CSharp(TestActivity.Text, "Case.StartDate"));
        Assert.Equal("04.01.2027", Probe.CSharp(TestActivity.Text, "$\"{Case.StartDate:dd.MM.yyyy}\""));
        Assert.Equal("41", Probe.CSharp(TestActivity.Text, "Variables.Count.ToString()"));
        Assert.Equal(new[] { "a", "Bredtveit" }, Probe.CSharp(TestActivity.List, "new[] { \"a\", Inputs.Unit }"));
        Assert.Equal(41, Probe.CSharp(TestActivity.Any, "Variables.Count"));
        Assert.Null(Probe.CSharp(TestActivity.At, "Variables.Unset"));
        Assert.Equal(DayOfWeek.Friday, Probe.CSharp(TestActivity.Day, "\"Friday\""));
    }

    [Fact]
    public void Text_is_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Equal("12.50 IKI 0.5 True", Probe.CSharp(TestActivity.Text, "$\"{Variables.Amount} {\"iki\".ToUpper()} \" + Variables.Rate + \" \" + Variables.Done"));
            Assert.Equal(true, Probe.CSharp(TestActivity.Flag, "\"I\".ToLower() == \"i\" && \"a\\u00ADb\".IndexOf(\"b\") == 2 && 1.5m.ToString(\"0.00\") == \"1.50\""));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("Variables.Missing", ProblemIds.UnknownVariable)]
    [InlineData("Inputs.Missing == 1", ProblemIds.UnknownWorkflowInput)]
    [InlineData("Case.Missing", ProblemIds.UnknownFact)]
    [InlineData("Variables.Count", ProblemIds.ExpressionType)]
    [InlineData("Variables.Count > \"a\"", ProblemIds.ExpressionError)]
    [InlineData("Variables.Count >", ProblemIds.ExpressionSyntax)]
    [InlineData("Missing", ProblemIds.ExpressionError)]
    public void A_mistake_is_one_problem_with_its_own_id(string text, string id)
    {
        var problem = Assert.Single(Probe.Problems(TestActivity.Flag, "CSharp", text));
        Assert.Equal(id, problem.Id);
        Assert.Equal("/root/flag/expression/value", problem.Pointer);
        Assert.Equal("p", problem.ActivityId);
        Assert.Equal("Flag", problem.InputName);
    }

    [Fact]
    public void Overflow_is_a_failure_and_not_a_wrong_number()
    {
        Assert.Throws<OverflowException>(() => Probe.CSharp(TestActivity.Number, "Variables.Count * 1000 * 1000 * 1000"));
        Assert.Throws<DivideByZeroException>(() => Probe.CSharp(TestActivity.Number, "1 / Variables.NoNumber"));
        Assert.Throws<OverflowException>(() => Probe.CSharp(TestActivity.Number, "(int)Variables.Total"));
    }

    [Fact]
    public void Facts_are_asked_for_only_by_expressions_that_read_them()
    {
        Assert.True(Probe.Compiled(TestActivity.Flag, "CSharp", "Case.StartDate == null").ReadsFacts);
        Assert.False(Probe.Compiled(TestActivity.Flag, "CSharp", "Variables.Done").ReadsFacts);
    }

    [Fact]
    public void A_condition_is_evaluated_without_allocating()
    {
        var compiled = Probe.Compiled(TestActivity.Flag, "CSharp", "Variables.Count > 40 && Variables.Done && Inputs.Limit == 40 || Case.Consent == \"given\"");
        var scope = new CachedScope();
        Run(compiled, scope, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(compiled, scope, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run(CompiledInput compiled, ExpressionScope scope, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _ = compiled.Evaluate(scope);
        }
    }

    private sealed class CachedScope : ExpressionScope
    {
        private readonly object number = 40;
        private readonly object yes = true;

        public override DateTimeOffset Now => default;

        public override object? Variable(VariableSlot slot) => slot.Ordinal == 0 ? number : yes;

        public override object? WorkflowInput(int ordinal) => number;

        public override object? Fact(int ordinal) => "given";
    }
}
