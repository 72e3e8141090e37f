using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Answers to notices: one's own, and those given by telephone.</summary>
internal sealed class PartnerActions(NoticeDesk desk, TextCatalog texts)
{
    private static readonly ImmutableArray<Choice> Answers =
    [
        new("received", new Phrase("Mottatt", "Motteke", "Received")),
        new("taken", new Phrase("Vi tar det", "Vi tek det", "We take it")),
        new("not-ours", new Phrase("Ikke oss", "Ikkje oss", "Not ours")),
    ];

    public CaseAction Answer => new(
        "notice-answer",
        new Phrase("Svar på et varsel", "Svar på eit varsel", "Answer a notice"),
        new Phrase("Send svaret", "Send svaret", "Send the answer"),
        CaseRights.SeeCase,
        view => FormOf(view, notice => notice is { IsOwn: true, Answer: NoticeAnswer.None }),
        RunAsync);

    public CaseAction AnswerFor => new(
        "notice-answer-for",
        new Phrase("Før inn et svar på et varsel", "Før inn eit svar på eit varsel", "Enter an answer to a notice"),
        new Phrase("Lagre svaret", "Lagre svaret", "Save the answer"),
        CaseRights.Keep,
        view => FormOf(view, notice => notice is { IsOwn: false, Answer: NoticeAnswer.None or NoticeAnswer.NotOurs }),
        RunAsync);

    public ImmutableArray<CaseAction> All => [Answer, AnswerFor];

    private Form? FormOf(CaseActionView view, Func<AskedNotice, bool> which)
    {
        var notices = view.Read?.Asked.Where(which).ToImmutableArray() ?? [];
        return notices.IsEmpty ? null : new Form(
        [
            new FormField { Name = "notice", Kind = FieldKind.Choice, IsRequired = true, Choices = [.. notices.Select(notice => new Choice(notice.Id.ToString("D"), LabelOf(view, notice)))], Label = new Phrase("Varsel", "Varsel", "Notice") },
            new FormField { Name = "answer", Kind = FieldKind.Choice, IsRequired = true, Choices = Answers, Label = new Phrase("Svar", "Svar", "Answer") },
            new FormField { Name = "message", Kind = FieldKind.Multiline, MaxLength = TextLimits.Reason, Label = new Phrase("Kort melding", "Kort melding", "Short message"), Hint = new Phrase("Ikke skriv om behov eller lovbrudd her.", "Ikkje skriv om behov eller lovbrot her.", "Do not write about needs or offences here.") },
        ], notices.Length == 1 ? new JsonObject { ["notice"] = notices[0].Id.ToString("D") } : []);
    }

    private Phrase LabelOf(CaseActionView view, AskedNotice notice)
    {
        var day = Texts.DayOf(notice.AskedAt).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        var role = notice.To.Kind == RecipientKind.Member && !notice.IsOwn && int.TryParse(notice.To.Reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && view.Case.Group.Find(number) is { } member ? RoleNames.Of(member.Role) : null;
        return new Phrase(In("nb"), In("nn"), In("en"));

        string In(string language) => $"{texts.Find("template." + notice.Template, language) ?? notice.Template}{(role is null ? "" : ", " + role.In(language))}, {day}";
    }

    private Task<CaseResult> RunAsync(CaseActionRun run, CancellationToken cancellationToken) =>
        desk.ReplyAsync(run.CaseId, Guid.Parse(run.Answers.Text("notice")), NoticeDesk.AnswerOf(run.Answers.Text("answer")), run.Answers.TextOrNull("message"), run.Viewer, cancellationToken);
}
