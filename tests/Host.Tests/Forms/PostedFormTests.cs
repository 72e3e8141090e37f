using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Forms;

namespace ProcessAutomation.Host.Tests.Forms;

public sealed class PostedFormTests
{
    private static readonly FormField Needs = new()
    {
        Name = "needs",
        Kind = FieldKind.Rows,
        Label = Phrase.Plain("Needs"),
        MaxRows = 3,
        Columns = [Field("title", FieldKind.Text), Field("acute", FieldKind.Checkbox)],
    };

    [Fact]
    public void Posted_values_become_the_answers_the_api_takes()
    {
        var answers = PostedForm.Fold([Field("heldOn", FieldKind.Date), Field("explained", FieldKind.Checkbox), Field("parties", FieldKind.MultiChoice), Needs], Posted(
            ("f.heldOn", "2027-02-30"), ("f.explained", "true"), ("f.parties", new StringValues(["nav", "health"])),
            ("f.needs.count", "2"), ("f.needs[0].title", "Bolig"), ("f.needs[1].title", ""), ("f.needs[1].acute", "true")));
        Assert.Equal("""{"heldOn":"2027-02-30","explained":true,"parties":["nav","health"],"needs":[{"title":"Bolig","acute":false},{"title":"","acute":true}]}""", answers.ToJsonString());
    }

    [Fact]
    public void Asking_for_a_row_shows_one_more_and_keeps_what_was_typed()
    {
        var form = Posted(("f.needs.count", "1"), ("f.needs[0].title", "Bolig"), ("action", "add-row:needs"));
        var state = new FormState([Needs], PostedForm.Fold([Needs], form), form, []);
        Assert.True(PostedForm.IsAddRow(form));
        Assert.Equal(2, state.RowsOf(Needs));
        Assert.Equal("Bolig", FormState.TextOf(state.Row(Needs, 0)["title"]));
        Assert.Empty(state.Row(Needs, 1));
    }

    [Theory]
    [InlineData("1000000", 3)]
    [InlineData("-5", 1)]
    [InlineData("many", 1)]
    public void A_made_up_number_of_rows_is_cut_to_what_the_form_takes(string count, int expected)
    {
        var form = Posted(("f.needs.count", count), ("action", "add-row:needs"));
        Assert.Equal(expected, new FormState([Needs], PostedForm.Fold([Needs], form), form, []).RowsOf(Needs));
    }

    [Fact]
    public void A_date_no_picker_can_show_stays_in_a_text_field()
    {
        Assert.Equal("date", FormState.InputTypeOf(FieldKind.Date, "2027-01-12"));
        Assert.Equal("text", FormState.InputTypeOf(FieldKind.Date, "12. januar"));
    }

    private static FormField Field(string name, FieldKind kind) => new() { Name = name, Kind = kind, Label = Phrase.Plain(name) };

    private static FormCollection Posted(params (string Name, StringValues Value)[] values) => new(values.ToDictionary(v => v.Name, v => v.Value));
}
