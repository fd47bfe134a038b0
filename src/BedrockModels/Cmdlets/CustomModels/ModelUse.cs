using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>A deployment or Provisioned Throughput that uses a model.</summary>
internal sealed record ModelUse(Resource Resource, IResource Value)
{
    public string Arn => Value.Arn!;

    public string Label => $"{Value.Name} ({Arn})";

    public override string ToString() => $"{Resource.Noun} {Label}";
}
