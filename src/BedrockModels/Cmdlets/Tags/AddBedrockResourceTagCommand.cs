namespace BedrockModels;

/// <summary>Adds tags to custom models, deployments and Provisioned Throughput. If a key already exists, its value is replaced.</summary>
/// <remarks>
/// <para>The cmdlet accepts ARNs and all objects that this module returns for a resource. A name is the name of a custom model; pipe
/// deployments and Provisioned Throughput from their Get- cmdlet. The cmdlet returns nothing, unless -PassThru is specified. More than 50
/// tags for one resource are an error (TooManyTags; TooManyTagsException if the existing and the new tags together are too many).</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TagResource.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:TagResource. For a name, also needs bedrock:GetCustomModel. With -PassThru, also needs bedrock:ListTagsForResource.
/// </notes>
/// <example>Add tags to a model. If a key already exists, its value is replaced.
/// <code>Add-BedrockResourceTag support-assistant -Tag @{ Environment = 'Production'; Owner = 'ml-team' }</code></example>
/// <example>Add tags to all models whose names match a wildcard, and return all tags of these models.
/// <code>Get-BedrockCustomModel test-* | Add-BedrockResourceTag -Tag 'Environment=Test;Retain=no' -PassThru</code></example>
/// <example>Add a tag to all models, splatted.
/// <code>
/// $tags = @{ Tag = @{ Environment = 'Production' } }
/// Get-BedrockCustomModel | Add-BedrockResourceTag @tags
/// </code></example>
[Cmdlet(VerbsCommon.Add, "BedrockResourceTag", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Folder + "Add-BedrockResourceTag.md")]
[OutputType(typeof(ResourceTag))]
public sealed class AddBedrockResourceTagCommand : TagCmdlet
{
    /// <inheritdoc cref="NewBedrockCustomModelCommand.Tag"/>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Tags", "ModelTags", "ModelTag")]
    [TagTransformation]
    [AllowNull]
    [AllowEmptyCollection]
    public ResourceTag[]? Tag { get; set; }

    /// <summary>Returns all tags that the resource has after the change.</summary>
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
            if (Passes(InputCheck.SomeTags(Tag, TargetOf(identifier)))
                && TryGetResource(identifier, out var client)
                && Confirms(
                    $"{Labels.Quoted(identifier)} in {client.Place}",
                    $"Add the tags '{string.Join<ResourceTag>("', '", Tag!)}'",
                    Force))
            {
                Change(client, identifier, PassThru, (arn, ct) =>
                    client.SendAsync(Operations.TagResource, new() { ResourceARN = arn, Tags = Tag! }, ct));
            }
        }
    }
}
