namespace BedrockModels;

/// <summary>Removes tags from custom models, deployments and Provisioned Throughput. A key that does not exist is not an error.</summary>
/// <remarks>
/// <para>The cmdlet accepts ARNs and all objects that this module returns for a resource. A name is the name of a custom model; pipe
/// deployments and Provisioned Throughput from their Get- cmdlet. The cmdlet returns nothing, unless -PassThru is specified.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UntagResource.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:UntagResource. For a name, also needs bedrock:GetCustomModel. With -PassThru, also needs bedrock:ListTagsForResource.
/// </notes>
/// <example>Remove two tags of a model by key.
/// <code>Remove-BedrockResourceTag support-assistant -TagKey Team, Owner</code></example>
/// <example>Remove a tag of many models, and return the remaining tags.
/// <code>Get-BedrockCustomModel test-* | Remove-BedrockResourceTag -TagKey Retain -PassThru</code></example>
/// <example>Show what would change, splatted.
/// <code>
/// $keys = @{ TagKey = 'Team'; WhatIf = $true }
/// Get-BedrockCustomModel | Remove-BedrockResourceTag @keys
/// </code></example>
[Cmdlet(VerbsCommon.Remove, "BedrockResourceTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Folder + "Remove-BedrockResourceTag.md")]
[OutputType(typeof(ResourceTag))]
public sealed class RemoveBedrockResourceTagCommand : TagCmdlet
{
    /// <summary>The keys of the tags to remove, at most 200. Keys are case-sensitive.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("TagKeys", "Key")]
    [ArgumentCompleter(typeof(TagKeyCompleter))]
    public string[] TagKey { get; set; } = [];

    /// <inheritdoc cref="AddBedrockResourceTagCommand.PassThru"/>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc cref="ChangeCmdlet.Force"/>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override bool ChangesSomething => true;

    private protected override void ProcessItems()
    {
        foreach (var identifier in ResourceArn)
        {
            if (Passes(InputCheck.TagKeys(TagKey, TargetOf(identifier)))
                && TryGetResource(identifier, out var client)
                && Confirms($"{Labels.Quoted(identifier)} in {client.Place}", $"Remove the tags '{string.Join("', '", TagKey)}'", Force))
            {
                Change(client, identifier, PassThru, (arn, ct) =>
                    client.SendAsync(Operations.UntagResource, new() { ResourceARN = arn, TagKeys = TagKey }, ct));
            }
        }
    }
}
