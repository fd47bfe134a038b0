namespace BedrockModels.Protocol;

/// <summary>The parts of an Amazon Resource Name (ARN). The resource part can contain colons.</summary>
internal sealed record Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    public static bool LooksLikeOne(string? text) => text is not null && text.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>Parses an ARN; returns null if the text does not have all six parts.</summary>
    public static Arn? Parse(string? text)
    {
        if (!LooksLikeOne(text))
            return null;
        var parts = text!.Split(':', 6);
        return parts.Length == 6 ? new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]) : null;
    }

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
