namespace BedrockModels.Emulator;

/// <summary>Finds the operation of a request by method and path.</summary>
/// <remarks>The path alone is not enough: <c>create-custom-model</c> is a valid model name.</remarks>
internal static class Router
{
    /// <summary>The operation and its label, decoded; null if no route matches.</summary>
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
                // A label is one segment; an ARN is still recognized when its slashes are not encoded.
                var raw = path[operation.PathPrefix.Length..];
                var label = Uri.UnescapeDataString(raw);
                if (!raw.Contains('/', StringComparison.Ordinal) || Arn.LooksLikeOne(label))
                    return (operation, label);
            }
        }

        return null;
    }
}
