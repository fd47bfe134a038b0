namespace BedrockModels.Protocol;

/// <summary>
/// Every constraint of the API that this module uses, stated once. The cmdlets show <see cref="Constraint.Words"/> and
/// <see cref="Constraint.Example"/>; the emulator quotes <see cref="Constraint.Pattern"/>.
/// </summary>
internal static class Constraints
{
    private const string NameWords =
        "1 to 63 letters, digits, '-' and '_', starting with a letter or digit and without two separators in a row";

    private const string TagCharacters = "letters, digits, spaces and . _ : / = + @ -";

    public static Constraint ModelName { get; } =
        Constraint.String(1, 63, Patterns.ModelName, Patterns.ModelNameRegex(), NameWords, "my-nova-model");

    public static Constraint Name { get; } =
        Constraint.String(1, 63, Patterns.Name, Patterns.NameRegex(), NameWords, "my-throughput");

    public static Constraint ClientRequestToken { get; } =
        Constraint.String(1, 256, Patterns.ClientRequestToken, Patterns.ClientRequestTokenRegex(),
            "1 to 256 letters, digits and '-', starting and ending with a letter or digit",
            "7f9d1c1e-4e3f-4a39-9d6b-5a2f1c0e8b11");

    public static Constraint ModelPackageArn { get; } =
        Constraint.String(null, null, Patterns.ModelPackageArn, Patterns.ModelPackageArnRegex(),
            "the ARN of a SageMaker model package",
            "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1");

    public static Constraint S3Uri { get; } =
        Constraint.String(1, 1024, Patterns.S3Uri, Patterns.S3UriRegex(),
            "an S3 URI of at most 1024 characters: a bucket name in lowercase, then an optional key of letters, digits and ! - _ . * ' ( )",
            "s3://customer-escrow-123456789012-smtj-1a2b3c/my-job/");

    public static Constraint RoleArn { get; } =
        Constraint.String(0, 2048, Patterns.RoleArn, Patterns.RoleArnRegex(),
            "the ARN of an IAM role", "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock");

    public static Constraint KmsKeyArn { get; } =
        Constraint.String(1, 2048, Patterns.KmsKeyArn, Patterns.KmsKeyArnRegex(),
            "the ARN of a KMS key (not an alias or a bare key ID)",
            "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012");

    public static Constraint TagKey { get; } =
        Constraint.String(1, 128, Patterns.Tag, Patterns.TagRegex(), "1 to 128 characters (" + TagCharacters + ")", "Environment");

    public static Constraint TagValue { get; } =
        Constraint.String(0, 256, Patterns.Tag, Patterns.TagRegex(), "at most 256 characters (" + TagCharacters + ")", "Production");

    public static Constraint Tag { get; } =
        Constraint.Structure(new("key", TagKey, Required: true), new("value", TagValue, Required: true));

    public static Constraint TagList { get; } = Constraint.List(0, 200, Tag, "at most 200 tags in one request");

    public static Constraint TagKeyList { get; } = Constraint.List(0, 200, TagKey, "at most 200 tag keys in one request");

    /// <summary>The maximum number of tags of one resource, existing and new ones together.</summary>
    public const int TagsPerResource = 50;

    public static Constraint NextToken { get; } =
        Constraint.String(1, 2048, Patterns.NextToken, Patterns.NextTokenRegex(), "the token of an earlier page");

    public static Constraint MaxResults { get; } = Constraint.Integer(1, 1000);

    public static Constraint SortBy { get; } = Constraint.Enum("CreationTime");

    public static Constraint SortOrder { get; } = Constraint.Enum("Ascending", "Descending");

    public static Constraint ModelStatus { get; } =
        Constraint.Enum(ResourceStatus.Active, ResourceStatus.Creating, ResourceStatus.Failed);

    public static Constraint ThroughputStatus { get; } =
        Constraint.Enum(ResourceStatus.Creating, ResourceStatus.InService, ResourceStatus.Updating, ResourceStatus.Failed);

    public static Constraint CommitmentDuration { get; } = Constraint.Enum("OneMonth", "SixMonths");

    public static Constraint ModelUnits { get; } = Constraint.Integer(1, null);

    public static Constraint ModelArn { get; } =
        Constraint.String(20, 1011, Patterns.ModelArn, Patterns.ModelArnRegex(),
            "the ARN of a custom model or a foundation model",
            "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0");

    public static Constraint CustomModelArn { get; } =
        Constraint.String(20, 1011, Patterns.CustomModelArn, Patterns.CustomModelArnRegex(),
            "the ARN of a custom model", "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");

    public static Constraint FoundationModelArn { get; } =
        Constraint.String(null, null, Patterns.FoundationModelArn, Patterns.FoundationModelArnRegex(),
            "the ARN of a foundation model", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0");

    public static Constraint ModelIdentifier { get; } =
        Constraint.String(1, 2048, Patterns.ModelIdentifier, Patterns.ModelIdentifierRegex(),
            "a model name or the ARN of a custom model",
            "my-nova-model or arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");

    public static Constraint ProvisionedModelId { get; } =
        Constraint.String(null, null, Patterns.ProvisionedModelId, Patterns.ProvisionedModelIdRegex(),
            "the name or the ARN of a Provisioned Throughput",
            "my-throughput or arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdef123456");

    public static Constraint CustomModelDeploymentIdentifier { get; } =
        Constraint.String(1, 93, Patterns.CustomModelDeploymentIdentifier, Patterns.CustomModelDeploymentIdentifierRegex(),
            "the name or the ARN of a custom model deployment",
            "my-deployment or arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdef123456");

    public static Constraint Description { get; } =
        Constraint.String(1, 2048, Patterns.Description, Patterns.DescriptionRegex(),
            "1 to 2048 characters on one line", "Nova Lite, tuned for support");

    public static Constraint TaggableResourceArn { get; } =
        Constraint.String(20, 1011, Patterns.TaggableResourceArn, Patterns.TaggableResourceArnRegex(),
            "the ARN of a custom model, a custom model deployment or a Provisioned Throughput",
            "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");

    public static Constraint ModelDataSource { get; } = Constraint.Union(
        new Member("s3DataSource", Constraint.Structure(new Member("s3Uri", S3Uri, Required: true))));

    public static Constraint CustomModelDataSource { get; } = Constraint.Union(
        new Member("modelPackageArnDataSource", Constraint.Structure(new Member("modelPackageArn", ModelPackageArn, Required: true))));
}
