using ProcessAutomation.Activities.Due;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Host.Cases;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Due;

/// <summary>What flows wait for in the reader's words. A flow that is called as it was shipped has a name in every language; another has the one its process owner gave it.</summary>
public sealed class WaitWords(Texts texts, TextCatalog catalog, UserNames names)
{
    /// <summary>What a flow is called.</summary>
    public string NameOf(FlowName flow)
    {
        var key = "flow.name." + flow.DefinitionId;
        return catalog.Find(key, "nb") == flow.Name ? texts[key] : flow.Name;
    }

    /// <summary>A wait as a sentence.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="subject">Its case, which names the members of its group.</param>
    public string SentenceOf(FlowWait wait, Case subject) => wait.Kind switch
    {
        FlowWaitKind.Date when wait.Reason is { } reason => texts.Format("waits.Date.reason", DateOf(wait), reason.In(texts.Language)),
        FlowWaitKind.Date => texts.Format("waits.Date", DateOf(wait)),
        FlowWaitKind.UnknownDate => texts.Format("waits.UnknownDate", wait.Reason?.In(texts.Language)),
        FlowWaitKind.Flow => wait.Other is { } other ? texts.Format("waits.Flow", NameOf(other)) : texts["waits.Flow.other"],
        FlowWaitKind.Answer => texts.Format("waits.Answer", texts.Find("template." + wait.Template) ?? wait.Template, string.Join(", ", wait.Recipients.Select(to => RecipientNames.Of(texts, names, subject, to)).Order(StringComparer.CurrentCulture))),
        FlowWaitKind.Event => texts.Find("waits.Event." + wait.EventName) ?? texts.Format("waits.Event", wait.EventName),
        _ => texts["waits." + wait.Kind],
    };

    /// <summary>Until when, or with the end of which day; a dash: there is no date.</summary>
    public string DateOf(FlowWait wait) => wait.Day is { } day ? texts.Date(day) : texts.Moment(wait.At);
}
