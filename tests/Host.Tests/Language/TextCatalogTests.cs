using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Tests.Language;

public sealed class TextCatalogTests
{
    [Fact]
    public void Every_text_is_there_in_every_language()
    {
        var catalog = new TextCatalog();
        Assert.NotEmpty(catalog.Keys);
        Assert.Empty(catalog.Keys.SelectMany(k => TextCatalog.Languages.Where(l => !catalog.Has(k, l)).Select(l => $"{k} lacks {l}")));
    }
}
