namespace BedrockModels.Protocol;

/// <summary>The six parts of an Amazon Resource Name. The resource keeps its own colons.</summary>
internal sealed record Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    public static bool LooksLikeOne(string? text) => text is not null && text.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>Reads an ARN; null where the text has not all six parts.</summary>
    public static Arn? Parse(string? text)
    {
        if (!LooksLikeOne(text))
            return null;
        var parts = text!.Split(':', 6);
        return parts.Length == 6 ? new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]) : null;
    }

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
