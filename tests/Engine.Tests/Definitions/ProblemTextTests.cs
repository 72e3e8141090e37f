using ProcessAutomation.Engine.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Definitions;

public sealed class ProblemTextTests
{
    private const int Most = 3;

    [Fact]
    public void A_sentence_is_kept_as_its_shape_and_what_stands_in_it()
    {
        var name = "Count";
        ProblemText text = $"At most {Most} of {name}.";
        Assert.Equal("At most {0} of {1}.", text.Format);
        Assert.Equal([new ProblemArgument.Word("3"), new ProblemArgument.Word("Count")], text.Arguments);
        Assert.Equal("At most 3 of Count.", text.ToString());
    }

    [Fact]
    public void A_part_with_words_of_its_own_stays_a_sentence()
    {
        var type = ProblemText.Of($"a whole number");
        ProblemText text = $"It must be {type}.";
        Assert.Equal("It must be {0}.", text.Format);
        Assert.Equal(new ProblemArgument.Part(type), Assert.Single(text.Arguments));
        Assert.Equal("It must be a whole number.", text.ToString());
    }

    [Fact]
    public void Braces_in_the_words_are_no_holes()
    {
        var tag = "each";
        ProblemText text = $"{{{{#{tag}}}}} is not closed.";
        Assert.Equal("{{#each}} is not closed.", text.ToString());
        Assert.Single(text.Arguments);
    }

    [Fact]
    public void Braces_in_an_argument_are_left_alone() => Assert.Equal("It is {0}.", ProblemText.Of($"It is {"{0}"}.").ToString());

    [Fact]
    public void Same_shape_and_same_arguments_are_the_same_sentence()
    {
        var (one, other) = ("a", "b");
        Assert.Equal(ProblemText.Of($"Two are called {one}."), ProblemText.Of($"Two are called {one}."));
        Assert.NotEqual(ProblemText.Of($"Two are called {one}."), ProblemText.Of($"Two are called {other}."));
        Assert.NotEqual(ProblemText.Of($"Two are called {one}."), ProblemText.Of($"Three are called {one}."));
    }
}
