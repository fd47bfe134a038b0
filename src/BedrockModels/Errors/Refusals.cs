namespace BedrockModels;

/// <summary>
/// The errors about refused input, one factory for each refusal. Proof-read all sentences here. The checks are in <see cref="InputCheck"/>
/// (values), in the attributes of Binding (arguments) and in the cmdlets.
/// </summary>
internal static class Refusals
{
    private const string TagTextExample = "'Environment=Production;Team=ML'";

    private static string TagExample => $"@{{ {Constraints.TagKey.Example} = '{Constraints.TagValue.Example}' }}";

    // Values

    public static ErrorRecord InvalidValue(string parameter, string value, Constraint constraint, object? target) =>
        Invalid(ErrorId.Invalid(parameter), NotValid(parameter, value, constraint), target);

    /// <summary>The same sentence for an argument that does not bind.</summary>
    public static ValidationMetadataException InvalidArgument(string parameter, string value, Constraint constraint)
    {
        var acceptsModels = constraint == Constraints.CustomModelArn || constraint == Constraints.ModelArn;
        return new(acceptsModels && IsModelName(value)
            ? NameForArn(
                parameter, value, $"Use {parameter} ({Resources.CustomModels.GetCommand} {InputText.Argument(value)}).ModelArn", constraint)
            : NotValid(parameter, value, constraint));
    }

    /// <summary>A model whose ARN is required; for a name, with the pipeline that deploys it.</summary>
    public static ErrorRecord InvalidModelToDeploy(string value, string? deployment, object? target) => Invalid(
        ErrorId.Invalid("-ModelArn"),
        IsModelName(value)
            ? NameForArn(
                "-ModelArn",
                value,
                $"Pipe the model ({Resources.CustomModels.GetCommand} {InputText.Argument(value)} | New-BedrockCustomModelDeployment"
                    + $"{(deployment is null ? "" : " " + InputText.Argument(deployment))})",
                Constraints.CustomModelArn)
            : NotValid("-ModelArn", value, Constraints.CustomModelArn),
        target);

    public static ErrorRecord NullFilter(string parameter) => Invalid(
        ErrorId.Invalid(parameter), $"{parameter} is $null. Omit it to list without this filter, or specify a value.", null);

    public static ErrorRecord OwnedContradiction(bool owned) => Invalid(
        ErrorId.Invalid("-IsOwned"), $"-IsOwned ${!owned} contradicts -Owned:${owned}. Specify only one of them.", null);

    public static ErrorRecord NameMissing(ErrorId id, string parameter, Constraint constraint, object? target) =>
        Invalid(id, $"{parameter} is missing, and the input has no name to use. {Use(constraint)}", target);

    public static ErrorRecord WildcardNotAllowed(string parameter, string identifier, string getCommand, object target) => Invalid(
        ErrorId.WildcardNotAllowed,
        $"{parameter} {InputText.Quote(identifier)} contains wildcards, which are not supported here. "
            + $"Pipe the resources instead, for example {getCommand} {InputText.Argument(identifier)} | ...",
        target);

    public static ErrorRecord InvalidResourceToTag(string value, object target) => Invalid(
        ErrorId.InvalidResourceArn,
        $"{NotValid("-ResourceArn", value, Constraints.TaggableResourceArn)} A name must be that of a custom model.",
        target);

    /// <summary>
    /// Stands in for a value that an object does not contain. No constraint accepts its parentheses, so the check refuses this item and
    /// quotes the text, and the other items of the argument still bind.
    /// </summary>
    public static string UnreadableValue(object? source, string missing) => $"({ObjectMembers.Describe(source)}; no {missing})";

    public static ArgumentTransformationMetadataException InvalidDuration(object value) => Duration(value, "is not valid");

    public static ArgumentTransformationMetadataException NegativeDuration(object value) => Duration(value, "is negative");

    public static ArgumentTransformationMetadataException TooLongDuration(object value) => Duration(value, "is too long");

    public static ArgumentTransformationMetadataException InvalidModelUnits(string value) =>
        new($"-ModelUnits {InputText.Quote(value)} is not valid. "
            + $"Use a whole number of model units, {Constraints.ModelUnits.Minimum} or more.");

