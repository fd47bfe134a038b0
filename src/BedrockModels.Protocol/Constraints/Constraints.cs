namespace BedrockModels.Protocol;

/// <summary>Every constraint of the API that this module uses, stated once.</summary>
/// <remarks>The cmdlets show the words and the example of a constraint; the emulator quotes its pattern.</remarks>
internal static class Constraints
{
    private const string NameWords =
        "1 to 63 letters, digits, '-' and '_', starting with a letter or digit and without two separators in a row";

    private const string TagCharacters = "letters, digits, spaces and . _ : / = + @ -";

    private const string TagPattern = @"[a-zA-Z0-9\s._:/=+@-]*";

    // In the service's patterns \s and \S are ASCII, and the dot excludes every line terminator. In .NET they differ, so patterns
    // that use them have their meaning written out.
    private const string AsciiSpace = @" \t\n\x0B\f\r";
    private const string NotLineEnd = @"[^\n\r\u0085\u2028\u2029]";
    private const string TagMeaning = "[a-zA-Z0-9" + AsciiSpace + "._:/=+@-]*";

    public static Constraint ModelName { get; } = Constraint.String(1, 63, "([0-9a-zA-Z][_-]?){1,63}", NameWords, "my-nova-model");

    public static Constraint Name { get; } = Constraint.String(1, 63, "([0-9a-zA-Z][_-]?)+", NameWords, "my-throughput");

    public static Constraint ClientRequestToken { get; } = Constraint.String(
        1, 256, "[a-zA-Z0-9]([-a-zA-Z0-9]{0,254}[a-zA-Z0-9])?",
        "1 to 256 letters, digits and '-', starting and ending with a letter or digit", "7f9d1c1e-4e3f-4a39-9d6b-5a2f1c0e8b11");

    public static Constraint ModelPackageArn { get; } = Constraint.String(
        null, null, @"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package/[\S]{1,2048}",
        "the ARN of a SageMaker model package", "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1",
        meaning: @"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package/[^" + AsciiSpace + "]{1,2048}");

    public static Constraint TrainingJobName { get; } = Constraint.String(
        1, 63, "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", "the name or the ARN of a SageMaker training job: 1 to 63 letters, digits and '-'",
        "my-training-job");

    public static Constraint S3Uri { get; } = Constraint.String(
        1, 1024, "s3://[a-z0-9][-.a-z0-9]{1,61}[a-z0-9](?:/[-!_*'().a-z0-9A-Z]+(?:/[-!_*'().a-z0-9A-Z]+)*)?/?",
        "an S3 URI of at most 1024 characters: a bucket name in lowercase, then an optional key of letters, digits and ! - _ . * ' ( )",
        "s3://customer-escrow-123456789012-smtj-1a2b3c/my-job/");

    public static Constraint RoleArn { get; } = Constraint.String(
        0, 2048, "arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+",
        "the ARN of an IAM role", "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock",
        meaning: "arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/" + NotLineEnd + "+");

    public static Constraint KmsKeyArn { get; } = Constraint.String(
        1, 2048, "arn:aws(-[^:]+)?:kms:[a-zA-Z0-9-]*:[0-9]{12}:key/[a-zA-Z0-9-]{36}",
        "the ARN of a KMS key (not an alias or a bare key ID)",
        "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012");

    public static Constraint TagKey { get; } = Constraint.String(
        1, 128, TagPattern, "1 to 128 characters (" + TagCharacters + ")", "Environment", meaning: TagMeaning);

    public static Constraint TagValue { get; } = Constraint.String(
        0, 256, TagPattern, "at most 256 characters (" + TagCharacters + ")", "Production", meaning: TagMeaning);

    public static Constraint Tag { get; } =
        Constraint.Structure(new("key", TagKey, Required: true), new("value", TagValue, Required: true));

    public static Constraint TagList { get; } = Constraint.List(0, 200, Tag, "at most 200 tags in one request");

    public static Constraint TagKeyList { get; } = Constraint.List(0, 200, TagKey, "at most 200 tag keys in one request");

    /// <summary>The maximum number of tags of one resource, existing and new ones together.</summary>
    public const int TagsPerResource = 50;

