using System.Collections;
using System.Management.Automation;

namespace BedrockModels;

/// <summary>Gets the tags of custom models, deployments and Provisioned Throughput.</summary>
/// <remarks>
/// <para>
/// Takes ARNs, and any object that this module emits for a resource. Each tag carries the ResourceArn that it belongs to.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListTagsForResource.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:ListTagsForResource.
/// </notes>
/// <example>
/// The tags of a model.
/// <code>
/// Get-BedrockCustomModel support-assistant | Get-BedrockResourceTag
/// </code>
/// </example>
/// <example>
/// As a hashtable, splatted, to read one.
/// <code>
/// $model = Get-BedrockCustomModel support-assistant
/// $read = @{ ResourceArn = $model.ModelArn; AsHashtable = $true }
/// (Get-BedrockResourceTag @read)['Team']
/// </code>
/// </example>
/// <example>
/// The models of a team.
/// <code>
/// $models = Get-BedrockCustomModel
/// $models | Where-Object { (Get-BedrockResourceTag $_ -AsHashtable)['Team'] -eq 'Support' }
/// </code>
/// </example>
/// <output type="System.Collections.Hashtable">With -AsHashtable: the tags of one resource, by key.</output>
[Cmdlet(VerbsCommon.Get, "BedrockResourceTag")]
[OutputType(typeof(ResourceTag), typeof(Hashtable))]
public sealed class GetBedrockResourceTagCommand : TagCmdlet
{
    /// <summary>ARNs of custom models, deployments or Provisioned Throughput, or objects that carry one.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ProvisionedModelArn", "ModelArn")]
    [IdentifierTransformation("ResourceArn CustomModelDeploymentArn ProvisionedModelArn ModelArn", "ModelName")]
    [AllowEmptyString]
    public string[] ResourceArn { get; set; } = [];

    /// <summary>Emits one hashtable for each resource instead of an object for each tag. Its keys are case-sensitive, as the tags' are.</summary>
    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    private protected override void ProcessItems()
    {
        foreach (var arn in ResourceArn)
        {
            if (TryGetResource(arn, out var client))
                Requests.Send(client, TargetOf(arn), arn, ct => client.ListTagsAsync(arn, ct), tags => WriteTags(arn, tags));
        }
    }

    private void WriteTags(string arn, IReadOnlyList<ResourceTag> tags)
    {
        if (AsHashtable)
            WriteObject(new Hashtable(tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal), StringComparer.Ordinal));
        else
            Emit(arn, tags);
    }
}
