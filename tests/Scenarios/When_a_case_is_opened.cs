using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public sealed class When_a_case_is_opened(SqliteTestDatabase database) : ProcessSuite(database), IClassFixture<SqliteTestDatabase>
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_is_kept()
    {
        var wish = new CaseToOpen
        {
            Person = new NewPerson { NationalNumber = "12345678901", GivenName = "Test", FamilyName = "Testesen" },
            UnitId = "oslo",
            StartDate = new DateOnly(2027, 3, 2),
            ReleaseDate = new DateOnly(2027, 3, 1),
            ContactOfficer = "nobody",
        };
        var refused = Assert.IsType<CaseResult.Refused>(await Services.GetRequiredService<CaseDesk>().OpenAsync(wish, Lise, Cancel));
        Assert.Equal(
            ["case.release-not-after-start", "person.national-number-invalid", "user.missing"],
            refused.Refusals.Select(refusal => refusal.Code).Order(StringComparer.Ordinal));
        await using var scope = Services.CreateAsyncScope();
        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Set<Person>().CountAsync(Cancel));
    }

    [Fact]
    public async Task A_person_gets_no_second_case_and_strangers_open_none()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var again = new CaseToOpen { PersonId = (await CaseAsync()).PersonId, UnitId = "oslo", StartDate = new DateOnly(2027, 4, 1) };
        var desk = Services.GetRequiredService<CaseDesk>();
        var refused = Assert.IsType<CaseResult.Refused>(await desk.OpenAsync(again, Lise, Cancel));
        Assert.Equal("case.person-has-open-case", Assert.Single(refused.Refusals).Code);
        Assert.IsType<CaseResult.Forbidden>(await desk.OpenAsync(again, Nina, Cancel));
        Assert.IsType<CaseResult.Forbidden>(await desk.OpenAsync(again with { UnitId = "bergen" }, Lise, Cancel));
    }

    [Fact]
    public async Task Every_reading_leaves_a_row_and_who_may_not_see_a_case_finds_none()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        await using var scope = Services.CreateAsyncScope();
        var reads = scope.ServiceProvider.GetRequiredService<CaseReads>();
        Assert.NotNull(await reads.OpenAsync(CaseId, Kari, "case", Cancel));
        Assert.Null(await reads.OpenAsync(CaseId, Nina, "case", Cancel));
        Assert.Null(await reads.OpenAsync(Guid.Empty, Kari, "case", Cancel));
        var readers = scope.ServiceProvider.GetRequiredService<CaseReaders>();
        foreach (var viewer in (Viewer[])[Nina, Siv, new("mona", [UserRoles.EnvironmentWorker], ["oslo"]), new("sissel", [UserRoles.Supervisor], ["oslo"])])
            Assert.Null(await readers.OpenAsync(CaseId, 1, viewer, Cancel)); // who may not see this is not written down as having seen it
        Assert.Null(await readers.OpenAsync(Guid.Empty, 1, new Viewer("anne", [UserRoles.Administrator], []), Cancel));
        Assert.Equal(["kari readers", "kari case"], (await readers.OpenAsync(CaseId, 1, Kari, Cancel))!.Reads.Select(row => $"{row.ReadBy} {row.What}"));
        Assert.Equal("Test Testesen", (await readers.OpenAsync(CaseId, 1, Lise, Cancel))!.PersonName);
        var audit = (await readers.OpenAsync(CaseId, 99, new Viewer("anne", [UserRoles.Administrator], []), Cancel))!;
        Assert.Equal((null, 1, 1, 4), (audit.PersonName, audit.Number, audit.Pages, audit.Count)); // sees who, and not of whom
        for (var more = 0; more < CaseReaders.PageSize; more++)
            Assert.NotNull(await reads.OpenAsync(CaseId, Kari, "case", Cancel));
        Assert.Equal((2, 2, 5), ((await readers.OpenAsync(CaseId, 2, Kari, Cancel))! is var last ? (last.Number, last.Pages, last.Reads.Length) : default));
    }
}
