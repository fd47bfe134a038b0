namespace BedrockModels.Client;

/// <summary>
/// Changes whenever a file changes, also behind links to it or to one of its folders: a link to dotfiles, or a Kubernetes volume, whose
/// <c>..data</c> link is moved to a new folder.
/// </summary>
internal readonly record struct FileStamp(string Target, DateTime LastWrite, long Length)
{
    // Linux follows as many.
    private const int MaxLinks = 40;

    public static FileStamp Read(string path)
    {
        var file = new FileInfo(FollowLinks(path, MaxLinks));
        return file.Exists ? new(file.FullName, file.LastWriteTimeUtc, file.Length) : new(file.FullName, default, -1);
    }

    /// <summary>The path without links. .NET resolves only a link at the end of a path.</summary>
    private static string FollowLinks(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var folder = FollowLinks(parent, links);
        var real = Path.Combine(folder, Path.GetFileName(path));
        return links > 0 && new FileInfo(real).LinkTarget is { } target
            ? FollowLinks(Path.GetFullPath(target, folder), links - 1)
            : real;
    }
}
