using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>Typed fields with rules: checked field by field with all faults at once, and refused at publish with the field named.</summary>
public sealed class Forms_with_rules
{
    private const string Everything = """
        [
          {"name":"amount","kind":"number","min":0,"max":1000.5,"decimals":2,"required":true},
          {"name":"whole","kind":"number"},
          {"name":"when","kind":"date","earliest":"today","latest":"today+14"},
          {"name":"at","kind":"dateTime","latest":"2027-12-31"},
          {"name":"mail","kind":"email"},
          {"name":"account","kind":"text","pattern":"[0-9]{4}\\.[0-9]{2}","patternWords":{"nb":"Skriv 1234.12","nn":"Skriv 1234.12","en":"Write 1234.12"}},
          {"name":"home","kind":"choice","choices":["own","none"]},
          {"name":"address","kind":"text","visibleWhen":{"field":"home","is":["own"]},"required":true},
          {"name":"why","kind":"multiline","requiredWhen":{"field":"home","is":"none"}},
          {"name":"reason","kind":"multiline","requiredWhen":{"field":"$outcome","is":["No"]}},
          {"name":"people","kind":"rows","maxRows":7,"columns":[{"name":"age","kind":"number","min":18},{"name":"note","kind":"text","requiredWhen":{"field":"age"}}]}
        ]
        """;

    private static readonly AnswerCircumstances Monday = new(new DateOnly(2027, 1, 4), "Yes");

    [Fact]
    public void All_faults_come_at_once_each_under_its_field() =>
        Assert.Equal(
            [
                "account answer.not-the-shape", "amount answer.too-large", "at answer.too-late", "mail answer.not-an-email", "people[0].age answer.too-small", "people[0].note answer.missing",
                "when answer.too-late", "whole answer.too-many-decimals", "why answer.missing",
            ],
            Faults("""{"amount":"1000,51","whole":"1.5","when":"2027-01-19","at":"2028-01-01T09:00","mail":"kari","account":"12345","home":"none","people":[{"age":17}]}""", Monday));

    [Fact]
    public void What_is_right_passes_with_comma_or_point_and_on_the_very_limits()
    {
        Assert.Empty(Faults("""{"amount":"1 000,50","whole":-3,"when":"2027-01-18","at":"2027-12-31T23:00","mail":"kari@example.org","account":"1234.12","home":"own","address":"Storgata 1"}""", Monday));
        Assert.Empty(Faults("""{"amount":0,"when":"2027-01-04"}""", Monday));
        Assert.Empty(Faults("""{"amount":"12,5"}""", Monday));
    }

    [Fact]
    public void A_field_that_is_not_asked_is_not_looked_at_and_one_that_is_must_be_answered()
    {
        Assert.Empty(Faults("""{"amount":1,"home":"","address":""}""", Monday));
        Assert.Equal(["address answer.missing"], Faults("""{"amount":1,"home":"own"}""", Monday));
    }

    [Fact]
    public void An_outcome_may_require_a_reason() =>
        Assert.Equal(["reason answer.missing"], Faults("""{"amount":1}""", Monday with { Outcome = "No" }));

    [Theory]
    [InlineData("""{"amount":"many"}""", "amount answer.not-a-number")]
    [InlineData("""{"amount":"1e9"}""", "amount answer.not-a-number")]
    [InlineData("""{"amount":"-0,01"}""", "amount answer.too-small")]
    [InlineData("""{"amount":[1]}""", "amount answer.wrong-type")]
    [InlineData("""{"amount":1,"when":"2027-01-03"}""", "when answer.too-early")]
    public void A_wrong_number_or_day_is_told_from_a_right_one(string answers, string fault) => Assert.Equal([fault], Faults(answers, Monday));

    [Fact]
    public void Rules_survive_being_written_and_read_again()
    {
        var again = Form.Parse(Form.Parse(Everything).ToJson());
        Assert.Equal(Form.Parse(Everything).ToJson(), again.ToJson());
        Assert.Equal((1000.5m, 2, 7), (again.Fields[0].Number!.Max, again.Fields[0].Number!.Decimals, again.Fields[10].MaxRows));
        Assert.Equal(new DayLimit(null, 14), again.Fields[2].Days!.Latest);
    }

    [Fact]
    public void Everything_wrong_in_a_form_is_named_with_its_field()
    {
        const string wrong = """
            [{"kind":"date"},{"name":"a b","kind":"text"},{"name":"n","kind":"number","min":3,"max":2},{"name":"n","kind":"text"},{"name":"t","kind":"text","min":1},{"name":"d","kind":"date","earliest":"tomorrow"},
             {"name":"p","kind":"text","pattern":"(?=x)x","patternWords":"x"},{"name":"q","kind":"text","pattern":"["},{"name":"c","kind":"choice"},{"name":"v","kind":"text","visibleWhen":{"field":"nowhere"}},
             {"name":"w","kind":"text","requiredWhen":{"field":"ch","is":"z"}},{"name":"ch","kind":"choice","choices":["x"]},{"name":"r","kind":"rows"},{"name":"h","kind":"hologram"}]
            """;
        var said = Assert.Throws<UnreadableInputException>(() => Form.Parse(wrong)).Message;
        foreach (var field in (string[])["Field 1 ", "Field a b:", "Field n: min", "Field n: there", "Field t:", "Field d:", "Field p:", "Field q:", "Field c:", "Field v:", "Field w:", "Field r:", "Field h:"])
            Assert.Contains(field, said, StringComparison.Ordinal);
        Assert.Equal("n", Form.Stored("""[{"name":"n","kind":"choice"}]""").Fields.Single().Name); // what was stored once stays readable
    }

    private static string[] Faults(string answers, AnswerCircumstances circumstances) =>
        AnswerCheck.Check(Form.Parse(Everything).Fields, JsonNode.Parse(answers)!.AsObject(), circumstances) is CheckedAnswers.Faulty faulty
            ? [.. faulty.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}").Order(StringComparer.Ordinal)]
            : [];
}
