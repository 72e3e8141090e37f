using ProcessAutomation.Engine.Http;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Http;

public sealed class PathTemplateTests
{
    [Theory]
    [InlineData("orders/{id}", "/orders/7", "id=7")]
    [InlineData("/Orders/{id}/", "/orders/A b", "id=A b")]
    [InlineData("orders/{id:int}", "/orders/x", "id=x")] // constraints are read and not checked, as in Elsa
    [InlineData("orders/{id?}", "/orders", "id=")]
    [InlineData("orders/{id=all}", "/orders", "id=all")]
    [InlineData("files/{**rest}", "/files/a/b/c", "rest=a/b/c")]
    [InlineData("files/{*rest}", "/files", "rest=")]
    [InlineData("{a}/x/{b}", "/1/x/2", "a=1,b=2")]
    [InlineData("", "/", "")]
    public void A_path_that_matches_gives_the_values_and_is_among_the_candidates(string template, string path, string values)
    {
        Assert.Null(PathTemplate.Read(template, out var read));
        var match = Assert.IsType<Dictionary<string, object?>>(read!.Match(path));
        Assert.Equal(values, string.Join(',', match.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Contains(read.Shapes, shape => PathTemplate.CandidatesOf(path).Contains(shape));
    }

    [Theory]
    [InlineData("orders/{id}", "/orders")]
    [InlineData("orders/{id}", "/orders/7/lines")]
    [InlineData("orders/{id?}", "/orders/7/lines")]
    [InlineData("orders/new", "/orders/old")]
    [InlineData("", "/x")]
    public void A_path_that_does_not_match_is_not_among_the_candidates_either(string template, string path)
    {
        Assert.Null(PathTemplate.Read(template, out var read));
        Assert.Null(read!.Match(path));
        Assert.DoesNotContain(read.Shapes, shape => PathTemplate.CandidatesOf(path).Contains(shape));
    }

    [Fact]
    public void The_most_specific_candidate_comes_first() => Assert.Equal(
        ["/a/b", "/a/b/{**}", "/a/{}", "/a/{}/{**}", "/a/{**}", "/{}/b", "/{}/b/{**}", "/{}/{}", "/{}/{}/{**}", "/{}/{**}", "/{**}"],
        PathTemplate.CandidatesOf("/A/b"));

    [Fact]
    public void The_longest_path_has_a_bounded_number_of_candidates() =>
        Assert.True(PathTemplate.CandidatesOf(string.Concat(Enumerable.Repeat("/x", 200))).Length <= 512);

    [Theory]
    [InlineData("a//b", "has two slashes in a row")]
    [InlineData("//", "has two slashes in a row")]
    [InlineData("a/b{id}", "has the part \"b{id}\", which is neither text nor one parameter in braces")]
    [InlineData("a?b", "has the part \"a?b\", which is neither text nor one parameter in braces")]
    [InlineData("a#b", "has characters no path can have")]
    [InlineData("{id}/{ID}", "names the parameter ID twice")]
    [InlineData("{**rest}/a", "has parts after {rest}, which can only be the last")]
    [InlineData("{id?}/a", "has parts after {id}, which can only be the last")]
    [InlineData("1/2/3/4/5/6/7/8/{id}", "has a parameter after its first 8 parts")]
    public void What_is_wrong_with_a_template_is_said(string template, string complaint)
    {
        Assert.Equal(complaint, PathTemplate.Read(template, out var read)?.ToString());
        Assert.Null(read);
    }
}
