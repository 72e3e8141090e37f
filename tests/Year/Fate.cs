using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Year;

/// <summary>What happens to cases outside their tasks: dates move, cases stand still, people come and go, members write their logs or do not.</summary>
internal sealed class Fate(YearHost host, Town town, Tally tally, int seed)
{
    private readonly ConcurrentDictionary<(Guid Case, string User), DateOnly> _nextLog = new();

    /// <summary>Something happens to one case; what the rules refuse is counted and does not happen.</summary>
    public async Task TurnAsync(Life life, Guid caseId, Turn turn, DateOnly today, CancellationToken cancellationToken)
    {
        var leaders = town.Units.Select(unit => town.Citizens.First(citizen => citizen.Id == Town.LeaderOf(unit))).ToList();
        foreach (var leader in leaders.OrderBy(citizen => citizen.Unit != life.Unit))
        {
            // After a transfer it is another unit's leader who sees the case.
            if (await host.As(leader).OpenCaseAsync(caseId, cancellationToken) is not { } subject)
                continue;
            var refusal = await DoAsync(life, caseId, subject, turn, leader, today, cancellationToken);
            tally.Count(refusal is null ? $"turn {turn.Kind}" : $"refused {turn.Kind}: {refusal}");
            return;
        }
    }

    /// <summary>Whether it is a day on which logs are written.</summary>
    public static bool IsLogged(DateOnly today) => today.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday;

    /// <summary>Members who deliver a measure write their logs, each at a pace of their own; some never do.</summary>
    public async Task LogAsync(DateOnly today, IReadOnlyDictionary<Guid, Life> lives, CancellationToken cancellationToken)
    {
        var due = lives.Where(pair => today >= pair.Value.Start).OrderBy(pair => pair.Value.Ordinal)
            .SelectMany(pair => new[] { "nav", "municipality", "health" }.Select(service => (CaseId: pair.Key, Life: pair.Value, User: Town.MemberOf(service, pair.Value.Home))))
            .Where(item => today >= _nextLog.GetOrAdd((item.CaseId, item.User), _ => item.Life.Start.AddDays(14))).ToList();
        await Parallel.ForEachAsync(due.GroupBy(item => item.CaseId), YearRun.Threads(cancellationToken), async (ofCase, token) =>
        {
            foreach (var (caseId, life, user) in ofCase)
            {
                var dice = Dice.For(seed, "log", life.Ordinal, user, today.DayNumber);
                var isSilent = Dice.For(seed, "silent", life.Ordinal, user).Chance(20);
                var desk = host.As(town.Citizens.First(citizen => citizen.Id == user));
                if (isSilent || await desk.OpenCaseAsync(caseId, token) is not { } subject)
                {
                    _nextLog[(caseId, user)] = isSilent ? DateOnly.MaxValue : today.AddDays(30);
                    continue;
                }

                _nextLog[(caseId, user)] = today.AddDays(dice.Between(8, 17));
                var mine = subject["members"]!.AsArray().Where(member => member!["userId"]?.GetValue<string>() == user).Select(member => member!["number"]!.GetValue<int>()).ToHashSet();
                foreach (var measure in subject["measures"]!.AsArray().OfType<JsonObject>().Where(measure => Worker.IsDue(measure, today) && measure["deliverer"]?.GetValue<int>() is { } number && mine.Contains(number)))
                    await Worker.LogAsync(desk, caseId, measure, today, tally, token);
            }
        });
    }

