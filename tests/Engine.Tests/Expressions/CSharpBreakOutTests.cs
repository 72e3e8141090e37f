using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Tests.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Expressions;

public sealed class CSharpBreakOutTests
{
    public static TheoryData<string> Refused { get; } =
    [

        // Reflection and types.
        "Variables.Title.GetType()", "typeof(string)", "typeof(string).Assembly", "Variables.Anything.GetType().Assembly.Location",
        "System.Type.GetType(\"System.IO.File\")", "System.Reflection.Assembly.GetExecutingAssembly()", "System.Activator.CreateInstance(\"a\", \"b\")",
        "Variables.Anything.ToString()", "Variables.Anything.GetHashCode()", "Variables.Title.GetHashCode()", "nameof(Variables)", "sizeof(int)", "default(string)", "default",

        // The machine.
        "System.Environment.MachineName", "System.Environment.GetEnvironmentVariable(\"PATH\")", "Environment.Exit(1)", "System.IO.File.ReadAllText(\"/etc/passwd\")",
        "System.Diagnostics.Process.GetCurrentProcess().Id", "Console.ReadLine()", "System.Threading.Thread.Sleep(1)", "GC.GetTotalMemory(true)",
        "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.UtcNow", "DateTimeOffset.Now", "Now.LocalDateTime", "Now.ToLocalTime()", "new DateTimeOffset(Now.DateTime)", "Guid.NewGuid()",
        "TimeZoneInfo.Local.Id", "System.Globalization.CultureInfo.CurrentCulture.Name", "AppContext.BaseDirectory", "AppDomain.CurrentDomain",

        // Text that blows up.
        "Variables.Title.PadLeft(1000000000)", "Variables.Title.PadRight(1000000000)", "new string('a', 1000000000)", "Variables.Title.Replace(\"\", \"aaaaaaaaaa\")",
        "Variables.Title.Insert(0, \"a\")", "string.Concat(Variables.Names)", "string.Join(\",\", Variables.Names)", "string.Format(\"{0,1000000000}\", 1)",
        "$\"{1,1000000000}\"", "$\"{Variables.Count:D1000000000}\"", "$\"{Variables.Count:D100}\"", "Variables.Count.ToString(\"D999999999\")",
        "Variables.Count.ToString(\"D\" + Variables.Count)", "string.Join(\"\", Enumerable.Repeat(\"a\", 1000000000))", "Variables.Title.Split(' ')", "Variables.Title.ToCharArray()",

        // Sequences, lambdas, queries.
        "Enumerable.Range(0, 2000000000).Count()", "Enumerable.Repeat(1, 2000000000).Any()", "Variables.Names.Select(n => n + n)", "Variables.Names.Any(n => n == \"a\")",
        "Variables.Names.Where(n => true).Count()", "from n in Variables.Names select n", "((Func<int>)(() => 1))()", "Variables.Names.Aggregate((a, b) => a + b)",
        "Variables.Names.OrderBy(n => n)", "new System.Collections.Generic.List<int>()", "new System.Text.StringBuilder()", "new int[1000000000]", "new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 }",
        "new { A = 1 }", "(1, 2)", "new object()", "(int[])[1, 2]", "Array.Empty<int>()", "Array.CreateInstance(typeof(int), 1000000)", "Variables.Names.Clone()",

        // Statements, writes, control.
        "Variables.Count = 1", "Variables.Count++", "++Variables.Count", "Variables.Names[0] = \"a\"", "Variables.Count += 1", "Variables.Title ??= \"a\"",
        "throw new Exception()", "Variables.Empty ?? throw new Exception()", "int.TryParse(\"1\", out var n)", "Variables.Title is string s", "Variables.Title is { Length: var l }",
        "Variables.Title is var x && x.Length > 0", "await System.Threading.Tasks.Task.Delay(1)", "stackalloc int[10]", "checked(1) switch { var y => y > 0 }",
        "delegate { return true; }", "async () => true", "ref Variables.Count", "&Variables.Count", "*(int*)0", "(dynamic)Variables.Anything", "((dynamic)Variables.Title).Foo()",
        "Variables.Title as object", "Variables.Title is string", "Variables.Count is int", "__makeref(Now)", "__arglist()", "this", "base.ToString()", "Variables", "Case", "Inputs", "Variables.ToString()",

        // Other people's code.
        "Variables.Count.CompareTo", "Math.Max", "Sites.Site0(Variables, Inputs, Case, Now)", "global::Workflow.Sites.Site0(Variables, Inputs, Case, Now)", "new Inputs().Unit", "new global::Workflow.Case()",
        "ProcessAutomation.Engine.Expressions.ExpressionText.Join()", "new ProcessAutomation.Engine.Ids.IdSource(null)", "string.Intern(Variables.Title)", "string.Create(1, 1, (a, b) => { })",
        "Math.BigMul(1, 2)", "(System.Numerics.BigInteger)1 << 1000000", "System.Numerics.BigInteger.Pow(10, 1000000)", "System.Text.RegularExpressions.Regex.IsMatch(Variables.Title, \"(a+)+$\")",
        "(DateTimeOffset)Now.DateTime == Now", "(IntPtr)1 == 1", "(Half)1 == 1", "1 << Variables.Count", "Variables.Count >> 1", "~Variables.Count", "..^1 == 1..", "Variables.Title[1..]", "Variables.Title[^1]",
        "\"a\"u8.Length", "Variables.Title.AsSpan().Length", "Variables.Title.Trim('a', 'b')", "Variables.Title!.Normalize()", "'a' + 'b' is System.IConvertible", "(Variables.Anything) == (object)Variables.Title",
        "Variables.\\u0047etType()", "Variables.Title.@GetType()", "Variables.Title.\\u0047etType()", "Env\\u0069ronment.MachineName", "@System.@Environment.@MachineName",
    ];

