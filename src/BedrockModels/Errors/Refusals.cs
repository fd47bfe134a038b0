using System.Collections;
using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>
/// Every sentence about input that a cmdlet refuses, each in a factory that is named for what is refused. The checks are elsewhere:
/// <see cref="InputCheck"/> for values, the attributes in Binding for arguments, the cmdlets for what only they know.
/// </summary>
internal static class Refusals
{
    private static string TagExample => $"@{{ {Constraints.TagKey.Example} = '{Constraints.TagValue.Example}' }}";

    // Values

    public static ErrorRecord InvalidValue(string parameter, string value, Constraint constraint, object? target) =>
        Invalid(ErrorId.Invalid(parameter), NotValid(parameter, value, constraint), target);

    /// <summary>The same for an argument, before there is an error record.</summary>
    public static ValidationMetadataException InvalidArgument(string parameter, string value, Constraint constraint) =>
        new(NotValid(parameter, value, constraint));

    public static ErrorRecord NameMissing(ErrorId id, string parameter, Constraint constraint, object? target) =>
        Invalid(id, $"{parameter} is not given, and the input carries no name to take: it takes {constraint.Words}, such as {constraint.Example}.", target);

    public static ErrorRecord WildcardNotAllowed(string parameter, string identifier, string getCommand) => Invalid(
        ErrorId.WildcardNotAllowed,
        $"{parameter} is {InputText.Quote(identifier)}: wildcards are not taken here; pipe from {getCommand} instead, such as {getCommand} {InputText.Quote(identifier)} | ...",
        identifier);

    public static ErrorRecord ResourceArnWithoutArn(string value, object target)
    {
        var constraint = Constraints.TaggableResourceArn;
        return Invalid(
            ErrorId.InvalidResourceArn,
            $"-ResourceArn is {(value.Length == 0 ? "empty" : InputText.Quote(value))}: it takes {constraint.Words}, such as {constraint.Example}; to tag by name, pipe from a Get- cmdlet.",
            target);
    }

    /// <summary>
    /// What stands for a value that cannot be read from an object. No constraint accepts its parentheses, so the item is refused
    /// with a sentence that quotes it, and the items beside it are not.
    /// </summary>
    public static string UnreadableValue(object? source, string missing) => $"({ObjectMembers.Describe(source)}; no {missing})";

    public static ArgumentTransformationMetadataException InvalidDuration(object value) => Duration(value, "is no length of time");

    public static ArgumentTransformationMetadataException NegativeDuration(object value) => Duration(value, "is negative");

    public static ArgumentTransformationMetadataException TooLongDuration(object value) => Duration(value, "is too long");

    public static ArgumentTransformationMetadataException InvalidModelUnits(string value) =>
        new($"-ModelUnits is {InputText.Quote(value)}: it takes a whole number of model units, {Constraints.ModelUnits.Minimum} or more.");

    // Tags

    public static ErrorRecord TagMissing(object? target) => Invalid(ErrorId.TagMissing, $"-Tag holds no tag: give one or more, such as {TagExample}.", target);

    public static ErrorRecord TooManyTags(int count, object? target) =>
        Invalid(ErrorId.TooManyTags, $"-Tag holds {count} tags: one resource takes at most {Constraints.TagsPerResource}.", target);

    public static ErrorRecord TooManyTagKeys(int count, object? target) =>
        Invalid(ErrorId.TooManyTags, $"-TagKey holds {count} keys: it takes {Constraints.TagKeyList.Words}.", target);

    public static ErrorRecord InvalidTagKey(string key, object? target) =>
        Invalid(ErrorId.InvalidTagKey, NotValid("A key of -Tag", key, Constraints.TagKey), target);

    public static ErrorRecord InvalidTagValue(ResourceTag tag, object? target) =>
        Invalid(ErrorId.InvalidTagValue, NotValid($"The value of the tag {InputText.Quote(tag.Key)} of -Tag", tag.Value, Constraints.TagValue), target);

    public static ErrorRecord ReservedTagKey(string parameter, string key, object? target) => Invalid(
        ErrorId.ReservedTagKey,
        $"{(parameter == "-Tag" ? "A key of -Tag" : parameter)} is {InputText.Quote(key)}: AWS keeps the keys that begin with aws: for itself; take another, such as {Constraints.TagKey.Example}.",
        target);

    public static ArgumentTransformationMetadataException UnreadableTags(object source) => new(
        $"-Tag cannot be read from {ObjectMembers.Describe(source)}: give a hashtable, such as {TagExample}, or a text, such as 'Environment=Production;Team=ML'.");

    public static ArgumentTransformationMetadataException TagWithoutEqualsSign(string text) =>
        new($"-Tag holds {InputText.Quote(text)}, which is no key=value: write it as 'Environment=Production;Team=ML'.");

    public static ArgumentTransformationMetadataException TagNotText(object? value) =>
        new($"-Tag holds {ObjectMembers.Describe(value)} where a text is needed: write keys and values as text, such as {TagExample}.");

    // Records

    public static ErrorRecord HashtablePiped(string command, IDictionary table) => Invalid(
        ErrorId.HashtablePiped,
        $"The entries of a hashtable do not bind to parameters where it is piped: splat it ({command} @table), or pipe it as an object ([pscustomobject]$table).",
        table);

