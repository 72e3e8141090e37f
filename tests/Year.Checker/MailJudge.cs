using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProcessAutomation.Year.Checker;

/// <summary>What arrived is what was sent, once each, and names nobody.</summary>
internal static partial class MailJudge
{
    public static IEnumerable<Finding> Judge(YearFile year, IReadOnlyCollection<ArrivedMail> mails, Secrets secrets)
    {
        foreach (var twice in mails.GroupBy(mail => mail.MessageId, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return new Finding("mail.twice", null, $"{twice.Count()} mails have the id {twice.Key}.");

        foreach (var key in mails.SelectMany(mail => AnswerLink().Matches(mail.Text).Select(match => match.Value)).GroupBy(link => link, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return new Finding("mail.key", null, $"The same key stands in {key.Count()} mails.");

        var sent = year.Notices.Where(notice => notice.Status == Codes.Sent).ToList();
        var arrived = mails.GroupBy(Print).ToDictionary(same => same.Key, same => same.Count());
        foreach (var notice in sent)
        {
            if (notice.Rendered is null || Print(notice.Rendered) is var print && (!arrived.TryGetValue(print, out var left) || left == 0))
                yield return new Finding("mail.lost", notice.CaseId, $"{notice.Template} of {DeadlineJudge.Show(notice.At)} is sent by the table, and no such mail arrived.");
            else
                arrived[print] = left - 1;
        }

        foreach (var extra in arrived.Where(pair => pair.Value > 0))
            yield return new Finding("mail.unknown", null, $"{extra.Value} mails to {extra.Key.To} arrived that no notice stands for: {extra.Key.Subject}");
        foreach (var notice in sent.Where(notice => year.Attempts.GetValueOrDefault(notice.Id) == 0))
            yield return new Finding("mail.unattempted", notice.CaseId, $"{notice.Template} of {DeadlineJudge.Show(notice.At)} is sent and no attempt stands in the log.");

        var words = secrets.Words.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var mail in mails)
        {
            if (Word().Matches($"{mail.Subject} {mail.Text}").Select(match => match.Value).FirstOrDefault(words.Contains) is { } word)
                yield return new Finding("mail.secret", null, $"A mail to {mail.To} holds “{word}”: {mail.Subject}");
        }
    }

    // The link by which a notice is answered is a key, and stands in the mail alone.
    private static (string To, string Subject, string Text) Print(ArrivedMail mail) => (mail.To, mail.Subject, AnswerLink().Replace(mail.Text.ReplaceLineEndings("\n").Trim(), "{{answer-link}}"));

    private static (string To, string Subject, string Text) Print(string rendered)
    {
        using var document = JsonDocument.Parse(rendered);
        var mail = document.RootElement;
        return (mail.GetProperty("to").GetString()!, mail.GetProperty("subject").GetString()!.Trim(), mail.GetProperty("text").GetString()!.ReplaceLineEndings("\n").Trim());
    }

    [GeneratedRegex(@"https?://\S+/svar/[0-9a-f]{64}")]
    private static partial Regex AnswerLink();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
