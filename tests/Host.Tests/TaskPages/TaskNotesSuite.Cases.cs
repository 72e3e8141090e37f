using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Host.Tests.BadInput;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Host.Tests.TaskPages;

/// <summary>The list of cases goes on for as long as there are cases.</summary>
public abstract partial class TaskNotesSuite
{
    [Fact]
    public async Task Every_case_is_on_some_page_and_the_page_says_how_many_there_are()
    {
        await AddCasesInBergenAsync(53);
        using var ola = await TaskPageUser.SignInAsync(fixture.Host, "ola", Cancel);
        var first = await ola.Client.GetStringAsync("/saker", Cancel);
        var second = await ola.Client.GetStringAsync("/saker?side=2", Cancel);
        Assert.Equal((50, 3), (CaseLinks(first).Length, CaseLinks(second).Length));
        Assert.Empty(CaseLinks(first).Intersect(CaseLinks(second)));
        Assert.Contains(">53 saker<", first, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\" href=\"/saker?side=2\"", first, StringComparison.Ordinal);
        Assert.Contains("rel=\"prev\" href=\"/saker\"", second, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", second, StringComparison.Ordinal);
        foreach (var odd in new[] { "0", "-1", "x", "99999999999", "3" })
            Assert.Equal(HttpStatusCode.OK, (await ola.Client.GetAsync($"/saker?side={odd}", Cancel)).StatusCode);

        using var api = fixture.Host.As("ola", "contact-officer");
        var (seen, next) = (new List<string>(), "");
        do
        {
            var page = await JsonAsync(api, $"/api/v1/cases?take=20&after={next}");
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            Assert.Equal(53, page["total"]!.GetValue<int>());
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        Assert.Equal(53, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        foreach (var odd in new[] { "2030-02-11", "x.y", "2030-02-31.01930000000070008000000000000001", "2030-02-11.1" })
            Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync($"/api/v1/cases?after={odd}", Cancel)).StatusCode);
    }

    private static string[] CaseLinks(string html) => [.. CaseLink().Matches(html).Select(link => link.Value)];

    private async Task AddCasesInBergenAsync(int count)
    {
        await using var scope = fixture.Host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        for (var number = 0; number < count; number++)
        {
            var nationalNumber = SyntheticNumbers.Next();
            if (nationalNumber == HostWithCase.PersonNumber)
                nationalNumber = SyntheticNumbers.Next();
            var entered = (PersonEntry.Entered)Person.Enter(Guid.CreateVersion7(), new NewPerson { NationalNumber = nationalNumber, GivenName = "Prøve", FamilyName = $"Nummer{number}" }, DateTimeOffset.UnixEpoch);
            var opened = (CaseOpening.Opened)Case.Open(
                Guid.CreateVersion7(), new CaseStart { PersonId = entered.Person.Id, UnitId = "bergen", StartDate = new DateOnly(2030, 2, 11).AddDays(number / 10) }, Entry.By("ola", DateTimeOffset.UnixEpoch));
            database.Add(entered.Person);
            database.Add(opened.Case);
        }

        await database.SaveChangesAsync(Cancel);
    }

    [GeneratedRegex("href=\"/saker/[0-9a-f-]{36}\"")]
    private static partial Regex CaseLink();
}
