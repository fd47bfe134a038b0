using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Removes tags from custom models, deployments and Provisioned Throughput. A key that is not there is no error.</summary>
/// <remarks>
/// <para>
/// Takes ARNs, and any object that this module emits for a resource. Nothing is emitted, unless -PassThru asks for the tags
/// that are left.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UntagResource.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:UntagResource; with -PassThru also bedrock:ListTagsForResource.
/// </notes>
/// <example>
/// Two tags of a model, by their keys.
/// <code>
/// Get-BedrockCustomModel support-assistant | Remove-BedrockResourceTag -TagKey Team, Owner
/// </code>
/// </example>
/// <example>
/// A tag of many models, and the tags that are left.
/// <code>
/// Get-BedrockCustomModel test-* | Remove-BedrockResourceTag -TagKey Retain -PassThru
/// </code>
/// </example>
/// <example>
/// Splatted, to see what would be changed.
/// <code>
/// $keys = @{ TagKey = 'Team'; WhatIf = $true }
/// Get-BedrockCustomModel | Remove-BedrockResourceTag @keys
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BedrockResourceTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ResourceTag))]
public sealed class RemoveBedrockResourceTagCommand : TagCmdlet
{
    /// <summary>ARNs of custom models, deployments or Provisioned Throughput, or objects that carry one.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ProvisionedModelArn", "ModelArn")]
    [IdentifierTransformation("ResourceArn CustomModelDeploymentArn ProvisionedModelArn ModelArn", "ModelName")]
    [AllowEmptyString]
    public string[] ResourceArn { get; set; } = [];

    /// <summary>The keys of the tags to remove. They are case-sensitive.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("TagKeys", "Key")]
    [ArgumentCompleter(typeof(TagKeyCompleter))]
    public string[] TagKey { get; set; } = [];

    /// <summary>Emits the tags that the resource has then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override bool ChangesSomething => true;

    private protected override void ProcessItems()
    {
        foreach (var arn in ResourceArn)
        {
            if (Passes(InputCheck.TagKeys(TagKey, TargetOf(arn)))
                && TryGetResource(arn, out var client) && Confirms($"{Labels.For(arn)} in {client.Region}", $"Remove the tags {string.Join(", ", TagKey)}"))
                Change(client, arn, PassThru, ct => client.SendAsync(Operations.UntagResource, new() { ResourceARN = arn, TagKeys = TagKey }, ct));
        }
    }
}