    /// <summary>Whether a tag key belongs to AWS, so that no request may set or remove it.</summary>
    public static bool IsReservedTagKey(string key) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);

    public static Constraint NextToken { get; } = Constraint.String(
        1, 2048, @"\S*", "the token of an earlier page", meaning: "[^" + AsciiSpace + "]*");

    /// <summary>The maximum number of items in one page of a list.</summary>
    public const int LargestPage = 1000;

    public static Constraint MaxResults { get; } = Constraint.Integer(1, LargestPage);

    public static Constraint SortBy { get; } = Constraint.Enum("CreationTime");

    public static Constraint SortOrder { get; } = Constraint.Enum("Ascending", "Descending");

    public static Constraint ModelStatus { get; } = Constraint.Enum(ResourceStatus.Active, ResourceStatus.Creating, ResourceStatus.Failed);

    public static Constraint ThroughputStatus { get; } =
        Constraint.Enum(ResourceStatus.Creating, ResourceStatus.InService, ResourceStatus.Updating, ResourceStatus.Failed);

    public static Constraint CustomizationType { get; } =
        Constraint.Enum("IMPORTED", "FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION", "REINFORCEMENT_FINE_TUNING");

    public static Constraint CommitmentDuration { get; } = Constraint.Enum("OneMonth", "SixMonths");

    /// <summary>The length of a commitment in months; null without one.</summary>
    public static int? CommitmentMonths(string? duration) => duration switch
    {
        "OneMonth" => 1,
        "SixMonths" => 6,
        _ => null,
    };

    public static Constraint ModelUnits { get; } = Constraint.Integer(1, null);

    public static Constraint ModelArn { get; } = Constraint.String(
        20, 1011, "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/((imported)"
            + "|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}))(([:][a-z0-9-]{1,63}){0,2})?/[a-z0-9]{12})"
            + "|(:foundation-model/[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}))",
        "the ARN of a custom model or a foundation model", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0");

    public static Constraint CustomModelArn { get; } = Constraint.String(
        20, 1011, "arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model/"
            + "(imported|[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}"
            + "([:][a-z0-9-]{1,63}){0,2})/[a-z0-9]{12}",
        "the ARN of a custom model", "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");

    public static Constraint FoundationModelArn { get; } = Constraint.String(
        null, null, "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model/[a-z0-9-]{1,63}[.]{1}"
            + "([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}",
        "the ARN of a foundation model", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0");

    public static Constraint ModelIdentifier { get; } = Constraint.String(
        1, 2048, "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/((imported)"
            + "|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}))(([:][a-z0-9-]{1,63}){0,2})?/[a-z0-9]{12})"
            + "|(:foundation-model/([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})))"
            + "|(([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2}))|(([0-9a-zA-Z][_-]?)+)",
        "a model name or the ARN of a custom model",
        "my-nova-model or arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");

    public static Constraint ProvisionedModelId { get; } = Constraint.String(
        null, null, "((([0-9a-zA-Z][_-]?)+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:provisioned-model/[a-z0-9]{12}))",
        "the name or the ARN of a Provisioned Throughput",
        "my-throughput or arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdef123456");

    public static Constraint CustomModelDeploymentIdentifier { get; } = Constraint.String(
        1, 93, "(arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model-deployment/[a-z0-9]{12})|^"
            + "([0-9a-zA-Z][_-]?){1,63}",
        "the name or the ARN of a custom model deployment",
        "my-deployment or arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdef123456");

    public static Constraint Description { get; } = Constraint.String(
        1, 2048, ".*", "1 to 2048 characters on one line", "Nova Lite, tuned for support", meaning: NotLineEnd + "*");

    public static Constraint TaggableResourceArn { get; } = Constraint.String(
        20, 1011, @".*(^[a-zA-Z0-9][a-zA-Z0-9\-]*$)|(^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model/"
            + @"(imported)/[a-z0-9]{12}$)|(^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:([0-9]{12}|)((:"
            + @"(fine-tuning-job|model-customization-job|custom-model)/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}"
            + @"([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}(/[a-z0-9]{12})$)|(:guardrail/[a-z0-9]+$)"
            + @"|(:automated-reasoning-policy/[a-zA-Z0-9]+(:[a-zA-Z0-9]+)?$)"
            + @"|(:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+$)"
            + @"|(:(provisioned-model|model-invocation-job|model-evaluation-job|evaluation-job|model-import-job|imported-model"
            + @"|async-invoke|provisioned-model-v2|provisioned-model-reservation|prompt-router"
            + @"|custom-model-deployment)/[a-z0-9]{12}$))).*",
        "the ARN of a custom model, a custom model deployment or a Provisioned Throughput",
        "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");

    public static Constraint ModelDataSource { get; } = Constraint.Union(
        new Member("s3DataSource", Constraint.Structure(new Member("s3Uri", S3Uri, Required: true))));

    public static Constraint CustomModelDataSource { get; } = Constraint.Union(
        new Member("modelPackageArnDataSource", Constraint.Structure(new Member("modelPackageArn", ModelPackageArn, Required: true))));
}
