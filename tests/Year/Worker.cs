using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Year;

/// <summary>Does tasks as people do: opens them, fills in the form, gets it wrong, is refused, tries again another day, and in the end signs for what is open.</summary>
internal sealed class Worker(YearHost host, Town town, Tally tally, ConcurrentDictionary<Guid, Life> lifeOf)
{
    // After so many refusals of an honest answer nobody knows what to do: that is a finding.
    private const int Patience = 12;
    private const int Tired = 3;

    /// <summary>Does a task, if it is still to be done. True: it is done.</summary>
    public async Task<bool> DoAsync(Citizen who, ListedTask task, Intent intent, DateOnly today, CancellationToken cancellationToken)
    {
        var desk = host.As(who);
        if (await desk.OpenTaskAsync(task.Id, cancellationToken) is not { } opened)
            return false; // somebody else was faster, or the case has ended
        var status = opened["task"]!["status"]!.GetValue<string>();
        if (status is "completed" or "cancelled")
            return false;
        if (status == "claimed" && opened["task"]!["claimedBy"]?.GetValue<string>() != who.Id)
            return false;
        if (intent.ChangesMind)
            return await ThinkAgainAsync(desk, task, intent, today, cancellationToken);

        var form = opened["form"]!.AsArray();
        var answers = Pen.Fill(form, opened["prefill"]!.AsObject(), await WritingAsync(desk, task, opened, intent, today, cancellationToken));
        var body = new JsonObject { ["outcome"] = opened["outcomes"]!.AsArray().FirstOrDefault()?.GetValue<string>(), ["answers"] = answers };
        if (intent.IsWrongFirst)
        {
            intent.IsWrongFirst = false;
            var spoilt = new JsonObject { ["outcome"] = body["outcome"]?.DeepClone(), ["answers"] = Pen.Spoil(form, answers, intent.Dice) };
            var no = await desk.SendAsync(HttpMethod.Post, $"tasks/{task.Id}/complete", spoilt, cancellationToken);
            tally.Count(no.IsDone ? "wrong answers that were taken" : "wrong answers refused");
            if (no.IsDone)
            {
                foreach (var field in Pen.Rules.Where(field => answers.ContainsKey(field) && !((JsonObject)spoilt["answers"]!).ContainsKey(field)))
                    tally.Broken[task.Id] = $"Person {lifeOf[task.CaseId!.Value].Ordinal}: {task.Step} was taken on {today:yyyy-MM-dd} without {field}.";
                return true;
            }
        }

        var reply = await desk.SendAsync(HttpMethod.Post, $"tasks/{task.Id}/complete", body, cancellationToken);
        if (reply.IsDone)
        {
            tally.Count("tasks done");
            tally.GivenUp.TryRemove(task.Id, out _);
            if (task.Step == "progress-talk" && who.Role == "contact-officer")
                await LogOwnAsync(desk, task.CaseId!.Value, today, cancellationToken);
            return true;
        }

        Put(task, intent, reply, today);
        return false;
    }

    private async Task<bool> ThinkAgainAsync(Desk desk, ListedTask task, Intent intent, DateOnly today, CancellationToken cancellationToken)
    {
        intent.ChangesMind = false;
        var claimed = await desk.SendAsync(HttpMethod.Post, $"tasks/{task.Id}/claim", new JsonObject(), cancellationToken);
        if (!claimed.IsDone)
            return false;
        await desk.SendAsync(HttpMethod.Post, $"tasks/{task.Id}/release", new JsonObject(), cancellationToken);
        tally.Count("tasks claimed and given back");
        if (intent.On is not null)
            intent.On = today.AddDays(intent.Dice.Between(1, 4));
        return false;
    }

    private void Put(ListedTask task, Intent intent, Reply reply, DateOnly today)
    {
        foreach (var code in reply.Codes)
            tally.Count($"refused {task.Step}: {code}");
        if (reply.Codes.Contains("case.paused"))
        {
            Later(1);
            return;
        }

        if (++intent.Refusals >= Patience)
            tally.GivenUp[task.Id] = $"Person {lifeOf[task.CaseId!.Value].Ordinal}: {task.Step} was refused {Patience} times, at last on {today:yyyy-MM-dd} with {string.Join(", ", reply.Codes)}.";
        Later(intent.Dice.Between(1, 4));

        void Later(int days)
        {
            if (intent.On <= today)
                intent.On = today.AddDays(days);
            if (intent.LeaderOn <= today)
                intent.LeaderOn = today.AddDays(days);
        }
    }

    private async Task<Writing> WritingAsync(Desk desk, ListedTask task, JsonObject opened, Intent intent, DateOnly today, CancellationToken cancellationToken)
    {
        var life = lifeOf[task.CaseId!.Value];
        string? unit = null;
        if (task.Step == "begin-handover" && opened["prefill"]?["kind"]?.GetValue<string>() is { } kind && kind != "release"
            && await desk.OpenCaseAsync(task.CaseId.Value, cancellationToken) is { } subject)
        {
            unit = Dice.For(life.Ordinal, "goes to").Of([.. town.Units.Where(other => other != subject["unitId"]!.GetValue<string>())]);
        }

        return new Writing(life, desk.User, today, Dice.For(life.Ordinal, task.Step, today.DayNumber, task.Role ?? task.Assignee ?? ""), unit, intent.Refusals >= Tired, town);
    }

    // What the unit itself delivers, and what those who have no account say on the phone, is written down at the talks.
    private async Task LogOwnAsync(Desk desk, Guid caseId, DateOnly today, CancellationToken cancellationToken)
    {
        if (await desk.OpenCaseAsync(caseId, cancellationToken) is not { } subject)
            return;
        var users = subject["members"]!.AsArray().Where(member => member!["userId"] is not null).Select(member => member!["number"]!.GetValue<int>()).ToHashSet();
        foreach (var measure in subject["measures"]!.AsArray().OfType<JsonObject>().Where(measure => IsDue(measure, today) && !(measure["deliverer"]?.GetValue<int>() is { } number && users.Contains(number))))
            await LogAsync(desk, caseId, measure, today, tally, cancellationToken);
    }

    /// <summary>Writes what was done in a measure.</summary>
    public static async Task LogAsync(Desk desk, Guid caseId, JsonObject measure, DateOnly today, Tally tally, CancellationToken cancellationToken)
    {
        var reply = await desk.SendAsync(HttpMethod.Post, $"cases/{caseId}/measures/{measure["number"]}/log", new JsonObject { ["on"] = today.ToString("O"), ["text"] = "Møtte som avtalt." }, cancellationToken);
        tally.Count(reply.IsDone ? "measures logged" : $"refused log: {string.Join(' ', reply.Codes)}");
    }

    /// <summary>Whether a measure goes on, so that there is something to write.</summary>
    public static bool IsDue(JsonObject measure, DateOnly today) =>
        measure["status"]!.GetValue<string>() is "planned" or "started" && DateOnly.Parse(measure["startsOn"]!.GetValue<string>()) <= today;
}
