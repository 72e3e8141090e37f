using ProcessAutomation.Host.Delivery;

namespace ProcessAutomation.Host.Tests.Delivery;

public sealed class EmailAddressCheckTests
{
    [Theory]
    [InlineData("kari.nordmann@example.test", "kari.nordmann@example.test")]
    [InlineData("  post@nav.example.test ", "post@nav.example.test")]
    [InlineData("post@blåbær.example", "post@xn--blbr-roah.example")]
    public void An_address_is_usable(string text, string address) =>
        Assert.Equal(new EmailAddressCheck.Valid(address), EmailAddressCheck.Of(text));

    [Theory]
    [InlineData(null, "address.missing")]
    [InlineData("  ", "address.missing")]
    [InlineData("ingen", "address.invalid")]
    [InlineData("a@b@c.example", "address.invalid")]
    [InlineData("Kari <kari@example.test>", "address.invalid")]
    [InlineData("kari@localhost", "address.invalid")]
    [InlineData("kari@[127.0.0.1]", "address.invalid")]
    [InlineData("kari@example..test", "address.invalid")]
    [InlineData("\"kari nordmann\"@example.test", "address.invalid")]
    [InlineData("kari@example.test\r\nRCPT TO:<alle@example.test>", "address.invalid")]
    [InlineData("kåre@example.test", "address.international")]
    public void A_text_is_no_address(string? text, string code) =>
        Assert.Equal(new EmailAddressCheck.Invalid(code), EmailAddressCheck.Of(text));

    [Fact]
    public void An_address_that_is_too_long_is_none() =>
        Assert.IsType<EmailAddressCheck.Invalid>(EmailAddressCheck.Of(new string('a', 65) + "@example.test"));
}
