using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.Health;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.Layout;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Host.Startup;

var builder = WebApplication.CreateBuilder(args);
builder.RefuseUnfitProduction();
builder.Services.AddSingleton<DataFolder>();
builder.Services.AddSingleton(TimeProvider.System);
builder.AddSignIn();
builder.AddLanguage();
builder.AddPages();
builder.AddApi();
builder.AddHealth();

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
