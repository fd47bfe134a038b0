using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Checks the records of New-BedrockCustomModel before anything is sent.</summary>
internal static class CreateCustomModelInput
{
    /// <summary>The first thing that is wrong with a request; null where nothing is. Without a name nothing can be sent at all.</summary>
    /// <param name="request">The request.</param>
    /// <param name="record">The record it was made from; null where none was piped.</param>
    /// <param name="skipsValidation">Whether the service is to judge the values.</param>
    public static ErrorRecord? Check(CreateCustomModelRequest request, PSObject? record, bool skipsValidation)
    {
        if (OfRecord(record) is { } problem)
            return problem;
        if (request.ModelName is null)
            return ErrorRecords.OfInput(ErrorId.ModelNameMissing, $"-ModelName is not given: it takes {Constraints.ModelName.Words}, such as {Constraints.ModelName.Example}.", record);
        return skipsValidation ? null : CheckValues(request, record ?? (object)request.ModelName);
    }

    /// <summary>The error about a record that cannot have members to bind; the engine binds such a one to nothing, and says nothing.</summary>
    private static ErrorRecord? OfRecord(PSObject? record) => record?.BaseObject switch
    {
        string or ValueType => ErrorRecords.OfInput(ErrorId.RecordNotObject,
            $"{InputText.Quote(record.ToString())} was piped, {ObjectMembers.Describe(record)} without members to bind: pipe objects with ModelName, and ModelPackageArn or S3Uri.", record),
        _ => null,
    };

    private static ErrorRecord? CheckValues(CreateCustomModelRequest request, object target)
    {
        var package = request.CustomModelDataSource?.ModelPackageArnDataSource?.ModelPackageArn;
        var s3 = request.ModelSourceConfig?.S3DataSource?.S3Uri;
        return InputCheck.Value("-ModelName", request.ModelName, Constraints.ModelName, target)
            ?? OfRule(CreateCustomModelRules.Check(package is not null, s3 is not null, request.RoleArn is not null), package, s3, request.ModelName!, target)
            ?? InputCheck.Value("-ModelPackageArn", package, Constraints.ModelPackageArn, target)
            ?? InputCheck.Value("-S3Uri", s3, Constraints.S3Uri, target)
            ?? InputCheck.Value("-RoleArn", request.RoleArn, Constraints.RoleArn, target)
            ?? InputCheck.Value("-KmsKeyArn", request.ModelKmsKeyArn, Constraints.KmsKeyArn, target)
            ?? InputCheck.Value("-ClientRequestToken", request.ClientRequestToken, Constraints.ClientRequestToken, target)
            ?? InputCheck.Tags(request.ModelTags, target);
    }

    private static ErrorRecord? OfRule(CreateCustomModelViolation? broken, string? package, string? s3, string name, object target) => broken switch
    {
        CreateCustomModelViolation.TwoSources => ErrorRecords.OfInput(ErrorId.TwoSources,
            $"-ModelPackageArn is {InputText.Quote(package!)} and -S3Uri is {InputText.Quote(s3!)}, for model {InputText.Quote(name)}: give one of the two sources.", target),
        CreateCustomModelViolation.NoSource => ErrorRecords.OfInput(ErrorId.SourceMissing,
            $"Neither -ModelPackageArn nor -S3Uri is given for model {InputText.Quote(name)}: give one, such as {Constraints.ModelPackageArn.Example} or {Constraints.S3Uri.Example}.", target),
        CreateCustomModelViolation.RoleMissing => ErrorRecords.OfInput(ErrorId.RoleArnMissing,
            $"-S3Uri is {InputText.Quote(s3!)} and -RoleArn is not given, for model {InputText.Quote(name)}: give the role that reads the artifacts, such as {Constraints.RoleArn.Example}.", target),
        _ => null,
    };
}
