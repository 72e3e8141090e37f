using System.Collections.Immutable;
using System.Diagnostics;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Forms;

/// <summary>What a page says when a change of a case was not made.</summary>
/// <param name="Problems">At the fields of its form.</param>
/// <param name="Notice">Above the form; null: nothing.</param>
public sealed record CaseAnswer(ImmutableArray<FieldProblem> Problems, string? Notice)
{
    /// <summary>Sets the status of the response and puts the result into words.</summary>
    /// <param name="result">Anything but done.</param>
    /// <param name="response">The page's.</param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="place">Puts a refusal under the field of the form it belongs to; null: the case calls the fields as the form does.</param>
    public static CaseAnswer Of(CaseResult result, HttpResponse response, Texts texts, Func<Refusal, Refusal>? place = null)
    {
        (response.StatusCode, var answer) = result switch
        {
            CaseResult.Refused refused => (StatusCodes.Status422UnprocessableEntity, new CaseAnswer(texts.Explain(refused.Refusals.Select(place ?? (refusal => refusal))), null)),
            CaseResult.Stale => (StatusCodes.Status409Conflict, new CaseAnswer([], texts["case.stale"])),
            CaseResult.NotFound => (StatusCodes.Status404NotFound, new CaseAnswer([], texts["notfound.text"])), // since the page was opened
            CaseResult.Forbidden => (StatusCodes.Status403Forbidden, new CaseAnswer([], texts["case.forbidden"])),
            _ => throw new UnreachableException(),
        };
        return answer;
    }
}
