namespace BedrockModels;

/// <summary>Gets the tags of custom models, deployments and Provisioned Throughput.</summary>
/// <remarks>
/// <para>The cmdlet accepts ARNs and all objects that this module returns for a resource. A name is the name of a custom model; pipe
/// deployments and Provisioned Throughput from their Get- cmdlet. Each returned tag has the ResourceArn of its resource.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListTagsForResource.html.</para>
/// </remarks>
/// <notes>Needs bedrock:ListTagsForResource. For a name, also needs bedrock:GetCustomModel.</notes>
/// <example>Get the tags of a model.
/// <code>Get-BedrockResourceTag support-assistant</code></example>
/// <example>Get the tags as a hashtable, splatted, to read one of them.
/// <code>
/// $model = Get-BedrockCustomModel support-assistant
/// $read = @{ ResourceArn = $model.ModelArn; AsHashtable = $true }
/// (Get-BedrockResourceTag @read)['Team']
/// </code></example>
/// <example>Get the models of a team.
/// <code>
/// $models = Get-BedrockCustomModel
/// $models | Where-Object { (Get-BedrockResourceTag $_ -AsHashtable)['Team'] -eq 'Support' }
/// </code></example>
/// <output type="System.Collections.Hashtable">With -AsHashtable: the tags of one resource, by key.</output>
[Cmdlet(VerbsCommon.Get, "BedrockResourceTag", HelpUri = HelpPages.Folder + "Get-BedrockResourceTag.md")]
[OutputType(typeof(ResourceTag), typeof(Hashtable))]
public sealed class GetBedrockResourceTagCommand : TagCmdlet
{
    /// <summary>
    /// Returns one hashtable per resource instead of one object per tag. The keys of the hashtable are case-sensitive, as tag keys are.
    /// </summary>
    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    private protected override void ProcessItems()
    {
        foreach (var identifier in ResourceArn)
        {
            if (TryGetResource(identifier, out var client))
                Send(client, identifier, async (arn, ct) => await client.ListTagsAsync(arn, ct).ConfigureAwait(false), WriteTags);
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
