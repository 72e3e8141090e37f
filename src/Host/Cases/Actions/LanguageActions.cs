using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>What the person reads and speaks.</summary>
internal sealed class LanguageActions(LanguageDesk desk)
{
    public CaseAction Change => new(
        "languages",
        new Phrase("Endre språk og tolk", "Endre språk og tolk", "Change languages and interpreter"),
        new Phrase("Lagre", "Lagre", "Save"),
        CaseRights.Keep | CaseRights.Lead,
        view => view.Read?.Person.Languages is not { } languages ? null : new Form(
        [
            Language("language", new Phrase("Leser best", "Les best", "Reads best"), languages, new Phrase("Varsler sendes på dette språket der vi skriver det.", "Varsel blir sende på dette språket der vi skriv det.", "Notices are sent in this language where we write it.")) with { IsRequired = true },
            Language("second", new Phrase("Leser også", "Les òg", "Also reads"), languages, new Phrase("Brukes i varsler når vi ikke skriver språket over.", "Blir brukt i varsel når vi ikkje skriv språket over.", "Used in notices when we do not write the one above.")),
            Language("third", new Phrase("Leser også", "Les òg", "Also reads"), languages, null),
            Language("interpreterLanguage", new Phrase("Trenger tolk i", "Treng tolk i", "Needs an interpreter for"), languages, new Phrase("Vises på oppgavene for samtaler. Tomt: trenger ikke tolk.", "Blir vist på oppgåvene for samtalar. Tomt: treng ikkje tolk.", "Shown on the tasks for talks. Empty: none needed.")),
        ], Prefill(languages)),
        (run, cancellationToken) => desk.ChangeAsync(run.CaseId, new Languages
        {
            Reads = run.Answers.Text("language"),
            Further = [.. new[] { run.Answers.TextOrNull("second"), run.Answers.TextOrNull("third") }.OfType<string>()],
            Interpreter = run.Answers.TextOrNull("interpreterLanguage"),
        }, run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [Change];

    private static FormField Language(string name, Phrase label, Languages languages, Phrase? hint) => new()
    {
        Name = name,
        Kind = FieldKind.User, // a list that offers an empty choice
        MaxLength = LanguageTag.MaxLength,
        Choices = LanguageNames.With([.. languages.AllRead, languages.Interpreter]),
        Label = label,
        Hint = hint,
    };

    private static JsonObject Prefill(Languages languages) => new()
    {
        ["language"] = languages.Reads,
        ["second"] = languages.Further.ElementAtOrDefault(0),
        ["third"] = languages.Further.ElementAtOrDefault(1),
        ["interpreterLanguage"] = languages.Interpreter,
    };
}
