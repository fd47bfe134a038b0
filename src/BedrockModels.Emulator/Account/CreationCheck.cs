namespace BedrockModels.Emulator;

/// <summary>What the creation of a model meets in the account: the request is refused, or its model becomes Failed.</summary>
/// <remarks>Bedrock reads a model package as the caller, at once, and S3 and KMS later, with the role.</remarks>
internal sealed class CreationCheck(EmulatorAccount account)
{
    /// <exception cref="ServiceException">The caller may not use the role or the package, or the package cannot be used.</exception>
    public void Refuse(Call call, ModelResource model)
    {
        RefuseDenied(call, model.RoleArn is null ? null : "iam:PassRole", model.RoleArn);
        if (call.Input.Package is not { } name)
            return;
        RefuseDenied(call, "sagemaker:DescribeModelPackage", name);
        RefuseDenied(call, "sagemaker:AccessModelPackage", name);
        var package = account.FindPackage(name, call.Store.Region, call.AccountId)?.Package
            ?? throw ServiceException.NotFound($"The model package {name} was not found.");
        if (package.Status != "Completed")
            throw ServiceException.Validation($"The model package {name} is {package.Status}; it must be Completed.");
        if (!package.Restricted)
            throw ServiceException.Validation($"The model package {name} is not a restricted model package.");
    }

    /// <summary>The failure message of a model; null if it becomes Active.</summary>
    public string? FindFailure(Call call, ModelResource model)
    {
        var role = model.RoleArn is null ? null : account.FindRole(model.RoleArn, call.AccountId);
        if (model.RoleArn is not null && role is null)
            return $"Could not assume provided IAM role. The role {model.RoleArn} does not exist.";
        if (role is not null && !AccountPolicy.TrustsBedrock(role.GetTrust(), call.AccountId, model.Arn))
            return $"Could not assume provided IAM role. The trust policy of {model.RoleArn} does not allow bedrock.amazonaws.com.";
        return FindKeyFailure(call, model, role) ?? (call.Input.S3Uri is { } uri ? FindSourceFailure(call, uri, role!) : null);
    }

    private string? FindKeyFailure(Call call, ModelResource model, AccountRole? role)
    {
        if (model.KmsKeyArn is not { } arn)
            return null;
        if (account.FindKey(arn, call.Store.Region, call.AccountId)?.Key is not { } key)
            return $"The KMS key {arn} does not exist in {call.Store.Region}.";
        if (key.State != "Enabled")
            return $"The KMS key {arn} is {key.State}; it must be Enabled.";
        if (key is not { Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Manager: "CUSTOMER" })
            return $"The KMS key {arn} is not a symmetric encryption key that the account manages.";
        var denied = CreateCustomModelRules.KeyActions.FirstOrDefault(action => role?.Decide(action) == "explicitDeny");
        return denied is null ? null : $"The role {model.RoleArn} is not authorized to perform {denied} on {arn}.";
    }

    private string? FindSourceFailure(Call call, string uri, AccountRole role)
    {
        var parts = uri["s3://".Length..].Split('/', 2);
        if (account.FindBucket(parts[0]) is not { } bucket)
            return $"The bucket {parts[0]} does not exist.";
        if (bucket.Region is { } region && region != call.Store.Region)
            return $"The bucket {parts[0]} is in {region}, not in {call.Store.Region}.";
        if (((string[])["s3:ListBucket", "s3:GetObject"]).FirstOrDefault(action => role.Decide(action) != "allowed") is { } denied)
            return $"The role {call.Input.Text("roleArn")} is not authorized to perform {denied} on {uri}.";
        return ObjectService.KeysOf(bucket, parts.Length == 2 ? parts[1] : "").Any() ? null : $"No model artifacts were found at {uri}.";
    }

    private void RefuseDenied(Call call, string? action, string? resource)
    {
        if (action is not null && account.DeniesByName(action))
            throw IdentityService.Denied(account, action, call.Store.Region, call.AccountId, resource);
    }
}
