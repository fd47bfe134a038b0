namespace BedrockModels.Protocol;

/// <summary>
/// The patterns of the API, as the service quotes them and compiled for a full match. They end with <c>\z</c>, because <c>$</c>
/// accepts a newline at the end.
/// </summary>
internal static partial class Patterns
{
    public const string ModelName = "([0-9a-zA-Z][_-]?){1,63}";
    public const string Name = "([0-9a-zA-Z][_-]?)+";
    public const string ClientRequestToken = "[a-zA-Z0-9]([-a-zA-Z0-9]{0,254}[a-zA-Z0-9])?";
    public const string ModelPackageArn = @"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package/[\S]{1,2048}";
    public const string S3Uri = "s3://[a-z0-9][-.a-z0-9]{1,61}[a-z0-9](?:/[-!_*'().a-z0-9A-Z]+(?:/[-!_*'().a-z0-9A-Z]+)*)?/?";
    public const string RoleArn = "arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+";
    public const string KmsKeyArn = "arn:aws(-[^:]+)?:kms:[a-zA-Z0-9-]*:[0-9]{12}:key/[a-zA-Z0-9-]{36}";
    public const string Tag = @"[a-zA-Z0-9\s._:/=+@-]*";
    public const string NextToken = @"\S*";
    public const string Description = ".*";

    public const string ModelArn =
        "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/((imported)"
        + "|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}))(([:][a-z0-9-]{1,63}){0,2})?/[a-z0-9]{12})"
        + "|(:foundation-model/[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}))";

    public const string CustomModelArn =
        "arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model/"
        + "(imported|[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}"
        + "([:][a-z0-9-]{1,63}){0,2})/[a-z0-9]{12}";

    public const string FoundationModelArn =
        "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model/[a-z0-9-]{1,63}[.]{1}"
        + "([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}";

    public const string ModelIdentifier =
        "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/((imported)"
        + "|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}))(([:][a-z0-9-]{1,63}){0,2})?/[a-z0-9]{12})"
        + "|(:foundation-model/([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})))"
        + "|(([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2}))|(([0-9a-zA-Z][_-]?)+)";

    public const string ProvisionedModelId =
        "((([0-9a-zA-Z][_-]?)+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:provisioned-model/[a-z0-9]{12}))";

    public const string CustomModelDeploymentIdentifier =
        "(arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model-deployment/[a-z0-9]{12})|^"
        + "([0-9a-zA-Z][_-]?){1,63}";

    public const string TaggableResourceArn =
        @".*(^[a-zA-Z0-9][a-zA-Z0-9\-]*$)|(^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model/"
        + @"(imported)/[a-z0-9]{12}$)|(^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:([0-9]{12}|)((:"
        + @"(fine-tuning-job|model-customization-job|custom-model)/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}"
        + @"([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}(/[a-z0-9]{12})$)|(:guardrail/[a-z0-9]+$)"
        + @"|(:automated-reasoning-policy/[a-zA-Z0-9]+(:[a-zA-Z0-9]+)?$)"
        + @"|(:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+$)"
        + @"|(:(provisioned-model|model-invocation-job|model-evaluation-job|evaluation-job|model-import-job|imported-model"
        + @"|async-invoke|provisioned-model-v2|provisioned-model-reservation|prompt-router"
        + @"|custom-model-deployment)/[a-z0-9]{12}$))).*";

    // In the service's patterns \s and \S are ASCII, and the dot excludes every line terminator. In .NET they differ, so patterns
    // that use them are written out here.
    private const string AsciiSpace = @" \t\n\x0B\f\r";

    [GeneratedRegex(@"\A(?:" + ModelName + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex ModelNameRegex();

    [GeneratedRegex(@"\A(?:" + Name + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex NameRegex();

    [GeneratedRegex(@"\A(?:" + ClientRequestToken + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex ClientRequestTokenRegex();

    [GeneratedRegex(
        @"\A(?:arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package/[^" + AsciiSpace + @"]{1,2048})\z",
        RegexOptions.CultureInvariant)]
    public static partial Regex ModelPackageArnRegex();

    [GeneratedRegex(@"\A(?:" + S3Uri + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex S3UriRegex();

    [GeneratedRegex(@"\A(?:arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/[^\n\r\u0085\u2028\u2029]+)\z", RegexOptions.CultureInvariant)]
    public static partial Regex RoleArnRegex();

    [GeneratedRegex(@"\A(?:" + KmsKeyArn + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex KmsKeyArnRegex();

    [GeneratedRegex(@"\A(?:[a-zA-Z0-9" + AsciiSpace + @"._:/=+@-]*)\z", RegexOptions.CultureInvariant)]
    public static partial Regex TagRegex();

    [GeneratedRegex(@"\A(?:[^" + AsciiSpace + @"]*)\z", RegexOptions.CultureInvariant)]
    public static partial Regex NextTokenRegex();

    [GeneratedRegex(@"\A(?:[^\n\r\u0085\u2028\u2029]*)\z", RegexOptions.CultureInvariant)]
    public static partial Regex DescriptionRegex();

    [GeneratedRegex(@"\A(?:" + ModelArn + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex ModelArnRegex();

    [GeneratedRegex(@"\A(?:" + CustomModelArn + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex CustomModelArnRegex();

    [GeneratedRegex(@"\A(?:" + FoundationModelArn + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex FoundationModelArnRegex();

    [GeneratedRegex(@"\A(?:" + ModelIdentifier + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex ModelIdentifierRegex();

    [GeneratedRegex(@"\A(?:" + ProvisionedModelId + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex ProvisionedModelIdRegex();

    [GeneratedRegex(@"\A(?:" + CustomModelDeploymentIdentifier + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex CustomModelDeploymentIdentifierRegex();

    [GeneratedRegex(@"\A(?:" + TaggableResourceArn + @")\z", RegexOptions.CultureInvariant)]
    public static partial Regex TaggableResourceArnRegex();
}
