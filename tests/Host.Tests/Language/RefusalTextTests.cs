using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Tests.Language;

public sealed class RefusalTextTests
{
    [Fact]
    public void Every_refusal_has_a_text()
    {
        var catalog = new TextCatalog();
        Assert.Equal([], RefusalCodes.All.Concat(AnswerCodes.All).Where(code => catalog.Find("refusal." + code, "nb") is null).ToArray());
    }
}
