using System.Text.Json;

namespace BedrockModels;

/// <summary>
/// Sends prompts to custom model deployments or Provisioned Throughput and returns the answers. With -Expect, an unexpected answer is an
/// error.
/// </summary>
/// <remarks>
/// <para>Pipe a deployment or a Provisioned Throughput, or specify its ARN. You can also pipe the prompts: texts, or objects with a Prompt
/// property. The cmdlet sends one request for each prompt, with the Converse operation, and returns one object for each answer. A model
/// that Converse does not support needs -Body, which the cmdlet sends unchanged with the InvokeModel operation.</para>
/// <para>A model can be Active and not ready to answer. The cmdlet then sends the prompt again until -Timeout ends. It also sends the
/// prompt again after throttling, an error of the service, or a failed connection attempt. It does not send a prompt again if the
/// connection breaks after the request was sent, if the model fails (ModelErrorException) or if it takes too long
/// (ModelTimeoutException): the model may have answered, and AWS bills each answer.</para>
/// <para>Prompts and answers are private: no error, log or -Debug line has a part of them. With several prompts, an error has the number of
/// the prompt.</para>
/// <para>The requests go to the runtime of Amazon Bedrock. Its endpoint variable is AWS_ENDPOINT_URL_BEDROCK_RUNTIME. An endpoint on this
/// machine in AWS_ENDPOINT_URL_BEDROCK, for example of an emulator, also serves the runtime.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and API_runtime_InvokeModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:InvokeModel on the deployment or the Provisioned Throughput, and kms:Decrypt if a key of your own encrypts the model.
/// </notes>
/// <output type="System.Management.Automation.PSObject">With -Body: the JSON of the answer as an object. An object in it with a name that
/// cannot be the name of a property, for example an empty one, is a hashtable.</output>
/// <example>Deploy a model and ask it.
/// <code>
/// Get-BedrockCustomModel support-assistant | New-BedrockCustomModelDeployment -Wait | Invoke-BedrockModel -Prompt 'Where is my order?'
/// </code></example>
/// <example>A smoke test: the pipeline stops with an error (UnexpectedAnswer) unless the answer begins with pong.
/// <code>
/// $deployment = Get-BedrockCustomModelDeployment support
/// $deployment | Invoke-BedrockModel -Prompt 'Reply with pong.' -Expect 'pong*' -MaxTokens 5 -ErrorAction Stop
/// </code></example>
/// <example>Send a conversation and settings, splatted.
/// <code>
/// $question = @{
///     System      = 'Answer in one sentence.'
///     MaxTokens   = 200
///     Temperature = 0.2
///     Prompt      = @(
///         @{ role = 'user'; content = 'I ordered a lamp.' }
///         @{ role = 'assistant'; content = 'Thank you for your order.' }
///         @{ role = 'user'; content = 'When does it arrive?' }
///     )
/// }
/// Get-BedrockCustomModelDeployment support | Invoke-BedrockModel @question
/// </code></example>
/// <example>Send the lines of a file, 16 at a time. The answers have the order of the lines.
/// <code>
/// $model = (Get-BedrockCustomModelDeployment support).CustomModelDeploymentArn
/// Get-Content ./prompts.txt | Invoke-BedrockModel $model -ThrottleLimit 16 | Export-Csv ./answers.csv
/// </code></example>
/// <example>Send a request in the schema of the model.
/// <code>
/// $body = '{ "messages": [ { "role": "user", "content": [ { "text": "ping" } ] } ], "inferenceConfig": { "topK": 20 } }'
/// $answer = Get-BedrockCustomModelDeployment support | Invoke-BedrockModel -Body $body
/// $answer.output.message.content[0].text
/// </code></example>
[Cmdlet(VerbsLifecycle.Invoke, "BedrockModel", HelpUri = HelpPages.Folder + "Invoke-BedrockModel.md")]
[OutputType(typeof(ModelAnswer), typeof(PSObject))]
public sealed class InvokeBedrockModelCommand : BedrockCmdlet
{
    private const string CustomModelPrefix = "custom-model/";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);
    private static int _lastActivity = 0x42520000;
    private readonly int _activity = Interlocked.Increment(ref _lastActivity);
    private bool _pipesModels;
    private bool _pipesPrompts;
    private bool _hasBar;
    private int _sent;

    /// <summary>
    /// The ARNs of deployments or Provisioned Throughput, or objects with a CustomModelDeploymentArn, ProvisionedModelArn or ModelId
    /// property.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ProvisionedModelArn", "ModelIdentifier")]
    [IdentifierTransformation(
        ["CustomModelDeploymentArn", "ProvisionedModelArn", "ModelArn"],
        ["ModelId", "ModelIdentifier", "ModelDeploymentName", "CustomModelDeploymentName", "ProvisionedModelName", "ModelName"])]
    [ArgumentCompleter(typeof(ServingArnCompleter))]
    [AllowEmptyString]
    public string[] ModelId { get; set; } = [];

    /// <summary>
    /// The prompts: one or more texts, each for a request of its own, or one conversation as records with role (user or assistant) and
    /// content. Objects from the pipeline can have a Prompt property.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [PromptTransformation]
    public object[]? Prompt { get; set; }

    /// <summary>The system prompt.</summary>
    [Parameter]
    public string? System { get; set; }

    /// <summary>
    /// The maximum number of tokens of an answer. A longer answer ends with the StopReason max_tokens. The quota of tokens per minute
    /// reserves this number when the request starts.
    /// </summary>
    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? MaxTokens { get; set; }

    /// <summary>How random the answer is, 0 to 1. The default is that of the model.</summary>
    [Parameter, ValidateRange(0d, 1d)]
    public double? Temperature { get; set; }

    /// <summary>The share of the most likely tokens that the model chooses from, 0 to 1. The default is that of the model.</summary>
    [Parameter, ValidateRange(0d, 1d)]
    public double? TopP { get; set; }

    /// <summary>Texts that end the answer. The answer does not have them.</summary>
    [Parameter]
    [Alias("StopSequences")]
    public string[] StopSequence { get; set; } = [];

    /// <summary>
    /// A request in the JSON of the model, as text, for InvokeModel. The cmdlet sends it unchanged and returns the JSON of the answer as an
    /// object. Cannot be combined with -Prompt, -System, -MaxTokens, -Temperature, -TopP or -StopSequence.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Body { get; set; }

    /// <summary>
    /// The expected answer: a wildcard for the text (with -Body, for the JSON), which ignores case, or a script block that gets the answer
    /// as $_ and returns whether it is right. Another answer is an error (UnexpectedAnswer) and is not returned.
    /// </summary>
    [Parameter, ValidateNotNull]
    public object? Expect { get; set; }

    /// <summary>
    /// The maximum time for each prompt, until the model is ready and has answered: a TimeSpan or a number of seconds. The default is 10
    /// minutes. One answer can take at most 60 minutes.
    /// </summary>
    [Parameter, DurationTransformation]
    public TimeSpan Timeout { get; set; } = DefaultTimeout;

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, OrderedRequests.MostAtOnce)]
    public int ThrottleLimit { get; set; } = 1;

    internal override int RequestsAtOnce => ThrottleLimit;

    internal override bool AsksModels => true;

    private ArrayList? SessionErrors => GetVariableValue("Error") as ArrayList;

    private ModelSettings Settings => new()
    {
        System = System is { Length: > 0 } ? System : null,
        MaxTokens = MaxTokens,
        Temperature = Temperature,
        TopP = TopP,
        StopSequences = StopSequence,
    };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var bound = MyInvocation.BoundParameters;
        (_pipesModels, _pipesPrompts) = (!bound.ContainsKey(nameof(ModelId)), !bound.ContainsKey(nameof(Prompt)));
        string[] others = [nameof(Prompt), nameof(System), nameof(MaxTokens), nameof(Temperature), nameof(TopP), nameof(StopSequence)];
        var error = (System is { Length: > 0 } system ? InputCheck.Text("-System", system) : null)
            ?? StopSequence.Select(sequence => InputCheck.Text("-StopSequence", sequence)).FirstOrDefault(found => found is not null)
            ?? (Body is null ? null : others.FirstOrDefault(bound.ContainsKey) is { } other ? Refusals.BodyWith(other) : CheckBody(Body));
        if (error is not null)
            ThrowTerminatingError(error);
    }

    private protected override void ProcessItems()
    {
        if (Body is not null && _pipesPrompts && HasPrompt())
            ThrowTerminatingError(Refusals.BodyWith(nameof(Prompt)));
        foreach (var id in ModelId)
        {
            // Not the record that the id came from: it can have the prompt.
            var target = InputNote.IsFromService(id) ? TargetOf(id) : id;
            if (!Passes(CheckModel(id, target)) || !TryConnect(id, out var client))
                continue;
            if (Body is not null)
                Ask(client, id, target, Labels.For(id), ModelQuestions.Invoke(id, Body), answer => Write(target, id, answer));
            else
                AskPrompts(client, id, target);
        }
    }

    private protected override void Finish()
    {
        if (_hasBar)
            WriteProgress(new ProgressRecord(_activity, "Waiting for a model", "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>Whether a record brings a prompt. A piped model binds to -Prompt too.</summary>
    private bool HasPrompt() => Prompt?.Cast<Prompt>().Any(prompt =>
        !_pipesModels || (prompt.Problem != "" && (prompt.Messages is not [{ Text: var text }] || !ModelId.Contains(text)))) == true;

    private static ErrorRecord? CheckBody(string body)
    {
        try
        {
            JsonDocument.Parse(body).Dispose();
            return InputCheck.Text("-Body", body);
        }
        catch (JsonException)
        {
            return Refusals.BodyNotJson();
        }
    }

    private static ErrorRecord? CheckModel(string id, object target) =>
        Arn.Parse(id)?.Resource.StartsWith(CustomModelPrefix, StringComparison.Ordinal) is true
            ? Refusals.ModelNotDeployed(Labels.For(id), target)
            : InputCheck.Identifier("-ModelId", id, RuntimeConstraints.ModelId, target);

    private void AskPrompts(BedrockClient client, string id, object target)
    {
        var prompts = Prompt?.Cast<Prompt>().ToList() ?? [];
        foreach (var prompt in prompts.Count > 0 ? prompts : [BedrockModels.Prompt.Missing])
        {
            _sent++;

            // A piped text binds to both parameters if the call has neither of them.
            var problem = _pipesModels && _pipesPrompts && prompt.IsValue ? "" : prompt.FindProblem();
            if (!Passes(problem is null ? null : Refusals.InvalidPrompt(problem, target)))
                continue;
            var label = _pipesPrompts || prompts.Count > 1 ? $"{Labels.For(id)}, prompt {_sent}" : Labels.For(id);
            var question = ModelQuestions.Converse(id, client.Region, prompt.Messages, Settings);
            Ask(client, id, target, label, question, answer => Write(target, id, answer));
        }
    }

    private void Ask<T>(BedrockClient client, string id, object target, string label, ModelQuestion<T> question, Action<T> write)
        where T : class =>
        Requests.Send(
            client,
            target,
            label,
            ct => question.AskAsync(client, Timeout, waited => Post(() => Show(id, waited)), client.Clock, ct),
            write);

    private void Write(object target, string id, ModelAnswer answer)
    {
        if (AnswerCheck.Accepts(Expect, answer, answer.Text ?? "", SessionErrors))
            WriteObject(answer);
        else
            WriteError(Refusals.UnexpectedAnswer(Labels.For(id), answer.Text?.Length ?? 0, answer.StopReason, target));
    }

    private void Write(object target, string id, JsonDocument json)
    {
        using var document = json;
        var (answer, text) = (AnswerCheck.ToObject(json.RootElement), json.RootElement.GetRawText());
        if (AnswerCheck.Accepts(Expect, answer!, text, SessionErrors))
            WriteObject(answer);
        else
            WriteError(Refusals.UnexpectedAnswer(Labels.For(id), text.Length, null, target));
    }

    private void Show(string id, TimeSpan waited)
    {
        _hasBar = true;
        var left = WaitReporter.Span(Timeout - waited);
        Tell($"The model {Labels.For(id)} is not ready ({WaitReporter.Span(waited)} elapsed).");
        WriteProgress(new ProgressRecord(_activity, $"Waiting for the model {Labels.For(id)}", $"Not ready, {left} left")
        {
            PercentComplete = (int)Math.Min(100, 100 * waited / Timeout),
        });
    }
}
