using System.Text.Json.Nodes;

namespace ProcessAutomation.TestSupport.Hosts;

/// <summary>A copy of the built Host with a flow of its own beside it, as an installation whose process owner has drawn another.</summary>
public sealed class ProgramCopy : IDisposable
{
    private ProgramCopy(string folder) => Folder = folder;

    /// <summary>Where it is; gone with this object.</summary>
    public string Folder { get; }

    /// <summary>Copies the Host and changes one of its flows.</summary>
    public static ProgramCopy With(string flow, Action<JsonNode> change)
    {
        var copy = Make();
        var path = Path.Combine(copy.Folder, "workflows", flow + ".json");
        var json = JsonNode.Parse(File.ReadAllText(path))!; // a flow is an object
        change(json);
        File.WriteAllText(path, json.ToJsonString());
        return copy;
    }

    /// <summary>Copies the Host with these flows, by name, instead of its own.</summary>
    public static ProgramCopy WithFlows(IReadOnlyDictionary<string, string> flows)
    {
        var copy = Make();
        foreach (var shipped in Directory.EnumerateFiles(Path.Combine(copy.Folder, "workflows"), "*.json"))
            File.Delete(shipped);
        foreach (var (name, json) in flows)
            File.WriteAllText(Path.Combine(copy.Folder, "workflows", name + ".json"), json);
        return copy;
    }

    private static ProgramCopy Make()
    {
        var from = Path.GetDirectoryName(BuiltHost.Assembly)!; // a file, so it has a folder
        var copy = new ProgramCopy(Directory.CreateTempSubdirectory("processautomation-host-").FullName);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // below the copy's folder
            File.Copy(file, to);
        }

        return copy;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
