using System.Collections.Immutable;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Cases;

/// <summary>
/// What a page does that asks who the person is: looks for whoever is known already, fills in what is known, and notices the number of one with the name of
/// another. Its form has the fields of <see cref="OpenCaseForm"/>. Belongs to one page.
/// </summary>
public sealed class PersonSearch(KnownPersons persons, CurrentUser user)
{
    /// <summary>The action of the button that looks for somebody.</summary>
    public const string Find = "find";

    /// <summary>What the action of a button begins with that takes one of those found; the person's id follows.</summary>
    public const string Take = "person:";

    /// <summary>Persons known already that were looked for; null: nobody was.</summary>
    public ImmutableArray<KnownPerson>? Found { get; private set; }

    /// <summary>The person whose name and address stand in the form; null: what was typed stands there.</summary>
    public KnownPerson? Used { get; private set; }

    /// <summary>Whether one of the two buttons was pressed.</summary>
    public static bool IsAsked(IFormCollection form) => form["action"].ToString() is var action && (action == Find || action.StartsWith(Take, StringComparison.Ordinal));

    /// <summary>Does what the button asks, and returns the form as it is shown then.</summary>
    public async Task<FormState> AnswerAsync(IFormCollection form, FormState state, CancellationToken cancellationToken)
    {
        var action = form["action"].ToString();
        var person = action.StartsWith(Take, StringComparison.Ordinal)
            ? Guid.TryParse(action[Take.Length..], out var id) ? await persons.OpenAsync(id, user.Viewer, cancellationToken) : null
            : await persons.OfNumberAsync(Typed(form, "nationalNumber"), user.Viewer, cancellationToken);
        if (person is not null)
            return Use(person, state);
        Found = await persons.OfNameAsync(Typed(form, "givenName"), Typed(form, "familyName"), user.Viewer, cancellationToken);
        return state;
    }

    /// <summary>
    /// The number of one person with the name of another: one of the two is a slip of the pen, and the case must not be the wrong person's. Returns the form with
    /// what is known and the refusal; null: number and name are one person's, or nobody's the viewer may see.
    /// </summary>
    public async Task<FormState?> RefuseOtherAsync(IFormCollection form, FormState state, Texts texts, CancellationToken cancellationToken)
    {
        if (await persons.OfNumberAsync(Typed(form, "nationalNumber"), user.Viewer, cancellationToken) is not { Person: var known } other
            || (IsTyped(known.GivenName, "givenName") && IsTyped(known.FamilyName, "familyName")))
        {
            return null;
        }

        return Use(other, state) with { Problems = [new FieldProblem("nationalNumber", texts.Format("person.known.other", known.Name))] };

        bool IsTyped(string name, string field) => string.Equals(name, Typed(form, field), StringComparison.OrdinalIgnoreCase);
    }

    private FormState Use(KnownPerson person, FormState state)
    {
        Used = person;
        return state with { Answers = OpenCaseForm.FillIn(state.Answers, person.Person) };
    }

    private static string Typed(IFormCollection form, string field) => form[PostedForm.Prefix + field].ToString().Trim();
}
