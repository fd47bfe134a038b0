using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Checks the records of New-BedrockCustomModel before anything is sent.</summary>
internal static class CreateCustomModelInput
{
    /// <summary>The first thing that is wrong with a request; null where nothing is. Without a name nothing can be sent at all.</summary>
    public static ErrorRecord? Check(CreateCustomModelRequest request, bool skipsValidation)
    {
        if (request.ModelName is null)
            return ErrorRecords.OfInput("ModelNameMissing", $"-ModelName is not given: it takes {Constraints.ModelName.Words}, such as {Constraints.ModelName.Example}.", null);
        return skipsValidation ? null : CheckValues(request);
    }

    private static ErrorRecord? CheckValues(CreateCustomModelRequest request)
    {
        var name = request.ModelName;
        var package = request.CustomModelDataSource?.ModelPackageArnDataSource?.ModelPackageArn;
        var s3 = request.ModelSourceConfig?.S3DataSource?.S3Uri;
        return InputCheck.Value("-ModelName", name, Constraints.ModelName, name)
            ?? OfRule(CreateCustomModelRules.Check(package is not null, s3 is not null, request.RoleArn is not null), package, s3, name)
            ?? InputCheck.Value("-ModelPackageArn", package, Constraints.ModelPackageArn, name)
            ?? InputCheck.Value("-S3Uri", s3, Constraints.S3Uri, name)
            ?? InputCheck.Value("-RoleArn", request.RoleArn, Constraints.RoleArn, name)
            ?? InputCheck.Value("-KmsKeyArn", request.ModelKmsKeyArn, Constraints.KmsKeyArn, name)
            ?? InputCheck.Value("-ClientRequestToken", request.ClientRequestToken, Constraints.ClientRequestToken, name)
            ?? InputCheck.Tags(request.ModelTags, name);
    }

    private static ErrorRecord? OfRule(CreateCustomModelBreak? broken, string? package, string? s3, string? name) => broken switch
    {
        CreateCustomModelBreak.TwoSources => ErrorRecords.OfInput("TwoSources",
            $"-ModelPackageArn is {InputText.Quote(package!)} and -S3Uri is {InputText.Quote(s3!)}, for model {InputText.Quote(name!)}: give one of the two sources.", name),
        CreateCustomModelBreak.NoSource => ErrorRecords.OfInput("SourceMissing",
            $"Neither -ModelPackageArn nor -S3Uri is given for model {InputText.Quote(name!)}: give one, such as {Constraints.ModelPackageArn.Example} or {Constraints.S3Uri.Example}.", name),
        CreateCustomModelBreak.RoleMissing => ErrorRecords.OfInput("RoleArnMissing",
            $"-S3Uri is {InputText.Quote(s3!)} and -RoleArn is not given, for model {InputText.Quote(name!)}: give the role that reads the artifacts, such as {Constraints.RoleArn.Example}.", name),
        _ => null,
    };
}
