using System.Collections.Immutable;
using System.IO.Compression;
using ProcessAutomation.Activities;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Schema;

namespace ProcessAutomation.Host.Simulation;

/// <summary>
/// The real engine and the real activities over a database that is thrown away: nothing in it is a real task, and nobody carries its mail. Its
/// clock is moved by hand. Not for use by several at once.
/// </summary>
internal sealed class ThrowAwayProcess : IAsyncDisposable
{
    private const string FileName = "processautomation.db"; // of persistence, in the folder it is given

    private static readonly Lazy<NoticeTemplates> Templates = new(() => NoticeTemplates.Load(Path.Combine(WorkflowShelf.Folder, "notices")));

    private static byte[]? _prepared;

    private readonly DirectoryInfo _folder;
    private readonly ServiceProvider _services;

    private ThrowAwayProcess(DirectoryInfo folder, ServiceProvider services) => (_folder, _services) = (folder, services);

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Its clock.</summary>
    public BusinessClock Clock => _services.GetRequiredService<BusinessClock>();

    /// <summary>A new one with schema and people, its clock at <paramref name="from"/>.</summary>
    public static async Task<ThrowAwayProcess> BeginAsync(DateTimeOffset from, string noticeAddress, CancellationToken cancellationToken)
    {
        var process = Make(from, noticeAddress, await PreparedAsync(cancellationToken));
        try
        {
            await process.Clock.SetAsync(from, cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>One that was packed before, to look at.</summary>
    public static ThrowAwayProcess Reopen(byte[] packed) => Make(DateTimeOffset.UnixEpoch, "", packed);

    /// <summary>Publishes the flows under the ids they have; returns those with faults, none when all are published.</summary>
    public async Task<ImmutableArray<FaultyFlow>> PublishAsync(FlowSet flows, CancellationToken cancellationToken)
    {
        var faulty = ImmutableArray.CreateBuilder<FaultyFlow>();
        foreach (var version in flows.BuiltIn)
            faulty.AddRange(await PublishAsync([version], cancellationToken));
        faulty.AddRange(await PublishAsync(flows.Flows, cancellationToken));
        return faulty.ToImmutable();
    }

    /// <summary>Opens the case of a made-up person and begins its flow. Returns the flow's instance.</summary>
    public async Task<Guid> OpenCaseAsync(string flow, SimulationWish wish, IReadOnlyDictionary<string, object?> input, CancellationToken cancellationToken)
    {
        var personId = _services.GetRequiredService<IdSource>().New();
        var caseId = SimulatedPeople.CaseId;
        return await _services.GetRequiredService<WorkflowRuntime>().ExecuteAsync(
            (unit, _) =>
            {
                var person = Person.Enter(personId, new NewPerson
                {
                    NationalNumber = SimulatedPeople.PersonNumber,
                    GivenName = "Simulert",
                    FamilyName = "Person",
                    Email = wish.HasEmail ? SimulatedPeople.Address("person") : null,
                }, unit.Now);
                unit.Services.GetRequiredService<CaseDbContext>().Add(((PersonEntry.Entered)person).Person); // nothing in it can be refused
                unit.Services.GetRequiredService<CaseStore>().Add(Open(caseId, personId, wish, Entry.By(SimulatedPeople.Leader, unit.Now)));
                return ValueTask.FromResult(unit.Start(new StartRequest { DefinitionId = flow, CorrelationId = caseId.ToString("D"), Input = input }));
            },
            cancellationToken);
    }

    /// <summary>Ends it and returns its database, packed.</summary>
    public async Task<byte[]> PackAsync(CancellationToken cancellationToken)
    {
        await _services.DisposeAsync(); // with the last connection the log goes into the file
        using var packed = new MemoryStream();
        await using (var file = File.OpenRead(Path.Combine(_folder.FullName, FileName)))
        await using (var packing = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await file.CopyToAsync(packing, cancellationToken);
        return packed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }

    // Schema and people are the same for all: written once, then copied.
    private static async Task<byte[]> PreparedAsync(CancellationToken cancellationToken)
    {
        if (_prepared is { } ready)
            return ready;
        await using var process = Make(DateTimeOffset.UnixEpoch, "", null);
        await process._services.GetRequiredService<SchemaRunner>().RunAsync(cancellationToken);
        await using (var scope = process._services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            database.AddRange(SimulatedPeople.Directory());
            await database.SaveChangesAsync(cancellationToken);
        }

        return _prepared = await process.PackAsync(cancellationToken); // of two that come first at once either will do
    }

    private static ThrowAwayProcess Make(DateTimeOffset from, string noticeAddress, byte[]? packed)
    {
        var folder = Directory.CreateTempSubdirectory("processautomation-simulation-");
        if (packed is not null)
        {
            using var unpacking = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var file = File.Create(Path.Combine(folder.FullName, FileName));
            unpacking.CopyTo(file);
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new BeginningAt(from));
        services.AddPersistence(new PersistenceSettings { DataDirectory = folder.FullName, ManualClock = true, IsThrowAway = true, MachineClock = TimeProvider.System });
        services.AddEngine();
        services.AddActivities();
        services.AddSingleton(_ => Templates.Value); // compiling the templates takes longer than a case does
        services.Configure<NoticeOptions>(options => options.Address = noticeAddress);
        return new ThrowAwayProcess(folder, services.BuildServiceProvider());
    }

    private static Case Open(Guid caseId, Guid personId, SimulationWish wish, Entry entry)
    {
        var opening = Case.Open(caseId, new CaseStart
        {
            PersonId = personId,
            UnitId = SimulatedPeople.Prison,
            StartDate = wish.StartDate,
            ReleaseDate = wish.ReleaseDate,
            HomeMunicipality = "Simulert kommune",
        }, entry);
        var opened = opening is CaseOpening.Opened done ? done.Case
            : throw new InvalidOperationException($"The wish was not checked: {((CaseOpening.Refused)opening).Refusal.Code}.");
        if (wish.HasContactOfficer)
            opened.Roles.Name(CaseRoles.ContactOfficer, SimulatedPeople.Officer, entry.Today, entry);
        if (wish.TransferDate is { } transfer)
            opened.Dates.ChangeTransfer(transfer, entry);
        return opened;
    }

    private async Task<ImmutableArray<FaultyFlow>> PublishAsync(ImmutableArray<StoredDefinition> versions, CancellationToken cancellationToken)
    {
        var store = _services.GetRequiredService<IDefinitionStore>();
        var now = Clock.GetUtcNow();
        foreach (var version in versions) // first under the id they have: others may hold them by it
            await store.SaveDraftAsync(new DefinitionDraft(version.DefinitionId, version.VersionId, version.Name, version.Json, now), cancellationToken);
        var results = await _services.GetRequiredService<DefinitionPublisher>().PublishAllAsync([.. versions.Select(WithIdentity)], now, cancellationToken);
        return [.. results.OfType<PublishResult.Refused>().Select(refused => new FaultyFlow(refused.Draft?.Json, refused.Problems))];
    }

    // The row knows which definition a text is of; the text itself may say something else or nothing.
    private static string WithIdentity(StoredDefinition stored)
    {
        if (System.Text.Json.Nodes.JsonNode.Parse(stored.Json) is not System.Text.Json.Nodes.JsonObject document)
            return stored.Json;
        document["definitionId"] = stored.DefinitionId;
        return document.ToJsonString();
    }

    // Everything of it begins at one instant; how long things take is measured by the machine.
    private sealed class BeginningAt(DateTimeOffset instant) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => instant;
    }
}
