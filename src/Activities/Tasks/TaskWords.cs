using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// What a task says, in the language of whoever reads it. The task itself holds bokmål and beside it the other languages where they differ; one made before
/// there were any, or from words in one language only, reads the same for everybody.
/// </summary>
public static class TaskWords
{
    private const string Title = "title";
    private const string Text = "text";
    private const string Deadline = "deadline";
    private const string Nynorsk = "nn";
    private const string English = "en";

    /// <summary>What is to be done.</summary>
    public static Phrase TitleOf(HumanTask task) => Read(task, Title, task.Title);

    /// <summary>Guidance; may be empty.</summary>
    public static Phrase TextOf(HumanTask task) => Read(task, Text, task.Text);

    /// <summary>Where the deadline comes from; null: there is none.</summary>
    public static Phrase? DeadlineOf(HumanTask task) => task.DeadlineText is { } text ? Read(task, Deadline, text) : null;

    /// <summary>The title in a language (<c>nb</c>, <c>nn</c>, <c>en</c>).</summary>
    public static string TitleIn(this HumanTask task, string language) => language is Nynorsk or English ? TitleOf(task).In(language) : task.Title;

    /// <summary>The guidance in a language; may be empty.</summary>
    public static string TextIn(this HumanTask task, string language) => language is Nynorsk or English ? TextOf(task).In(language) : task.Text;

    /// <summary>Where the deadline comes from in a language; null: there is none.</summary>
    public static string? DeadlineIn(this HumanTask task, string language) => DeadlineOf(task)?.In(language);

    /// <summary>A task that says this. The columns of the task are bokmål.</summary>
    public static HumanTask Saying(this HumanTask task, Phrase title, Phrase text, Phrase? deadline) => task with
    {
        Title = title.Bokmal,
        Text = text.Bokmal,
        DeadlineText = deadline?.Bokmal,
        WordsJson = Write(title, text, deadline),
    };

    /// <summary>The words beside bokmål; null: they are the same in every language.</summary>
    private static string? Write(Phrase title, Phrase text, Phrase? deadline)
    {
        if (IsPlain(title) && IsPlain(text) && (deadline is null || IsPlain(deadline)))
            return null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) // read by this program alone
        {
            json.WriteStartObject();
            Write(json, Title, title);
            Write(json, Text, text);
            if (deadline is not null)
                Write(json, Deadline, deadline);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, Phrase words)
    {
        if (IsPlain(words))
            return;
        json.WriteStartObject(name);
        json.WriteString(Nynorsk, words.Nynorsk);
        json.WriteString(English, words.English);
        json.WriteEndObject();
    }

    private static bool IsPlain(Phrase words) => words.Bokmal == words.Nynorsk && words.Bokmal == words.English;

    private static Phrase Read(HumanTask task, string name, string bokmal) =>
        task.WordsJson is { } json && JsonNode.Parse(json)?[name] is JsonObject words
            ? new Phrase(bokmal, words[Nynorsk]?.GetValue<string>() ?? bokmal, words[English]?.GetValue<string>() ?? bokmal)
            : Phrase.Plain(bokmal);
}
