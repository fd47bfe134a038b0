namespace BedrockModels;

/// <summary>
/// The id of an error: the code of the service (or of the client, if there was no response), or one of this list. Scripts compare these
/// ids, so an id never changes. docs/troubleshooting.md has a line for each.
/// </summary>
internal sealed class ErrorId
{
    private readonly string _text;

    private ErrorId(string text) => _text = text;

    public static ErrorId BedrockError { get; } = new("BedrockError");
    public static ErrorId ModelNameMissing { get; } = new("ModelNameMissing");
    public static ErrorId ModelDeploymentNameMissing { get; } = new("ModelDeploymentNameMissing");
    public static ErrorId ProvisionedModelNameMissing { get; } = new("ProvisionedModelNameMissing");
    public static ErrorId SourceMissing { get; } = new("SourceMissing");
    public static ErrorId TwoSources { get; } = new("TwoSources");
    public static ErrorId RoleArnMissing { get; } = new("RoleArnMissing");
    public static ErrorId InvalidConnection { get; } = new("InvalidConnection");
    public static ErrorId RegionContradiction { get; } = new("RegionContradiction");
    public static ErrorId InvalidResourceArn { get; } = new("InvalidResourceArn");
    public static ErrorId InvalidTagKey { get; } = new("InvalidTagKey");
    public static ErrorId InvalidTagValue { get; } = new("InvalidTagValue");
    public static ErrorId TooManyTags { get; } = new("TooManyTags");
    public static ErrorId TagMissing { get; } = new("TagMissing");
    public static ErrorId ReservedTagKey { get; } = new("ReservedTagKey");
    public static ErrorId HashtablePiped { get; } = new("HashtablePiped");
    public static ErrorId RecordNotObject { get; } = new("RecordNotObject");
    public static ErrorId DuplicateClientRequestToken { get; } = new("DuplicateClientRequestToken");
    public static ErrorId NothingToChange { get; } = new("NothingToChange");
    public static ErrorId WildcardNotAllowed { get; } = new("WildcardNotAllowed");
    public static ErrorId ModelNotDeployed { get; } = new("ModelNotDeployed");
    public static ErrorId PromptMissing { get; } = new("PromptMissing");
    public static ErrorId UnexpectedAnswer { get; } = new("UnexpectedAnswer");
    public static ErrorId ConfirmationImpossible { get; } = new("ConfirmationImpossible");
    public static ErrorId EmulatorNotStarted { get; } = new("EmulatorNotStarted");
    public static ErrorId EmulatorNotChanged { get; } = new("EmulatorNotChanged");
    public static ErrorId EmulatorNotRunning { get; } = new("EmulatorNotRunning");
    public static ErrorId EmulatorNotSpecified { get; } = new("EmulatorNotSpecified");

    /// <summary>The id for an invalid value of a parameter, for example <c>InvalidModelName</c>.</summary>
    public static ErrorId Invalid(string parameter) => new("Invalid" + parameter.TrimStart('-'));

    /// <summary>The id of an error with a code; <see cref="BedrockError"/> if the code is empty.</summary>
    public static ErrorId FromCode(string code) => code.Length > 0 ? new(code) : BedrockError;

    public override string ToString() => _text;
}
