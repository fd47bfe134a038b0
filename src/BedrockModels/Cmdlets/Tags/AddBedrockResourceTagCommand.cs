using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Adds tags to custom models, deployments and Provisioned Throughput. A key that is there already takes the new value.</summary>
/// <remarks>
/// <para>
/// Takes ARNs, and any object that this module emits for a resource. Nothing is emitted, unless -PassThru asks for the tags
/// that the resource has then.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TagResource.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:TagResource; with -PassThru also bedrock:ListTagsForResource.
/// </notes>
/// <example>
/// Tags of a model; keys that are there take the new value.
/// <code>
/// Get-BedrockCustomModel support-assistant | Add-BedrockResourceTag -Tag @{ Environment = 'Production'; Owner = 'ml-team' }
/// </code>
/// </example>
/// <example>
/// The same for all models whose names match, and the tags they have then.
/// <code>
/// Get-BedrockCustomModel test-* | Add-BedrockResourceTag -Tag 'Environment=Test;Retain=no' -PassThru
/// </code>
/// </example>
/// <example>
/// Splatted, for all models.
/// <code>
/// $tags = @{ Tag = @{ Environment = 'Production' } }
/// Get-BedrockCustomModel | Add-BedrockResourceTag @tags
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Add, "BedrockResourceTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ResourceTag))]
public sealed class AddBedrockResourceTagCommand : TagCmdlet
{
    /// <summary>ARNs of custom models, deployments or Provisioned Throughput, or objects that carry one.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ProvisionedModelArn", "ModelArn")]
    [IdentifierTransformation("ResourceArn CustomModelDeploymentArn ProvisionedModelArn ModelArn", "ModelName")]
    [AllowEmptyString]
    public string[] ResourceArn { get; set; } = [];

    /// <summary>Tags: a hashtable, objects with key and value, or a text such as 'Environment=Production;Team=ML'. A resource takes at most 50.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Tags", "ModelTags", "ModelTag")]
    [TagTransformation]
    [AllowNull]
    [AllowEmptyCollection]
    public ResourceTag[]? Tag { get; set; }

    /// <summary>Emits the tags that the resource has then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override bool ChangesSomething => true;

    private protected override void ProcessItems()
    {
        foreach (var arn in ResourceArn)
        {
            if (Passes(InputCheck.SomeTags(Tag, TargetOf(arn))) && TryGetResource(arn, out var client) && Confirms($"{Labels.For(arn)} in {client.Region}", $"Add the tags {string.Join<ResourceTag>(", ", Tag!)}"))
                Change(client, arn, PassThru, ct => client.SendAsync(Operations.TagResource, new() { ResourceARN = arn, Tags = Tag! }, ct));
        }
    }
}