    public static ErrorRecord RecordNotObject(PSObject record) => Invalid(
        ErrorId.RecordNotObject,
        $"{InputText.Quote(record.ToString())} was piped, {ObjectMembers.Describe(record)} without members to bind: pipe objects with ModelName, and ModelPackageArn or S3Uri.",
        record);

    public static ErrorRecord ModelNameMissing(object? target) => Invalid(
        ErrorId.ModelNameMissing, $"-ModelName is not given: it takes {Constraints.ModelName.Words}, such as {Constraints.ModelName.Example}.", target);

    public static ErrorRecord TwoSources(string model, string package, string s3, object target) => Invalid(
        ErrorId.TwoSources,
        $"-ModelPackageArn is {InputText.Quote(package)} and -S3Uri is {InputText.Quote(s3)}, for model {InputText.Quote(model)}: give one of the two sources.",
        target);

    public static ErrorRecord SourceMissing(string model, object target) => Invalid(
        ErrorId.SourceMissing,
        $"Neither -ModelPackageArn nor -S3Uri is given for model {InputText.Quote(model)}: give one, such as {Constraints.ModelPackageArn.Example} or {Constraints.S3Uri.Example}.",
        target);

    public static ErrorRecord RoleArnMissing(string model, string s3, object target) => Invalid(
        ErrorId.RoleArnMissing,
        $"-S3Uri is {InputText.Quote(s3)} and -RoleArn is not given, for model {InputText.Quote(model)}: give the role that reads the artifacts, such as {Constraints.RoleArn.Example}.",
        target);

    public static ErrorRecord DuplicateClientRequestToken(string token, string first, string second, object? target) => Invalid(
        ErrorId.DuplicateClientRequestToken,
        $"-ClientRequestToken is {InputText.Quote(token)} for {InputText.Quote(first)} already: leave it out, or give each record one of its own, for {InputText.Quote(second)} would not be made.",
        target);

    public static ErrorRecord NothingToChange(string identifier, object target) => Invalid(
        ErrorId.NothingToChange,
        $"Nothing is to change for {InputText.Quote(identifier)}: give -DesiredProvisionedModelName, -DesiredModelId or both.",
        target);

    // Connection

    /// <summary>The ARN of a resource names one Region, and -Region another.</summary>
    public static ErrorRecord RegionContradiction(string identifier, string region, string given, object target) => Invalid(
        ErrorId.RegionContradiction, $"{InputText.Quote(identifier)} lies in {region}, and -Region is {given}: leave -Region out, or give {region}.", target);

    /// <summary>A resource and a model that it is to serve are in different Regions.</summary>
    public static ErrorRecord ModelInOtherRegion(string identifier, string region, string model, string modelRegion, object target) => Invalid(
        ErrorId.RegionContradiction,
        $"{InputText.Quote(model)} lies in {modelRegion}, and {InputText.Quote(identifier)} in {region}: give a model of {region}.",
        target);

    public static ErrorRecord InvalidConnection(ArgumentException exception) => Invalid(ErrorId.InvalidConnection, exception.Message, null);

    public static ArgumentException SessionTokenAlone() => new("-SessionToken is given without -AccessKey and -SecretKey: give all three.");

    public static ArgumentException AccessKeyAlone() => new("-AccessKey is given without -SecretKey: give both.");

    public static ArgumentException SecretKeyAlone() => new("-SecretKey is given without -AccessKey: give both.");

    public static ArgumentException CredentialWithoutPassword(string name) =>
        new($"{name} is a PSCredential without a password: its user name is the access key, and its password the secret key.");

    public static ArgumentException CredentialWithoutSecretKey(string name) => new($"{name} holds an access key without its secret key: give both.");

    public static ArgumentException CredentialWithoutAccessKey(string name) => new($"{name} holds a secret key without its access key: give both.");

    public static ArgumentException CredentialWithoutKeys(string name, object source) => new(
        $"{name} holds no keys, but {ObjectMembers.Describe(source)}: give a credentials object of AWS Tools, STS output or a hashtable with AccessKeyId and SecretAccessKey (and SessionToken), or a PSCredential with the access key as user name.");

    public static InvalidOperationException ProviderWithoutKeys(object provider) => new($"the object, a {provider.GetType().FullName}, handed out no keys");

    // Confirmation

    public static ErrorRecord ConfirmationImpossible(string target, string action, bool hasForce) => ErrorRecords.Create(
        new InvalidOperationException($"'{action}' on {target} must be confirmed, and nobody can be asked here: add {(hasForce ? "-Force, or " : "")}-Confirm:$false."),
        ErrorId.ConfirmationImpossible,
        ErrorCategory.InvalidOperation,
        target);

    private static ErrorRecord Invalid(ErrorId id, string message, object? target) =>
        ErrorRecords.Create(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target);

    private static string NotValid(string subject, string value, Constraint constraint)
    {
        var example = constraint.Example.Length > 0 && constraint.Values is null ? $", such as {constraint.Example}" : "";
        return $"{subject} is {(value.Length == 0 ? "empty" : InputText.Quote(value))}: it takes {constraint.Words}{example}.";
    }

    private static ArgumentTransformationMetadataException Duration(object value, string problem) =>
        new($"The time '{value}' {problem}: give a number of seconds, such as 90, or a TimeSpan, such as 00:01:30.");
}
