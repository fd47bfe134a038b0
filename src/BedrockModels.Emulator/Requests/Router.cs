namespace BedrockModels.Emulator;

/// <summary>Finds the operation of a request by the service in its signature, its method and its path.</summary>
/// <remarks>The path alone is not enough: <c>create-custom-model</c> is a valid model name.</remarks>
internal static class Router
{
    /// <summary>The operation and its label, decoded; null if no route matches.</summary>
    public static (Operation Operation, string? Label)? Find(HttpRequest request)
    {
        if (request.Service != SignatureHeader.Bedrock)
            return AccountOperation.Find(request) is { } found ? (found, null) : null;
        var (method, path) = (request.Method, request.Path);
        var isRuntime = path.StartsWith(RuntimeOperation.Prefix, StringComparison.Ordinal);
        foreach (var operation in isRuntime ? RuntimeOperation.All : Operations.All)
        {
            if (!operation.Method.Equals(method, StringComparison.Ordinal))
                continue;
            if (!operation.HasLabel && path.Equals(operation.Path, StringComparison.Ordinal))
                return (operation, null);
            if (operation.HasLabel && path.StartsWith(operation.PathPrefix, StringComparison.Ordinal)
                && path.EndsWith(operation.PathSuffix, StringComparison.Ordinal)
                && path.Length >= operation.PathPrefix.Length + operation.PathSuffix.Length)
            {
                // A label is one segment: the slashes of an ARN must be encoded.
                var label = path[operation.PathPrefix.Length..^operation.PathSuffix.Length];
                if (!label.Contains('/', StringComparison.Ordinal))
                    return (operation, Uri.UnescapeDataString(label));
            }
        }

        return null;
    }
}
