using BedrockModels.Training;

namespace BedrockModels.Preflight;

/// <summary>One model to check, read from the request that would create it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Region">The Region of the request.</param>
/// <param name="Violation">The first rule of the API that the request violates, as a sentence; null if it violates none.</param>
internal sealed record PreflightRow(CreateCustomModelRequest Request, string Region, string? Violation)
{
    /// <summary>The action if the model already exists.</summary>
    public IfExistsAction IfExists { get; init; }

    /// <summary>Whether the model gets tags, so that the caller needs to be allowed to tag.</summary>
    public bool IsTagged { get; init; }

    /// <summary>The model units of Provisioned Throughput that are planned; null if none are.</summary>
    public int? ModelUnits { get; init; }

    public string Name => Request.ModelName ?? "";

    public Arn? Role { get; } = Arn.Parse(Request.RoleArn);

    public Arn? Key { get; } = Arn.Parse(Request.ModelKmsKeyArn);

    public Arn? Package { get; } = Arn.Parse(Request.CustomModelDataSource?.ModelPackageArnDataSource?.ModelPackageArn);

    public string? S3Uri => Request.ModelSourceConfig?.S3DataSource?.S3Uri;

    public S3Location? Artifacts { get; } = S3Location.Parse(Request.ModelSourceConfig?.S3DataSource?.S3Uri);

    /// <summary>The package or the S3 URI as text.</summary>
    public string Source => CreateCustomModelInput.SourceOf(Request) ?? "";

    /// <summary>The name of the role without its path.</summary>
    public string? RoleName => Role?.Resource.Split('/')[^1];

    public string Partition => Protocol.Partition.Find(Region).Name;
}
