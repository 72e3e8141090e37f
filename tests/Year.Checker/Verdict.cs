namespace ProcessAutomation.Year.Checker;

/// <summary>Judges a year from its database and its mails.</summary>
public static class Verdict
{
    /// <summary>Everything that is wrong; empty: nothing.</summary>
    public static IReadOnlyList<Finding> On(YearFile year, Rules rules, IReadOnlyCollection<ArrivedMail> mails, Secrets secrets)
    {
        ArgumentNullException.ThrowIfNull(year);
        ArgumentNullException.ThrowIfNull(rules);
        var bookmarks = year.Bookmarks.ToLookup(row => row.Instance);
        return
        [
            .. rules.Faults.Select(fault => new Finding("rules", null, fault)),
            .. year.Incidents.Select(incident => new Finding("incident", null, incident)),
            .. year.Cases.SelectMany(file => DeadlineJudge.Judge(file, rules, year.Chain, year.Now)
                .Concat(ProgressJudge.Judge(file, rules, bookmarks, year.Now))
                .Concat(HistoryJudge.Judge(file, rules, year.Now))
                .Concat(NoticeJudge.Judge(file))
                .Concat(RecordJudge.Judge(file))
                .Concat(RuleJudge.Judge(file))),
            .. MailJudge.Judge(year, mails, secrets),
        ];
    }
}