    // Tags

    public static ErrorRecord TagMissing(object? target) =>
        Invalid(ErrorId.TagMissing, $"-Tag is empty. Specify one or more tags, for example {TagExample}.", target);

    public static ErrorRecord TooManyTags(int count, object? target) =>
        Invalid(ErrorId.TooManyTags, $"-Tag has {count} tags. A resource can have at most {Constraints.TagsPerResource}.", target);

    public static ErrorRecord TooManyTagKeys(int count, object? target) =>
        Invalid(ErrorId.TooManyTags, $"-TagKey has {count} keys. Use {Constraints.TagKeyList.Words}.", target);

    public static ErrorRecord InvalidTagKey(string key, object? target) =>
        Invalid(ErrorId.InvalidTagKey, NotValid("In -Tag, the key", key, Constraints.TagKey), target);

    public static ErrorRecord InvalidTagValue(ResourceTag tag, object? target) => Invalid(
        ErrorId.InvalidTagValue,
        $"In -Tag, the value {InputText.Quote(tag.Value)} of {InputText.Quote(tag.Key)} is not valid"
            + $"{InputText.DescribeCharacters(tag.Value, Constraints.TagValue)}. {Use(Constraints.TagValue)}",
        target);

    public static ErrorRecord ReservedTagKey(string parameter, string key, object? target) => Invalid(
        ErrorId.ReservedTagKey,
        $"{(parameter == "-Tag" ? "In -Tag, the key" : parameter)} {InputText.Quote(key)} is reserved. "
            + $"Keys that begin with aws: belong to AWS. Use a different key, for example {Constraints.TagKey.Example}.",
        target);

    public static ArgumentTransformationMetadataException UnreadableTags(object source) => new(
        $"-Tag cannot be read from {ObjectMembers.Describe(source)}. "
        + $"Use a hashtable, for example {TagExample}, or text, for example {TagTextExample}.");

    public static ArgumentTransformationMetadataException TagWithoutEqualsSign(string text) =>
        new($"-Tag contains {InputText.Quote(text)}, which is not a key=value pair. Use text such as {TagTextExample}.");

    public static ArgumentTransformationMetadataException TagsWithoutSeparator(string text) =>
        new($"-Tag contains {InputText.Quote(text)}, which can be one tag or two. "
            + "Separate tags with ';', or put the value in double quotes, for example 'Rule=\"when a=b\"'.");

    public static ArgumentTransformationMetadataException TagNotText(object? value) =>
        new($"-Tag contains {ObjectMembers.Describe(value)} where text is required. "
            + $"Use text for keys and values, for example {TagExample}.");

    public static ErrorRecord TagFilterEmpty(string key) => Invalid(
        ErrorId.Invalid("-Tag"),
        $"In -Tag, the value of {InputText.Quote(key)} is empty. Specify a value, or '*' for models that have this tag.",
        null);

    public static ErrorRecord InvalidSource(string source) => Invalid(
        ErrorId.Invalid("-Source"),
        $"-Source {(source.Length == 0 ? "is empty" : $"{InputText.Quote(source)} is not valid")}. "
            + $"Use the ARN of a SageMaker model package or an S3 URI, "
            + $"for example {Constraints.ModelPackageArn.Example} or {Constraints.S3Uri.Example}.",
        null);

    public static ErrorRecord SourceNotInTag(string source) => Invalid(
        ErrorId.Invalid("-Source"),
        $"-Source {InputText.Quote(source)} contains characters that a tag cannot have, so no model can be found by it. "
            + "Use the name of the model.",
        null);

    // Records

    public static ErrorRecord HashtablePiped(string command, IDictionary table) => Invalid(
        ErrorId.HashtablePiped,
        $"A piped hashtable does not bind to parameters. Splat it ({command} @table), or pipe it as an object ([pscustomobject]$table).",
        table);

    public static ErrorRecord RecordNotObject(PSObject record) => Invalid(
        ErrorId.RecordNotObject,
        $"The piped value {InputText.Quote(record.ToString(null, CultureInfo.InvariantCulture))} ({ObjectMembers.Describe(record)}) "
            + "has no members to bind. Pipe objects with ModelName and either ModelPackageArn or S3Uri.",
        record);