    // Null: done. Else the codes of what was refused.
    private async Task<string?> DoAsync(Life life, Guid caseId, JsonObject subject, Turn turn, Citizen leader, DateOnly today, CancellationToken cancellationToken)
    {
        var desk = host.As(leader);
        var dice = Dice.For(seed, "turn", life.Ordinal, turn.Kind);
        var officers = town.OfficersOf(leader.Unit!);
        var officer = subject["roles"]!.AsArray().FirstOrDefault(role => role!["role"]!.GetValue<string>() == "contact-officer")?["userId"]?.GetValue<string>();
        var keeper = town.Citizens.First(citizen => citizen.Id == (officer ?? officers[0]));
        var other = dice.Of([.. officers.Where(id => id != officer)]);
        switch (turn.Kind)
        {
            case TurnKind.ReleaseSet or TurnKind.ReleaseMoved: return await SendAsync("dates", HttpMethod.Patch, new JsonObject { ["releaseDate"] = turn.Date!.Value.ToString("O") });
            case TurnKind.StartMoved: return await SendAsync("dates", HttpMethod.Patch, new JsonObject { ["startDate"] = turn.Date!.Value.ToString("O") });
            case TurnKind.TransferPlanned:
                var refused = await SendAsync("dates", HttpMethod.Patch, new JsonObject { ["transferDate"] = turn.Date!.Value.ToString("O") });
                // A release that is being handed over does not come first any more.
                var isReleasing = subject["handovers"]!.AsArray().LastOrDefault() is { } last && $"{last["kind"]} {last["status"]}" is "release open" or "release confirmed";
                return refused is null && isReleasing ? await SendAsync("handover/call-off", HttpMethod.Post, []) : refused;
            case TurnKind.TransferCalledOff: return await SendAsync("dates", HttpMethod.Patch, new JsonObject { ["transferCalledOff"] = true });
            case TurnKind.OfficerJoins: return await SendAsync("roles/contact-officer", HttpMethod.Put, new JsonObject { ["userId"] = Dice.For(seed, "next officer", life.Ordinal).Of(officers) });
            case TurnKind.OfficerReplaced:
                var next = Dice.For(seed, "next officer", life.Ordinal).Of(officers);
                return await SendAsync("roles/contact-officer", HttpMethod.Put, new JsonObject { ["userId"] = next == officer ? other : next, ["goneThroughOn"] = today.ToString("O") });
            case TurnKind.ConsentWithdrawn:
                return await KeepAsync("consent/withdrawal", new JsonObject { ["heldOn"] = today.ToString("O"), ["heldBy"] = keeper.Id });
            case TurnKind.Paused: return await SendAsync("pause", HttpMethod.Post, new JsonObject { ["reason"] = "Sykehus" });
            case TurnKind.Resumed: return await SendAsync("resume", HttpMethod.Post, []);
            case TurnKind.Died: return await SendAsync("stop", HttpMethod.Post, new JsonObject { ["kind"] = "death", ["reason"] = "Personen er død." });
            case TurnKind.Lifted: return await SendAsync("stop", HttpMethod.Post, new JsonObject { ["kind"] = "sentence-lifted", ["reason"] = "Straffen skal ikke gjennomføres." });
            case TurnKind.CustodySet: return await SendAsync("dates", HttpMethod.Patch, new JsonObject { ["custodyEndDate"] = turn.Date!.Value.ToString("O") });
            case TurnKind.CustodyCalledOff: return await SendAsync("dates", HttpMethod.Patch, new JsonObject { ["custodyEndCalledOff"] = true });
            case TurnKind.SourceTells: // of a case that has ended it would be a new sentence, which is nobody's in this year
                return subject["status"]!.GetValue<string>() is "open" or "paused" ? await TellAsync() : "case.ended";
            case TurnKind.NeedRaised:
                return await KeepAsync("needs", new JsonObject { ["tangle"] = "health", ["knot"] = "treatment-that-goes-on", ["thread"] = life.AcuteNeeds.Concat(life.Needs).FirstOrDefault() + " igjen", ["raisedOn"] = today.ToString("O") });
            case TurnKind.MemberJoins:
                return await KeepAsync("members", new JsonObject { ["role"] = "member:voluntary", ["channel"] = "email", ["name"] = "Foreningen", ["email"] = "foreningen@town.example" });
            default:
                var acute = subject["needs"]?.AsArray().FirstOrDefault(need => need!["acute"]!.GetValue<bool>())?["number"]?.GetValue<int>();
                return await KeepAsync("measures", new JsonObject { ["title"] = "Legetime", ["startsOn"] = today.ToString("O"), ["requiredOfPerson"] = "Møter", ["answers"] = new JsonArray(acute ?? 1) });
        }

        async Task<string?> SendAsync(string what, HttpMethod method, JsonObject body) => Codes(await desk.SendAsync(method, $"cases/{caseId}/{what}", body, cancellationToken));

        async Task<string?> KeepAsync(string what, JsonObject body) => Codes(await host.As(keeper).SendAsync(HttpMethod.Post, $"cases/{caseId}/{what}", body, cancellationToken));

        // The source has heard of another release, and knows the rest as the case does.
        async Task<string?> TellAsync()
        {
            var message = new JsonObject
            {
                ["sequence"] = 1,
                ["person"] = new JsonObject { ["nationalNumber"] = life.Number, ["givenName"] = life.GivenName, ["familyName"] = life.FamilyName, ["email"] = life.Email },
                ["unitId"] = subject["unitId"]!.DeepClone(),
                ["startDate"] = subject["startDate"]!.DeepClone(),
                ["releaseDate"] = turn.Date!.Value.ToString("O"),
                ["transferDate"] = subject["transferDate"]?.DeepClone(),
                ["custodyEndDate"] = subject["custodyEndDate"]?.DeepClone(),
            };
            return Codes(await host.As(Town.Source).SendAsync(HttpMethod.Put, $"source/sentences/S-{life.Ordinal}", message, cancellationToken));
        }
    }

    private static string? Codes(Reply reply) => reply.IsDone ? null : string.Join(' ', reply.Codes);
}
