using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Crash.Child;
using ProcessAutomation.Crash.Child.Flows;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Host.Delivery;
using ProcessAutomation.Host.Http;
using ProcessAutomation.Persistence;

// run|ask|answer|again|alter <connection string> <case id>...   A process of the product without the web, for tests that kill it.
//   run     opens the cases that are not open yet and carries everything to its end, people's answers included
//   ask     the same until each case waits for its first answer and no mail is on its way; opens the domain's side of the case too
//   answer  gives one answer to each open task, which changes the case as well, in a process in which nothing else runs
//   send    starts the flow that asks somebody else's server, as the instance of the first id, and waits for its end
//   again   gives each completed task the same answer a second time, likewise
//   alter   begins what waits for an open task anew, as a supervisor does, likewise
// Ends with its standard input, so that a test that dies takes it along. Exit code 0: done; 3: it took too long.
if (args is not [var verb and ("run" or "ask" or "answer" or "again" or "send" or "alter"), var connectionString, .. var ids])
    return 2;
var cases = ids.Select(id => Guid.Parse(id, CultureInfo.InvariantCulture)).ToArray();

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
builder.Services.AddPersistence(new PersistenceSettings { ConnectionString = connectionString });
builder.Services.AddEngine().AddActivity<AskActivity>().AddActivity<NotifyActivity>();
builder.Services.Configure<EngineOptions>(options =>
{
    // What a dead process had claimed shall not be waited for long.
    options.Lease = TimeSpan.FromSeconds(1);
    options.PollInterval = TimeSpan.FromMilliseconds(50);
    if (verb == "again")
        options.StaleAttempts = 3; // what is refused here stays refused
});
builder.Services.AddSingleton<Clerk>().AddSingleton<CaseFile>().AddSingleton<Opening>().AddSingleton<Ending>();
if (verb is "run" or "ask")
{
    builder.Services.AddEnginePumps().AddDelivery();
    builder.Services.AddSingleton<ComposeMail>(static (_, message, _) => ValueTask.FromResult<ComposedNotice>(
        new ComposedNotice.Ready("mottaker@example.test", new NoticeText($"{message.PayloadJson.Trim('"')} {message.CaseId:N}", "Hei.\n"))));
}

if (verb == "send")
    builder.Services.AddEnginePumps().AddHttpRequests();

using var host = builder.Build();
_ = Task.Run(static async () =>
{
    while (await Console.In.ReadLineAsync() is not null)
    {
    }

    Environment.Exit(4);
});
await host.StartAsync();
var clerk = host.Services.GetRequiredService<Clerk>();
var ending = host.Services.GetRequiredService<Ending>();
await ending.SayDurabilityAsync();
using var end = new CancellationTokenSource(Ending.Patience);
switch (verb)
{
    case "run":
        await host.Services.GetRequiredService<Opening>().OpenAsync(cases, end.Token);
        var answering = clerk.AnswerAllAsync(end.Token);
        await ending.WaitAsync(Ending.AllIsDone, end.Token);
        await end.CancelAsync();
        await answering;
        break;
    case "ask":
        await host.Services.GetRequiredService<Opening>().OpenAsync(cases, end.Token);
        foreach (var id in cases)
            await host.Services.GetRequiredService<CaseFile>().OpenAsync(id, end.Token);
        await ending.WaitAsync(Ending.AllAreAsked(cases.Length), end.Token);
        break;
    case "send":
        await host.Services.GetRequiredService<Opening>().SendAsync(cases[0], Environment.GetEnvironmentVariable(RequestFlow.AddressVariable)!, end.Token); // the test sets it
        await ending.WaitAsync(Ending.AllIsDone, end.Token);
        break;
    case "answer":
        await clerk.AnswerOnceAsync(changesCase: true, end.Token);
        break;
    case "alter":
        await clerk.BeginAnewAsync(host.Services.GetRequiredService<InstanceAlterations>(), end.Token);
        break;
    default:
        await clerk.AnswerAgainAsync(end.Token);
        break;
}

await host.StopAsync();
return 0;
