using ProcessAutomation.Host.Delivery;

namespace ProcessAutomation.Host.Tests.Delivery;

public sealed class EmailOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(Check(new EmailOptions()).Succeeded);

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var result = Check(new EmailOptions
        {
            From = "ingen",
            MaxPause = TimeSpan.Zero,
            Smtp = { Host = "mail.example.test", Port = 0, Timeout = TimeSpan.Zero, Encryption = SmtpEncryption.None, User = "avsender", Password = "hemmelig" },
        });

        Assert.Equal(
            ["Email:From", "Email:MaxPause", "Email:Smtp:Port", "Email:Smtp:Timeout", "Email:Smtp:User"],
            result.Failures!.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void A_password_never_shows() =>
        Assert.DoesNotContain("hemmelig", new SmtpOptions { Host = "mail.example.test", Password = "hemmelig" }.ToString());

    private static Microsoft.Extensions.Options.ValidateOptionsResult Check(EmailOptions options) => new EmailOptionsValidator().Validate(null, options);
}
