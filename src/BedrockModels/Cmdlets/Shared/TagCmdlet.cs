namespace BedrockModels;

/// <summary>Base of the tag cmdlets: they identify a resource by its ARN, or a custom model by its name.</summary>
public abstract class TagCmdlet : BedrockCmdlet
{
    private protected TagCmdlet() { }

    /// <summary>
    /// The ARNs of custom models, deployments or Provisioned Throughput, the names of custom models, or objects with a ResourceArn,
    /// CustomModelDeploymentArn, ProvisionedModelArn or ModelArn property.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ProvisionedModelArn", "ModelArn", "Name", "Model")]
    [IdentifierTransformation(["ResourceArn", "CustomModelDeploymentArn", "ProvisionedModelArn", "ModelArn"], ["ModelName"])]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ResourceArn { get; set; } = [];

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, OrderedRequests.MostAtOnce)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    /// <summary>Checks that an identifier can be that of a resource with tags, and connects to its Region, or writes the error.</summary>
    private protected bool TryGetResource(string identifier, out BedrockClient client)
    {
        client = null!;
        return Passes(InputCheck.ResourceToTag(identifier, TargetOf(identifier))) && TryConnect(identifier, out client);
    }

    /// <summary>Sends a change and then, with -PassThru, returns the tags.</summary>
    private protected void Change(
        BedrockClient client, string identifier, bool passThru, Func<string, CancellationToken, Task> change) =>
        Send(client, identifier, async (arn, ct) =>
        {
            await change(arn, ct).ConfigureAwait(false);
            return passThru ? await client.ListTagsAsync(arn, ct).ConfigureAwait(false) : (IReadOnlyList<ResourceTag>)[];
        }, Emit);

    /// <summary>Sends a request about an ARN, for the name of a model after the request that returns its ARN.</summary>
    private protected void Send(
        BedrockClient client,
        string identifier,
        Func<string, CancellationToken, Task<IReadOnlyList<ResourceTag>>> call,
        Action<string, IReadOnlyList<ResourceTag>> write) =>
        Requests.Send(client, TargetOf(identifier), Labels.For(identifier), async ct =>
        {
            var arn = Arn.LooksLikeOne(identifier) ? identifier : await FindArnAsync(client, identifier, ct).ConfigureAwait(false);
            return (Arn: arn, Tags: await call(arn, ct).ConfigureAwait(false));
        }, found => write(found.Arn, found.Tags));

    /// <summary>Returns tags by key, each with the ARN of its resource.</summary>
    private protected void Emit(string arn, IReadOnlyList<ResourceTag> tags)
    {
        foreach (var tag in tags.OrderBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase))
        {
            tag.ResourceArn = arn;
            WriteObject(tag);
        }
    }

    private static async Task<string> FindArnAsync(BedrockClient client, string model, CancellationToken ct)
    {
        try
        {
            return (await Resources.CustomModels.GetAsync(client, model, ct).ConfigureAwait(false)).ModelArn!;
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            throw ErrorRecords.NoModelToTag(exception, model);
        }
    }
}
