using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>
/// Deploys custom models for on-demand inference, where the model allows it; others need Provisioned Throughput. Inference takes
/// the deployment's CustomModelDeploymentArn as its model id.
/// </summary>
/// <remarks>
/// <para>
/// The model must be Active: pipe it from Wait-BedrockCustomModel, or from New-BedrockCustomModel with -Wait. Without
/// -ModelDeploymentName the deployment takes the name of the piped model. -Wait returns when it is Active.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:CreateCustomModelDeployment; with -Tag also bedrock:TagResource; with -Wait
/// bedrock:GetCustomModelDeployment, and bedrock:ListCustomModelDeployments where several are waited for.
/// </notes>
/// <example>
/// A deployment of a model. The call returns at once; the deployment is Creating.
/// <code>
/// Get-BedrockCustomModel support-assistant | New-BedrockCustomModelDeployment -ModelDeploymentName support-v2
/// </code>
/// </example>
/// <example>
/// With a description and tags; -Wait returns when it is Active.
/// <code>
/// $deployment = @{
///     ModelArn            = (Get-BedrockCustomModel claims-reader).ModelArn
///     ModelDeploymentName = 'claims'
///     Description         = 'Reads claims'
///     Tag                 = @{ Team = 'Claims' }
/// }
/// New-BedrockCustomModelDeployment @deployment -Wait -PollInterval 1
/// </code>
/// </example>
/// <example>
/// From a new model to its deployment, in one pipeline.
/// <code>
/// New-BedrockCustomModel support-next -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/2 -Wait -PollInterval 1 | New-BedrockCustomModelDeployment -ModelDeploymentName support-next
/// </code>
/// </example>
[Cmdlet(VerbsCommon.New, "BedrockCustomModelDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomModelDeployment))]
public sealed class NewBedrockCustomModelDeploymentCommand : NewCmdlet
{
    /// <summary>ARNs of models that are Active, or objects that carry a ModelArn.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [IdentifierTransformation("ModelArn", "ModelName")]
    [AllowEmptyString]
    public string[] ModelArn { get; set; } = [];

    /// <summary>The deployment's name, unique in the account and Region: 1 to 63 letters, digits, '-' and '_'. Without it the deployment gets the name of the piped model.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NotGivenWhenEmpty]
    public string? ModelDeploymentName { get; set; }

    /// <summary>A description, 1 to 2048 characters in one line.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? Description { get; set; }

    private protected override void ProcessItems()
    {
        foreach (var model in ModelArn)
        {
            var target = TargetOf(model);
            var name = ModelDeploymentName ?? InputNote.Find(model)?.Name;
            if (!Passes(CheckHashtable(target)
                    ?? InputCheck.Value("-ModelArn", model, Constraints.CustomModelArn, target)
                    ?? InputCheck.Name(ErrorId.ModelDeploymentNameMissing, "-ModelDeploymentName", name, Constraints.ModelName, target)
                    ?? InputCheck.Value("-Description", Description, Constraints.Description, target) ?? CheckShared(name!, target))
                || !TryConnect(model, out var client))
                continue;
            var request = new CreateCustomModelDeploymentRequest { ModelDeploymentName = name, ModelArn = model, Description = Description, Tags = Tag, ClientRequestToken = CreateToken() };
            TellRequest(Operations.CreateCustomModelDeployment, request);
            if (Confirms($"custom model {Labels.For(model)} in {client.Region}", $"Deploy for on-demand inference as {name}"))
                Requests.Send(client, target, name!, ct => CreateAsync(client, request, ct), deployment => Changed.Write(deployment, target, Wait));
        }
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Deployments, Schedule);

    private static async Task<CustomModelDeployment> CreateAsync(BedrockClient client, CreateCustomModelDeploymentRequest request, CancellationToken ct) => new()
    {
        CustomModelDeploymentArn = (await client.SendAsync(Operations.CreateCustomModelDeployment, request, ct).ConfigureAwait(false)).CustomModelDeploymentArn,
        ModelDeploymentName = request.ModelDeploymentName,
        ModelArn = request.ModelArn,
        Description = request.Description,
        Status = ResourceStatus.Creating,
        Region = client.Region,
    };
}