    public static TheoryData<string> NoExpression { get; } =
    [
        "1; } static int F() => 1; class X {", "true); static void G() { } static bool H() => (true", "return true", "var a = 1", "if (true) { }", "{ return true; }", "using System;", "true;", ") || (true",
        "true /*", "#if true\ntrue\n#endif", "true // a\n) + (1", "\"unfinished", "", " ", "1 2", "true)", "(true", "}", "[", "\0", "𝕏",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_on_the_list_is_refused_when_publishing(string text)
    {
        var problems = Probe.Problems(TestActivity.Any, "CSharp", text);
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.StartsWith("PA02", problem.Id, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(NoExpression))]
    public void Text_that_is_not_one_expression_never_reaches_the_compiler(string text)
    {
        var result = Probe.Compile(TestActivity.Any, "CSharp", text);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var invalid = Assert.IsType<CompileResult.Invalid>(result);
            Assert.All(invalid.Problems, problem => Assert.True(problem.Id is ProblemIds.ExpressionSyntax or ProblemIds.ExpressionError or ProblemIds.ExpressionTooDeep, problem.ToString()));
        }
    }

    [Fact]
    public void Text_is_measured_before_it_is_parsed()
    {
        AssertRefused(ProblemIds.ExpressionTooLarge, new string('(', 10_000) + "1" + new string(')', 10_000));
        AssertRefused(ProblemIds.ExpressionTooDeep, new string('(', 2_000) + "1" + new string(')', 2_000));
        AssertRefused(ProblemIds.ExpressionTooDeep, new string('(', 33) + "1" + new string(')', 33));
        AssertRefused(ProblemIds.ExpressionTooDeep, new string('[', 4_000));
        AssertRefused(ProblemIds.ExpressionTooDeep, new string('{', 4_000));
        AssertRefused(ProblemIds.ExpressionTooDeep, new string('!', 4_000) + "true");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("- ", 1_000)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("(int)", 500)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("true?", 500)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("true ? 1 : ", 200)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("a=>", 500)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("a=", 1_000)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("null??", 500)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("A<", 1_000)));
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("await ", 500)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("throw ", 500)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("$\"{", 600)));
        AssertRefused(ProblemIds.ExpressionTooDeep, "$\"{" + new string('(', 1_500) + "1" + new string(')', 1_500) + "}\"");
        AssertRefused(ProblemIds.ExpressionTooDeep, "$\"{" + new string('!', 1_500) + "true}\"");
        AssertRefused(ProblemIds.ExpressionTooDeep, "$\"{" + string.Concat(Enumerable.Repeat("(int)", 500)) + "1}\"");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("1+", 1_000)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, "Variables.Title" + string.Concat(Enumerable.Repeat(".Trim()", 500)));
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("not ", 600)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, "1 is " + string.Concat(Enumerable.Repeat("not ", 600)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, "1 is " + string.Concat(Enumerable.Repeat("1 or ", 700)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("from a in b select ", 200)) + "1");
        AssertRefused(ProblemIds.ExpressionTooDeep, string.Concat(Enumerable.Repeat("1 switch { _ => ", 100)) + "1");
    }

    [Fact]
    public void Text_within_the_limits_passes()
    {
        Assert.Equal(1, Probe.CSharp(TestActivity.Number, new string('(', 32) + "1" + new string(')', 32)));
        Assert.Equal(120, Probe.CSharp(TestActivity.Number, string.Concat(Enumerable.Repeat("1+", 119)) + "1"));
        Assert.Equal(true, Probe.CSharp(TestActivity.Flag, string.Join(" && ", Enumerable.Repeat("!(Variables.Count < 3)", 40))));
        Assert.Equal(true, Probe.CSharp(TestActivity.Flag, string.Join(" || ", Enumerable.Repeat("Variables.Count == -1", 60)) + " || true"));
        Assert.Equal(-41, Probe.CSharp(TestActivity.Number, "Variables.Count switch { " + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i} => {-i}, ")) + "_ => 0 }"));
    }

    [Fact]
    public void Text_that_is_built_stays_bounded()
    {
        var variable = Probe.Compiled(TestActivity.Text, "CSharp", string.Join(" + ", Enumerable.Repeat("Variables.Title", 60)));
        Assert.Throws<InvalidOperationException>(() => variable.Evaluate(new LongText()));
        var hole = Probe.Compiled(TestActivity.Text, "CSharp", "$\"" + string.Concat(Enumerable.Repeat("{Variables.Title}", 30)) + "\"");
        Assert.Throws<InvalidOperationException>(() => hole.Evaluate(new LongText()));
        Assert.Equal(ExpressionText.MaxLength / 2, ((string)Probe.Compiled(TestActivity.Text, "CSharp", "Variables.Title").Evaluate(new LongText())!).Length);
    }

    private static void AssertRefused(string id, string text)
    {
        var problem = Assert.Single(Probe.Problems(TestActivity.Any, "CSharp", text));
        Assert.True(id == problem.Id, $"{text[..20]}: {problem}");
    }

    private sealed class LongText : ExpressionScope
    {
        public override DateTimeOffset Now => default;

        public override object? Variable(VariableSlot slot) => new string('a', ExpressionText.MaxLength / 2);

        public override object? WorkflowInput(int ordinal) => null;

        public override object? Fact(int ordinal) => null;
    }
}
