using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Host.Tests.BadInput;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Attachments;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Drafts;
using ProcessAutomation.Persistence.Housekeeping;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>Drafts, comments, files and history of a task, over the API. Each test leaves the fixture's task as it found it: open, without drafts.</summary>
public abstract partial class TaskNotesSuite(HostWithCase fixture) : IAsyncLifetime
{
    private HttpClient? kari;
    private HttpClient? lise;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HttpClient Kari => kari ??= fixture.Kari();

    private HttpClient Lise => lise ??= fixture.Host.As("lise", "unit-leader");

    private string Summons => $"/api/v1/tasks/{fixture.SummonsId}";

    private string Group => $"/api/v1/tasks/{fixture.GroupId}";

    public ValueTask InitializeAsync()
    {
        fixture.Require();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { kari, lise })
        {
            if (client is null) continue;
            foreach (var task in new[] { Summons, Group })
            {
                await client.PostAsync(task + "/release", null, Cancel);
                await client.DeleteAsync(task + "/draft", Cancel);
            }

            client.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_draft_is_its_users_until_a_colleague_who_has_the_task_takes_it_over()
    {
        Assert.Equal(HttpStatusCode.OK, (await PutDraftAsync(Kari, Summons, "2030-01-05")).StatusCode);
        var seen = await JsonAsync(Lise, Summons + "/draft");
        Assert.Null(seen["mine"]);
        Assert.Equal("kari", seen["others"]![0]!["userId"]!.GetValue<string>());
        Assert.DoesNotContain("2030-01-05", seen.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal("draft.without-task", await CodeAsync(await TakeAsync("kari", replaceOwn: false)));
        Assert.Equal(HttpStatusCode.OK, (await Lise.PostAsync(Summons + "/claim", null, Cancel)).StatusCode);
        await PutDraftAsync(Lise, Summons, "2030-01-06");
        Assert.Equal("draft.own", await CodeAsync(await TakeAsync("kari", replaceOwn: false)));
        Assert.Equal("draft.gone", await CodeAsync(await TakeAsync("ola", replaceOwn: true)));
        var before = await ReadsAsync("draft");
        var taken = (await (await TakeAsync("kari", replaceOwn: true)).Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
        Assert.Equal(("2030-01-05", "kari"), (taken["answers"]!["sentOn"]!.GetValue<string>(), taken["takenFrom"]!.GetValue<string>()));
        Assert.Equal(before + 1, await ReadsAsync("draft"));
        Assert.Equal("2030-01-05", (await JsonAsync(Kari, Summons + "/draft"))["mine"]!["answers"]!["sentOn"]!.GetValue<string>()); // nobody's text is taken away
    }

    [Fact]
    public async Task Of_two_windows_the_one_that_has_not_read_the_others_draft_is_told()
    {
        var first = await PutDraftAsync(Kari, Group, "2030-01-05", "\"0\"");
        Assert.Equal("\"1\"", first.Headers.ETag!.ToString());
        var second = await PutDraftAsync(Kari, Group, "2030-01-06", "\"0\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Equal("2030-01-05", (await JsonAsync(Kari, Group + "/draft"))["mine"]!["answers"]!["sentOn"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await PutDraftAsync(Kari, Group, "2030-01-06", "\"1\"")).StatusCode);
    }

    [Fact]
    public async Task Completing_ends_ones_own_draft_and_leaves_a_colleagues_readable_by_the_colleague()
    {
        var caseId = await HostWithCase.OpenAsync(Kari, TestSupport.People.SyntheticNumbers.Next());
        await HostWithCase.SettleAsync(fixture.Host);
        var task = $"/api/v1/tasks/{await HostWithCase.TaskAsync(Kari, caseId, "summons")}";
        await PutDraftAsync(Kari, task, "2030-01-07");
        await PutDraftAsync(Lise, task, "2030-01-06");
        var done = await Kari.PostAsJsonAsync(task + "/complete", new { answers = new { channel = "email", sentOn = "2030-01-07" } }, Cancel);
        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(Cancel));
        Assert.Null((await JsonAsync(Kari, task + "/draft"))["mine"]);
        Assert.Equal("draft.completed", await CodeAsync(await PutDraftAsync(Kari, task, "2030-01-07"))); // a late save of the page brings nothing back
        Assert.Equal("2030-01-06", (await JsonAsync(Lise, task + "/draft"))["mine"]!["answers"]!["sentOn"]!.GetValue<string>());

        var leftovers = fixture.Host.Services.GetRequiredService<Leftovers>();
        await leftovers.RunAsync(TimeSpan.FromDays(90), TimeSpan.FromDays(90), 10, TimeSpan.FromMinutes(1), Cancel);
        Assert.NotNull((await JsonAsync(Lise, task + "/draft"))["mine"]);
        await leftovers.RunAsync(TimeSpan.FromDays(90), TimeSpan.FromDays(-1), 10, TimeSpan.FromMinutes(1), Cancel);
        Assert.Null((await JsonAsync(Lise, task + "/draft"))["mine"]);
        Assert.Equal(["made", "completed"], (await JsonAsync(Lise, task + "/history")).AsArray().Select(line => line!["what"]!.GetValue<string>()).Where(what => what is "made" or "completed"));
    }

