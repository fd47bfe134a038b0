using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>Finds the operation of a request by method and path: <c>create-custom-model</c> is a legal model name, so the path alone is not enough.</summary>
internal static class Router
{
    /// <summary>The operation and its label, decoded; null where there is no such route.</summary>
    public static (Operation Operation, string? Label)? Find(string method, string path)
    {
        foreach (var operation in Operations.All)
        {
            if (!operation.Method.Equals(method, StringComparison.Ordinal))
                continue;
            if (!operation.HasLabel && path.Equals(operation.Path, StringComparison.Ordinal))
                return (operation, null);
            if (operation.HasLabel && path.StartsWith(operation.PathPrefix, StringComparison.Ordinal))
            {
                // A label is one segment, but an ARN whose slashes nobody encoded can still be told.
                var raw = path[operation.PathPrefix.Length..];
                var label = Uri.UnescapeDataString(raw);
                if (!raw.Contains('/', StringComparison.Ordinal) || Arn.LooksLikeOne(label))
                    return (operation, label);
            }
        }

        return null;
    }
}
