using System.Collections.Immutable;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Http;

/// <summary>
/// The path of an endpoint, e.g. <c>/orders/{id}/{**rest}</c>: ASP.NET's templates with whole segments as parameters. Its shape is what it can match
/// when the names are left out, so that waiting endpoints are found by what a request's path could be, however many wait. Immutable.
/// </summary>
public sealed class PathTemplate
{
    /// <summary>Parameters stand among the first so many segments: a request's path has at most this many to the power of two candidates.</summary>
    public const int MaxParameterSegments = 8;

    private const string Any = "{}";
    private const string Rest = "{**}";

    private readonly ImmutableArray<Segment> _segments;

    private PathTemplate(ImmutableArray<Segment> segments) => _segments = segments;

    private enum SegmentKind
    {
        Literal,
        Parameter,
        Optional,
        CatchAll,
    }

    // Text: the literal as written, or the parameter's name. Default: of an optional one; null: none.
    private readonly record struct Segment(SegmentKind Kind, string Text, string? Default);

    /// <summary>What it can match: one shape, or two when its last parameter is optional. Literals are in lower case.</summary>
    public ImmutableArray<string> Shapes
    {
        get
        {
            var whole = ShapeOf(_segments);
            return _segments is [.., { Kind: SegmentKind.Optional }] ? [whole, ShapeOf(_segments[..^1])] : [whole];
        }
    }

    /// <summary>Reads a template. A slash at the beginning or end makes no difference.</summary>
    /// <param name="text">The template.</param>
    /// <param name="template">Null when it is none.</param>
    /// <returns>What is wrong with it, to be read after "the path"; null: nothing.</returns>
    public static ProblemText? Read(string? text, out PathTemplate? template)
    {
        template = null;
        var path = (text ?? "").Trim();
        if (path.Contains("//", StringComparison.Ordinal))
        {
            return $"has two slashes in a row";
        }

        if (path.Any(static c => char.IsControl(c) || c is '#' or '\\'))
        {
            return $"has characters no path can have";
        }

        var parts = path.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var segments = ImmutableArray.CreateBuilder<Segment>(parts.Length);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < parts.Length; i++)
        {
            if (SegmentOf(parts[i]) is not { } segment)
            {
                return $"has the part \"{parts[i]}\", which is neither text nor one parameter in braces";
            }

            if (segment.Kind is not SegmentKind.Literal)
            {
                if (!names.Add(segment.Text))
                {
                    return $"names the parameter {segment.Text} twice";
                }

                if (i >= MaxParameterSegments)
                {
                    return $"has a parameter after its first {MaxParameterSegments} parts";
                }

                if (segment.Kind is not SegmentKind.Parameter && i < parts.Length - 1)
                {
                    return $"has parts after {{{segment.Text}}}, which can only be the last";
                }
            }

            segments.Add(segment);
        }

        template = new PathTemplate(segments.ToImmutable());
        return null;
    }

    /// <summary>Shapes of the templates that could match a path, the most specific first: part by part, text before a parameter, that before a rest.</summary>
    /// <param name="path">Decoded, as a request has it.</param>
    public static ImmutableArray<string> CandidatesOf(string path)
    {
        var parts = PartsOf(path);
        var found = ImmutableArray.CreateBuilder<string>();
        Add(0, "");
        return found.ToImmutable();

        void Add(int i, string before)
        {
            if (i < parts.Length)
            {
                Add(i + 1, $"{before}/{parts[i].ToLowerInvariant()}");
                if (i < MaxParameterSegments)
                {
                    Add(i + 1, $"{before}/{Any}");
                }
            }
            else
            {
                found.Add(before.Length == 0 ? "/" : before);
            }

            if (i < MaxParameterSegments)
            {
                found.Add($"{before}/{Rest}");
            }
        }
    }

    /// <summary>Key of bookmarks and triggers.</summary>
    /// <param name="method">Upper-case.</param>
    /// <param name="shape">One of <see cref="Shapes"/> or <see cref="CandidatesOf"/>.</param>
    public static string KeyOf(string method, string shape) => $"{method} {shape}";

    /// <summary>The values of the parameters; null: the path does not match.</summary>
    /// <param name="path">Decoded, as a request has it.</param>
    public Dictionary<string, object?>? Match(string path)
    {
        var parts = PartsOf(path);
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            var part = i < parts.Length ? parts[i] : null;
            switch (segment.Kind)
            {
                case SegmentKind.Literal when string.Equals(part, segment.Text, StringComparison.OrdinalIgnoreCase):
                    break;
                case SegmentKind.Parameter when part is not null:
                    values[segment.Text] = part;
                    break;
                case SegmentKind.Optional:
                    values[segment.Text] = part ?? segment.Default;
                    break;
                case SegmentKind.CatchAll:
                    values[segment.Text] = i < parts.Length ? string.Join('/', parts[i..]) : null;
                    return values;
                default:
                    return null;
            }
        }

        return parts.Length <= _segments.Length ? values : null;
    }

    private static string[] PartsOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string ShapeOf(ImmutableArray<Segment> segments) => segments.IsEmpty ? "/" : string.Concat(segments.Select(static segment => "/" + segment.Kind switch
    {
        SegmentKind.Literal => segment.Text.ToLowerInvariant(),
        SegmentKind.CatchAll => Rest,
        _ => Any,
    }));

    // A constraint ({id:int}) is read and not checked, as in Elsa.
    private static Segment? SegmentOf(string part)
    {
        if (!part.Contains('{', StringComparison.Ordinal) && !part.Contains('}', StringComparison.Ordinal))
        {
            return part.Contains('?', StringComparison.Ordinal) ? null : new Segment(SegmentKind.Literal, part, null);
        }

        if (part is not ['{', .. var inner, '}'] || inner.Contains('{', StringComparison.Ordinal) || inner.Contains('}', StringComparison.Ordinal))
        {
            return null;
        }

        var isRest = inner.StartsWith('*');
        var name = inner.TrimStart('*');
        string? otherwise = null;
        if (name.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
        {
            (name, otherwise) = (name[..equals], name[(equals + 1)..]);
        }

        var isOptional = otherwise is not null || name.EndsWith('?');
        name = name.TrimEnd('?').Split(':')[0];
        return name.Length == 0 || name.Any(static c => !char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            ? null
            : new Segment(isRest ? SegmentKind.CatchAll : isOptional ? SegmentKind.Optional : SegmentKind.Parameter, name, otherwise);
    }
}