    [Fact]
    public async Task A_draft_that_is_too_long_is_refused_and_one_that_is_odd_is_kept_as_typed()
    {
        var long_ = await Kari.PutAsJsonAsync(Group + "/draft", new { answers = new { name = new string('x', TaskDraft.MaxAnswers) } }, Cancel);
        Assert.Equal("draft.too-large", await CodeAsync(long_));
        var odd = await Kari.PutAsJsonAsync(Group + "/draft", new { answers = new { establishedOn = "i går\u0001 😀", members = "none", extra = new { a = new[] { 1, 2 } } }, outcome = "?" }, Cancel);
        Assert.Equal(HttpStatusCode.OK, odd.StatusCode);
        Assert.Equal("i går\u0001 😀", (await JsonAsync(Kari, Group + "/draft"))["mine"]!["answers"]!["establishedOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Comments_are_read_by_all_who_see_the_task_and_struck_by_their_writer_alone()
    {
        Assert.Equal(HttpStatusCode.Created, (await CommentAsync(Kari, "Ringte NAV. <script>")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await CommentAsync(Lise, "Fint.")).StatusCode);
        Assert.Equal("text.missing", await CodeAsync(await CommentAsync(Kari, "  \n ")));
        Assert.Equal("text.too-long", await CodeAsync(await CommentAsync(Kari, new string('x', 4001))));
        var comments = (await JsonAsync(Lise, Summons + "/comments")).AsArray();
        var first = comments.Single(comment => comment!["text"]!.GetValue<string>().StartsWith("Ringte", StringComparison.Ordinal))!;
        var id = first["id"]!.GetValue<string>();
        Assert.Equal("comment.other", await CodeAsync(await Lise.PostAsync($"{Summons}/comments/{id}/strike", null, Cancel)));
        Assert.Equal(HttpStatusCode.NotFound, (await Kari.PostAsync($"{Group}/comments/{id}/strike", null, Cancel)).StatusCode); // of another task
        Assert.Equal(HttpStatusCode.NoContent, (await Kari.PostAsync($"{Summons}/comments/{id}/strike", null, Cancel)).StatusCode);
        var struck = (await JsonAsync(Lise, Summons + "/comments")).AsArray().Single(comment => comment!["id"]!.GetValue<string>() == id)!;
        Assert.Equal("", struck["text"]!.GetValue<string>());
        Assert.NotNull(struck["struckAt"]);
    }

    [Theory]
    [InlineData("a.html", "<html>", "attachment.kind")]
    [InlineData("a.svg", "<svg onload=alert(1)>", "attachment.kind")]
    [InlineData("a.pdf.exe", "%PDF-1.4", "attachment.kind")]
    [InlineData("uten-endelse", "%PDF-1.4", "attachment.kind")]
    [InlineData(".pdf", "%PDF-1.4", "attachment.kind")]
    [InlineData("a.pdf", "<html>", "attachment.content")]
    [InlineData("a.png", "%PDF-1.4", "attachment.content")]
    [InlineData("a.docx", "PK\u0003\u0004 and nothing that is a package", "attachment.content")]
    [InlineData("a.txt", "\u0000\u0001", "attachment.content")]
    [InlineData("a.pdf", "", "attachment.empty")]
    public async Task A_file_whose_name_or_bytes_are_not_accepted_is_refused_with_words(string name, string content, string code)
    {
        var answer = await UploadAsync(Kari, name, Encoding.UTF8.GetBytes(content));
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal(code, await CodeAsync(answer));
    }

    [Fact]
    public async Task A_file_goes_out_only_to_be_saved_and_leaves_an_audit_row()
    {
        var bytes = Encoding.ASCII.GetBytes("%PDF-1.4\n" + new string('x', 2 * AttachmentPart.Length)); // three parts
        var answer = await UploadAsync(Kari, "../../etc/Møte\r\n\u202Efdp.exe;\"<a>.PDF", bytes);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var path = answer.Headers.Location!.ToString();
        var before = await ReadsAsync("attachment");
        var file = await Lise.GetAsync(path, Cancel);
        Assert.Equal(bytes, await file.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("Møtefdp.exe___a_.PDF", file.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal(("nosniff", "sandbox; default-src 'none'"), (file.Headers.GetValues("X-Content-Type-Options").Single(), file.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.Equal(before + 1, await ReadsAsync("attachment"));

        Assert.Equal("attachment.other", await CodeAsync(await Lise.DeleteAsync(path, Cancel)));
        Assert.Equal(HttpStatusCode.NotFound, (await Kari.GetAsync(path.Replace($"{fixture.SummonsId}", $"{fixture.GroupId}", StringComparison.Ordinal), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Kari.DeleteAsync(path, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Lise.GetAsync(path, Cancel)).StatusCode);
        var history = (await JsonAsync(Lise, Summons + "/history")).AsArray().Select(line => line!["what"]!.GetValue<string>()).ToList();
        Assert.Contains("file-added", history);
        Assert.Contains("file-removed", history);
        Assert.Equal(0, await PartsAsync(Guid.Parse(path.Split('/')[^1])));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_however_it_comes()
    {
        var large = new byte[new AttachmentOptions().MaxBytes + 1];
        "%PDF-"u8.CopyTo(large);
        var answer = await UploadAsync(Kari, "stor.pdf", large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("10 MB", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var cut = new HttpRequestMessage(HttpMethod.Post, $"{Summons}/attachments?name=stor.pdf") { Content = new StreamContent(new MemoryStream(large)) };
        cut.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Kari.SendAsync(cut, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Documents_of_a_word_processor_are_taken_without_macros_only()
    {
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(Kari, "brev.docx", Package("[Content_Types].xml", "word/document.xml"))).StatusCode);
        Assert.Equal("attachment.content", await CodeAsync(await UploadAsync(Kari, "brev.docx", Package("word/document.xml", "word/vbaProject.bin"))));
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(Kari, "notat.txt", Encoding.UTF8.GetBytes("blåbær"))).StatusCode);
    }

    [Fact]
    public async Task Who_does_not_see_the_task_finds_nothing_of_what_hangs_on_it()
    {
        var added = await UploadAsync(Kari, "a.pdf", "%PDF-1.4"u8.ToArray());
        using var ola = fixture.Host.As("ola", "contact-officer");
        foreach (var path in new[] { "draft", "comments", "attachments", "history" })
            Assert.Equal(HttpStatusCode.NotFound, (await ola.GetAsync($"{Summons}/{path}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ola.GetAsync(added.Headers.Location, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await CommentAsync(ola, "Hei")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PutDraftAsync(ola, Summons, "2030-01-05")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await UploadAsync(ola, "a.pdf", "%PDF-1.4"u8.ToArray())).StatusCode);
    }

    private static byte[] Package(params string[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in entries)
                using (var writer = new StreamWriter(archive.CreateEntry(entry).Open()))
                    writer.Write("<x/>");
        return bytes.ToArray();
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))?["codes"]?[0]?.GetValue<string>();

    private static async Task<HttpResponseMessage> PutDraftAsync(HttpClient client, string task, string sentOn, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, task + "/draft") { Content = JsonContent.Create(new { answers = new { sentOn } }) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request, Cancel);
    }

    private Task<HttpResponseMessage> TakeAsync(string from, bool replaceOwn) => Lise.PostAsJsonAsync(Summons + "/draft/takeover", new { from, replaceOwn }, Cancel);

    private Task<HttpResponseMessage> CommentAsync(HttpClient client, string text) => client.PostAsJsonAsync(Summons + "/comments", new { text }, Cancel);

    private Task<HttpResponseMessage> UploadAsync(HttpClient client, string name, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return client.PostAsync($"{Summons}/attachments?name={Uri.EscapeDataString(name)}", content, Cancel);
    }

    private Task<int> ReadsAsync(string what) => WithDatabaseAsync(database => database.Set<CaseRead>().CountAsync(row => row.CaseId == fixture.CaseId && row.What == what, Cancel));

    private Task<int> PartsAsync(Guid file) => WithDatabaseAsync(database => database.Set<AttachmentPart>().CountAsync(part => part.AttachmentId == file, Cancel));

    private async Task<T> WithDatabaseAsync<T>(Func<CaseDbContext, Task<T>> read)
    {
        await using var scope = fixture.Host.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CaseDbContext>());
    }
}

public sealed class TaskNotesOnSqlite(HostWithCaseOnSqlite fixture) : TaskNotesSuite(fixture), IClassFixture<HostWithCaseOnSqlite>;

public sealed class TaskNotesOnPostgres(HostWithCaseOnPostgres fixture) : TaskNotesSuite(fixture), IClassFixture<HostWithCaseOnPostgres>;
