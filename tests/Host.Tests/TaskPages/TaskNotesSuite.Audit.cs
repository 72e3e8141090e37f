using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>Whatever is read of a case by its id, its task's or its person's leaves a row in the audit: every operation and page that is mapped is tried.</summary>
public abstract partial class TaskNotesSuite
{
    // No letter has been sent, no meeting held, and no file of this id is there: they are tried where there is one.
    private static readonly string[] WithoutMatter = ["/saker/{id:guid}/brev/{notice:guid}", "/saker/{Id:guid}/mote/{Number:int}/fremmote"];

    [Fact]
    public async Task Every_read_of_a_case_leaves_a_row()
    {
        var patterns = fixture.Host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Where(IsOfCase).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(patterns.Count >= 14, string.Join(Environment.NewLine, patterns)); // or the endpoints are not where they were looked for
        var file = (await UploadAsync(Kari, "a.pdf", "%PDF-1.4"u8.ToArray())).Headers.Location!.ToString().Split('/')[^1];
        var person = await WithDatabaseAsync(database => database.Set<Case>().Where(row => row.Id == fixture.CaseId).Select(row => row.PersonId).SingleAsync(Cancel));
        using var page = await TaskPageUser.SignInAsync(fixture.Host, "kari", Cancel);
        var faults = new List<string>();
        foreach (var pattern in patterns.Except(WithoutMatter, StringComparer.Ordinal))
        {
            var id = pattern.Contains("/tasks/", StringComparison.Ordinal) || pattern.StartsWith("/oppgaver/", StringComparison.Ordinal) ? fixture.SummonsId : pattern.Contains("/person", StringComparison.Ordinal) ? person : fixture.CaseId;
            var path = pattern.Replace("{id:guid}", $"{id}", StringComparison.OrdinalIgnoreCase).Replace("{attachmentId:guid}", file, StringComparison.Ordinal).Replace("{fileId:guid}", file, StringComparison.Ordinal);
            var before = await ReadRowsAsync();
            using var answer = await (path.StartsWith("/api/", StringComparison.Ordinal) ? Kari : page.Client).GetAsync(path, Cancel);
            var rows = await ReadRowsAsync() - before;
            if (!answer.IsSuccessStatusCode && pattern != "/oppgaver/{Id:guid}/rett") // of a task that is not done yet
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: {(int)answer.StatusCode}"));
            else if (answer.IsSuccessStatusCode && rows == 0)
                faults.Add($"{path}: no row");
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static bool IsOfCase(string pattern) =>
        pattern.Contains('{', StringComparison.Ordinal)
        && new[] { "/api/v1/cases/", "/api/v1/tasks/", "/api/v1/persons/", "/saker/", "/oppgaver/", "/personer/" }.Any(begin => pattern.StartsWith(begin, StringComparison.OrdinalIgnoreCase));

    private Task<int> ReadRowsAsync() => WithDatabaseAsync(database => database.Set<CaseRead>().CountAsync(row => row.CaseId == fixture.CaseId, Cancel));
}