    public static ErrorRecord ModelNameMissing(object? target) =>
        Invalid(ErrorId.ModelNameMissing, $"-ModelName is missing. {Use(Constraints.ModelName)}", target);

    public static ErrorRecord TwoSources(string model, string package, string s3, object target) => Invalid(
        ErrorId.TwoSources,
        $"Model {InputText.Quote(model)} has two sources: -ModelPackageArn {InputText.Quote(package)} and -S3Uri {InputText.Quote(s3)}. "
            + "Specify only one of them.",
        target);

    public static ErrorRecord SourceMissing(string model, object target) => Invalid(
        ErrorId.SourceMissing,
        $"Model {InputText.Quote(model)} has no source. Specify -ModelPackageArn or -S3Uri, "
            + $"for example {Constraints.ModelPackageArn.Example} or {Constraints.S3Uri.Example}.",
        target);

    public static ErrorRecord RoleArnMissing(string model, string s3, object target) => Invalid(
        ErrorId.RoleArnMissing,
        $"Model {InputText.Quote(model)} has -S3Uri {InputText.Quote(s3)} but no -RoleArn. "
            + $"Specify the role that reads the artifacts, for example {Constraints.RoleArn.Example}.",
        target);

    public static ErrorRecord DuplicateClientRequestToken(string token, string first, string second, object? target) => Invalid(
        ErrorId.DuplicateClientRequestToken,
        $"-ClientRequestToken {InputText.Quote(token)} is already used for {InputText.Quote(first)}; "
            + $"{InputText.Quote(second)} would not be created. Omit it or use a different token for each record.",
        target);

    public static ErrorRecord NothingToChange(string identifier, object target) => Invalid(
        ErrorId.NothingToChange,
        $"There is nothing to change for {InputText.Quote(identifier)}. Specify -DesiredProvisionedModelName, -DesiredModelId or both.",
        target);

    // Prompts and answers. No sentence has a part of them.

    public static ErrorRecord ModelNotDeployed(string label, object target) => Invalid(
        ErrorId.ModelNotDeployed,
        $"The custom model {label} cannot be invoked directly. Deploy it with New-BedrockCustomModelDeployment, "
            + "or buy model units with New-BedrockProvisionedModelThroughput, and pipe the result to Invoke-BedrockModel.",
        target);

    /// <param name="problem">What is wrong; empty if there is no prompt.</param>
    /// <param name="target">The model.</param>
    public static ErrorRecord InvalidPrompt(string problem, object target) => problem.Length == 0
        ? Invalid(
            ErrorId.PromptMissing,
            "-Prompt is missing. Specify a text, or records with role and content, for example @{ role = 'user'; content = 'ping' }.",
            target)
        : Invalid(ErrorId.Invalid("-Prompt"), $"-Prompt {problem}.", target);

    public static ErrorRecord InvalidText(string parameter, string problem) =>
        Invalid(ErrorId.Invalid(parameter), $"{parameter} {problem}.", null);

    public static ErrorRecord BodyNotJson() => Invalid(
        ErrorId.Invalid("-Body"), "-Body is not valid JSON. Convert an object with ConvertTo-Json -Depth 10.", null);

    public static ErrorRecord BodyWith(string parameter) => Invalid(
        ErrorId.Invalid("-Body"), $"-Body cannot be combined with -{parameter}. Write the value into the body, or omit -Body.", null);

    public static ErrorRecord UnexpectedAnswer(string label, int length, string? stopReason, object target) => ErrorRecords.Create(
        new BedrockException(
            ErrorId.UnexpectedAnswer.ToString(),
            $"The answer of {label} is not as expected (-Expect). It has {length} characters"
                + $"{(stopReason is null ? "" : $" and the stop reason {stopReason}")}.",
            null),
        ErrorId.UnexpectedAnswer,
        ErrorCategory.InvalidResult,
        target);

    // Connection

    /// <summary>The ARN of a resource names one Region, and -Region another.</summary>
    public static ErrorRecord RegionContradiction(string identifier, string region, string given, object target) => Invalid(
        ErrorId.RegionContradiction,
        $"{InputText.Quote(identifier)} is in {region}, but -Region is {given}. Omit -Region or specify {region}.",
        target);

