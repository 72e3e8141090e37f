using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HandlebarsDotNet;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions.Templates;

/// <summary>A Handlebars text, checked and compiled: values, <c>if</c>, <c>unless</c>, <c>each</c>; no partials, no other helpers, no I/O; length bounded;
/// invariant culture. Stateless and thread-safe.</summary>
public sealed class TextTemplate
{
    /// <summary>Longest template, in UTF-16 characters.</summary>
    public const int MaxTemplateLength = 65_536;

    private static readonly IHandlebars Plain = Handlebars.Create(Configuration(noEscape: true));
    private static readonly IHandlebars Html = Handlebars.Create(Configuration(noEscape: false));

    private readonly HandlebarsTemplate<TextWriter, object, object> compiled;

    private TextTemplate(HandlebarsTemplate<TextWriter, object, object> compiled, ImmutableArray<string> paths)
    {
        this.compiled = compiled;
        Paths = paths;
    }

    /// <summary>Dotted names the template reads from its model, distinct and in ordinal order; names inside of lists are not among them.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Checks and compiles. <paramref name="isHtml"/>: values are escaped for HTML; else they are placed as they are.</summary>
    public static TemplateResult Compile(string text, bool isHtml)
    {
        if (text.Length > MaxTemplateLength)
        {
            return new TemplateResult.Invalid($"The template is longer than {MaxTemplateLength} characters.");
        }

        var (paths, error) = TemplateSyntax.Read(text);
        if (error is not null)
        {
            return new TemplateResult.Invalid(error);
        }

        try
        {
            using var reader = new StringReader(text);
            return new TemplateResult.Compiled(new TextTemplate((isHtml ? Html : Plain).Compile(reader), paths));
        }
        catch (HandlebarsException exception)
        {
            return new TemplateResult.Invalid($"The template cannot be read: {exception.Message}");
        }
    }

    /// <summary>The text with the values of the model: nested dictionaries, lists, JSON and plain values. A missing name gives nothing.</summary>
    /// <exception cref="InvalidOperationException">The text is longer than <see cref="ExpressionText.MaxLength"/> or a list longer than 1,000.</exception>
    public string Render(IReadOnlyDictionary<string, object?> model)
    {
        using var writer = new BoundedWriter();
        compiled(writer, TemplateModel.Of(model)!, null!); // a dictionary gives a dictionary; templates take no data
        return writer.ToString();
    }

    private static HandlebarsConfiguration Configuration(bool noEscape) => new()
    {
        NoEscape = noEscape,
        FormatProvider = CultureInfo.InvariantCulture,
        ThrowOnUnresolvedBindingExpression = false,
    };

    private sealed class BoundedWriter() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.Unicode;

        public override void Write(char value)
        {
            Check(1);
            base.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            Check(count);
            base.Write(buffer, index, count);
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override void Write(string? value)
        {
            Check(value?.Length ?? 0);
            base.Write(value);
        }

        private void Check(int length)
        {
            if (GetStringBuilder().Length + length > ExpressionText.MaxLength)
            {
                throw new InvalidOperationException($"The text is longer than {ExpressionText.MaxLength} characters.");
            }
        }
    }
}

/// <summary>What compiling a template ended in. Closed.</summary>
public abstract record TemplateResult
{
    private TemplateResult()
    {
    }

    /// <summary>Ready to render.</summary>
    public sealed record Compiled(TextTemplate Template) : TemplateResult;

    /// <summary>Not a template, or it asks for what is not allowed. <paramref name="Text"/>: plain words.</summary>
    public sealed record Invalid(ProblemText Text) : TemplateResult
    {
        /// <summary>The words in English.</summary>
        public string Message => Text.ToString();
    }
}
