using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BedrockModels.Client;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">user or assistant.</param>
/// <param name="Text">The text.</param>
internal sealed record ModelMessage(string Role, string Text);

/// <summary>How a model answers. A setting that is null has the default of the model.</summary>
internal sealed record ModelSettings
{
    public string? System { get; init; }

    public int? MaxTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public IReadOnlyList<string> StopSequences { get; init; } = [];

    private bool HasConfig => (MaxTokens, Temperature, TopP, StopSequences.Count) is not (null, null, null, 0);

    /// <summary>The body of Converse.</summary>
    public byte[] WriteBody(IReadOnlyList<ModelMessage> messages)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = WireJson.Context.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteStartArray("messages");
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", message.Role);
                WriteTexts(json, "content", message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (System is not null)
                WriteTexts(json, "system", System);
            if (HasConfig)
                WriteConfig(json);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private void WriteConfig(Utf8JsonWriter json)
    {
        json.WriteStartObject("inferenceConfig");
        if (MaxTokens is { } maxTokens)
            json.WriteNumber("maxTokens", maxTokens);
        if (Temperature is { } temperature)
            json.WriteNumber("temperature", temperature);
        if (TopP is { } topP)
            json.WriteNumber("topP", topP);
        if (StopSequences.Count > 0)
        {
            json.WriteStartArray("stopSequences");
            foreach (var sequence in StopSequences)
                json.WriteStringValue(sequence);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}

/// <summary>A question to a model, with the reader of its answer. It can be sent more than once.</summary>
/// <param name="Create">Creates the request.</param>
internal sealed record ModelQuestion<T>(Func<SdkRequest> Create)
    where T : class
{
    /// <summary>
    /// Asks until the model is ready. Each question that the model may have received is sent once only: if the connection then breaks, the
    /// question is not repeated, because the model may have answered, and AWS bills each answer.
    /// </summary>
    /// <param name="client">A client of the runtime.</param>
    /// <param name="timeout">The maximum time for all attempts.</param>
    /// <param name="notReady">Receives the time so far each time that the model is not ready.</param>
    /// <param name="clock">Measures the time.</param>
    /// <param name="ct">Cancels the question.</param>
    public async Task<T> AskAsync(
        BedrockClient client, TimeSpan timeout, Action<TimeSpan> notReady, TimeProvider clock, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        using var time = new CancellationTokenSource(timeout < LongestTimer ? timeout : Timeout.InfiniteTimeSpan, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        BedrockException? last = null;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return (T)(await client.CallAsync(Create(), limit.Token).ConfigureAwait(false))!;
            }
            catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ModelNotReady)
            {
                last = exception;
                notReady(clock.GetElapsedTime(started));
            }
            catch (OperationCanceledException) when (time.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                throw TimedOut("The model did not answer", null);
            }

            try
            {
                await Task.Delay(pause, clock, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw TimedOut("The model was not ready", last);
            }
        }

        BedrockException TimedOut(string problem, BedrockException? cause) => new(
            cause?.ErrorCode ?? ErrorCode.WaitTimeout,
            $"{problem} within {timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds (-Timeout).",
            null)
        {
            Operation = Create().Operation.Name,
            StatusCode = cause?.StatusCode ?? 0,
            RequestId = cause?.RequestId ?? "",
            IsRetryable = cause is not null,
        };
    }

    private static TimeSpan FirstPause { get; } = TimeSpan.FromSeconds(0.5);

    private static TimeSpan LongestPause { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What a timer of .NET can measure.</summary>
    private static TimeSpan LongestTimer { get; } = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
}

/// <summary>The two forms of a question.</summary>
internal static class ModelQuestions
{
    /// <summary>Converse: a conversation, in the same form for all models.</summary>
    public static ModelQuestion<ModelAnswer> Converse(
        string modelId, string region, IReadOnlyList<ModelMessage> messages, ModelSettings settings)
    {
        var body = settings.WriteBody(messages);
        return new(() => new SdkRequest(RuntimeOperation.Converse)
        {
            Label = modelId,
            Body = body,
            PrivateTexts = [.. messages.Select(message => message.Text), settings.System ?? "", .. settings.StopSequences],
            Read = (response, _) => ReadAnswer(response, modelId, region),
        });
    }

    // The default of .NET is 64.
    private const int DeepestAnswer = 1000;

    /// <summary>InvokeModel: the JSON of the model itself, as it is. Returns the JSON of the answer.</summary>
    public static ModelQuestion<JsonDocument> Invoke(string modelId, string body) => new(() => new SdkRequest(RuntimeOperation.InvokeModel)
    {
        Label = modelId,
        Body = Encoding.UTF8.GetBytes(body),
        Headers = [new("Accept", "application/json")],
        PrivateTexts = ReadTexts(body),
        Read = (response, _) => JsonDocument.Parse(response, new() { MaxDepth = DeepestAnswer }),
    });

    private static ModelAnswer ReadAnswer(ReadOnlyMemory<byte> response, string modelId, string region)
    {
        using var document = JsonDocument.Parse(response);
        var json = document.RootElement;
        if (NeighborJson.Find(json, "output", "message").ValueKind != JsonValueKind.Object)
        {
            throw new BedrockException(
                ErrorCode.InvalidResponse,
                "The response to Converse has no output.message. Check that the endpoint serves the Amazon Bedrock runtime.",
                null)
            {
                Operation = RuntimeOperation.Converse.Name,
            };
        }

        // Blocks of reasoning have no text of their own.
        var texts = NeighborJson.Items(NeighborJson.Find(json, "output", "message"), "content")
            .Select(block => NeighborJson.Text(block, "text"));
        return new ModelAnswer
        {
            Text = string.Concat(texts),
            StopReason = NeighborJson.Text(json, "stopReason"),
            InputTokens = (int?)Number(json, "usage", "inputTokens"),
            OutputTokens = (int?)Number(json, "usage", "outputTokens"),
            LatencyMilliseconds = Number(json, "metrics", "latencyMs"),
            ModelId = modelId,
            Region = region,
        };
    }

    private static long? Number(JsonElement json, params string[] path) =>
        NeighborJson.Find(json, path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    private static IReadOnlyList<string> ReadTexts(string body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. PrivateText.In(document.RootElement)];
    }
}
