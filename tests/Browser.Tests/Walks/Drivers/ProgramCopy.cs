using System.Text.Json.Nodes;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>A copy of the built Host with a flow of its own beside it, as an installation whose process owner has drawn another.</summary>
internal sealed class ProgramCopy : IDisposable
{
    private ProgramCopy(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Copies the Host and changes one of its flows.</summary>
    public static ProgramCopy With(string flow, Action<JsonNode> change)
    {
        var from = Path.GetDirectoryName(Repository.HostAssembly)!; // a file, so it has a folder
        var copy = new ProgramCopy(Directory.CreateTempSubdirectory("processautomation-host-").FullName);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // below the copy's folder
            File.Copy(file, to);
        }

        var path = Path.Combine(copy.Folder, "workflows", flow + ".json");
        var json = JsonNode.Parse(File.ReadAllText(path))!; // a flow is an object
        change(json);
        File.WriteAllText(path, json.ToJsonString());
        return copy;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
