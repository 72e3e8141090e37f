using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.Demo;
using ProcessAutomation.Host.Health;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.Layout;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Host.Startup;

var builder = WebApplication.CreateBuilder(args);
builder.RefuseUnfitProduction();
builder.AddDatabase();
builder.AddKeyProtection();
builder.AddSignIn();
builder.AddLanguage();
builder.AddPages();
builder.AddApi();
builder.AddHealth();
builder.AddDemo();

var app = builder.Build();
app.UseApi();
app.UsePages();
app.MapApi();
app.MapHealth();
app.MapSignIn();
app.MapLanguage();
app.MapPages();
app.PrintAddress();
await app.RunAsync();