    /// <summary>A resource and a model that it is to serve are in different Regions.</summary>
    public static ErrorRecord ModelInOtherRegion(string identifier, string region, string model, string modelRegion, object target) =>
        Invalid(
            ErrorId.RegionContradiction,
            $"{InputText.Quote(model)} is in {modelRegion}, but {InputText.Quote(identifier)} is in {region}. Specify a model in {region}.",
            target);

    public static ErrorRecord InvalidConnection(ArgumentException exception) => Invalid(ErrorId.InvalidConnection, exception.Message, null);

    public static ArgumentException EndpointOfBedrock(Uri endpoint) => new(
        $"-EndpointUrl {EndpointResolver.Show(endpoint)} is not on this machine, so it is an endpoint of Amazon Bedrock, "
        + "which this command does not call. Set AWS_ENDPOINT_URL_SAGEMAKER and AWS_ENDPOINT_URL_S3.");

    public static ArgumentException SessionTokenAlone() => new("-SessionToken requires -AccessKey and -SecretKey. Specify all three.");

    public static ArgumentException AccessKeyAlone() => new("-AccessKey requires -SecretKey. Specify both.");

    public static ArgumentException SecretKeyAlone() => new("-SecretKey requires -AccessKey. Specify both.");

    public static ArgumentException CredentialWithoutPassword(string name) =>
        new($"{name} is a PSCredential without a password. Use the access key as its user name and the secret key as its password.");

    public static ArgumentException CredentialWithoutSecretKey(string name) =>
        new($"{name} has an access key but no secret key. Specify both.");

    public static ArgumentException CredentialWithoutAccessKey(string name) =>
        new($"{name} has a secret key but no access key. Specify both.");

    public static ArgumentException CredentialWithoutKeys(string name, object source) => new(
        $"{name} is {ObjectMembers.Describe(source)}, which contains no keys. Use a credentials object of AWS Tools, STS output, "
        + "a hashtable with AccessKeyId and SecretAccessKey (and SessionToken), or a PSCredential with the access key as user name.");

    /// <summary>Becomes part of the client's sentence, so it has no capital and no period.</summary>
    public static InvalidOperationException ProviderWithoutKeys(object provider) =>
        new($"the object of type {provider.GetType().FullName} returned no keys");

    // Confirmation

    /// <param name="change">The change, as it follows "To", for example "delete custom model a in us-east-1".</param>
    /// <param name="hasForce">Whether the cmdlet has -Force.</param>
    /// <param name="target">The target of the error.</param>
    public static ErrorRecord ConfirmationImpossible(string change, bool hasForce, string target) => ErrorRecords.Create(
        new InvalidOperationException(
            $"This session cannot prompt for confirmation. To {change}, add {(hasForce ? "-Force or " : "")}-Confirm:$false."),
        ErrorId.ConfirmationImpossible,
        ErrorCategory.InvalidOperation,
        target);

    private static ErrorRecord Invalid(ErrorId id, string message, object? target) =>
        ErrorRecords.Create(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target);

    private static string NotValid(string subject, string value, Constraint constraint) =>
        value.Length == 0
            ? $"{subject} is empty. {Use(constraint)}"
            : $"{subject} {InputText.Quote(value)} is not valid{InputText.DescribeCharacters(value, constraint)}. {Use(constraint)}";

    private static string NameForArn(string parameter, string name, string remedy, Constraint constraint) =>
        $"{parameter} {InputText.Quote(name)} is a name, not an ARN. {remedy}, or u{Use(constraint)[1..]}";

    private static bool IsModelName(string value) => Constraints.ModelName.Check(value) == Violations.None;

    private static string Use(Constraint constraint)
    {
        var example = constraint.Example.Length > 0 && constraint.Values is null ? $", for example {constraint.Example}" : "";
        return $"Use {constraint.Words}{example}.";
    }

    private static ArgumentTransformationMetadataException Duration(object value, string problem) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Duration '{value}' {problem}. Use a number of seconds, for example 90, or a TimeSpan, for example 00:01:30."));
}
