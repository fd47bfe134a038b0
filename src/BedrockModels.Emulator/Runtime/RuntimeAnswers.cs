using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>The model that a request asks: what serves it, and the model behind it.</summary>
internal sealed record RuntimeTarget(string Name, string Arn, string ModelName, string ModelArn);

/// <summary>The source of scripted answers. It may take its time, but ends when it is canceled.</summary>
internal interface IReplies : IDisposable
{
    /// <summary>The answer of a model; null if none is scripted for it.</summary>
    /// <exception cref="EmulatorException">The answer could not be made. The message has no part of the prompt.</exception>
    Task<string?> FindAsync(RuntimeTarget target, RuntimePrompt prompt, CancellationToken stopping);
}

/// <summary>Converse and InvokeModel: finds the model that serves, and answers for it.</summary>
internal sealed class RuntimeAnswers(EmulatorOptions options)
{
    // The emulator has no tokenizer. English text has about four characters per token.
    private const int CharactersPerToken = 4;

    private const string NotReady = "The model is not ready to serve inference requests. Retry your request.";

    /// <summary>What serves the model of a request.</summary>
    public object Find(Call call)
    {
        var id = call.Input.Required("modelId");
        if (((RuntimeOperation)call.Operation).IsStream)
            throw new ServiceException(ErrorCode.UnknownOperation, $"The emulator does not support {call.Operation.Name}.");
        ServingResource? server = (ServingResource?)call.Store.Deployments.FindArn(id) ?? call.Store.Throughputs.FindArn(id);
        if (server is null)
            throw Arn.LooksLikeOne(id) ? ServiceException.NotFound($"The model {id} was not found.")
                : ServiceException.Validation("The provided model identifier is invalid.");
        if (server.StatusAt(call.Now) == ResourceStatus.Deleting)
            throw ServiceException.NotFound($"The model {id} was not found.");
        if (call.Now < EmulatorClock.Later(server.ReadyTime, options.NotReadyTime))
            throw new ServiceException(ErrorCode.ModelNotReady, NotReady);

        // After an update that failed, the earlier model still serves.
        if (server.FailureMessage is not null && !(call.Now < server.FailureTime))
            throw ServiceException.Validation($"The model {id} has failed and cannot serve.");
        var modelArn = server.ModelArnAt(call.Now);
        var modelName = call.Store.Models.FindArn(modelArn)?.Name ?? modelArn[(modelArn.LastIndexOf('/') + 1)..];
        return new RuntimeTarget(server.Name, id, modelName, modelArn);
    }

    public async Task<HttpResponse> AnswerAsync(
        RuntimeOperation operation, RuntimeTarget target, byte[] body, string requestId, CancellationToken stopping)
    {
        var start = options.TimeProvider.GetTimestamp();
        var isConverse = operation == RuntimeOperation.Converse;
        var prompt = RuntimePrompt.Read(body, isConverse);
        var (text, stopReason) = Limit(await ReplyAsync(target, prompt, stopping).ConfigureAwait(false), prompt);
        var latency = (long)options.TimeProvider.GetElapsedTime(start).TotalMilliseconds;
        var (input, output) = (prompt.Messages.Sum(message => CountTokens(message.Text)) + CountTokens(prompt.System), CountTokens(text));
        var answer = new JsonObject
        {
            ["output"] = new JsonObject
            {
                ["message"] = new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = new JsonArray(new JsonObject { ["text"] = text }),
                },
            },
            ["stopReason"] = stopReason,
            ["usage"] = new JsonObject { ["inputTokens"] = input, ["outputTokens"] = output, ["totalTokens"] = input + output },
        };
        if (isConverse)
            answer["metrics"] = new JsonObject { ["latencyMs"] = latency };
        var response = HttpResponse.FromText(200, "application/json", answer.ToJsonString(WireJson.Context.Options), requestId);
        return isConverse ? response : response with
        {
            Headers =
            [
                .. response.Headers,
                new("X-Amzn-Bedrock-Invocation-Latency", latency.ToString(CultureInfo.InvariantCulture)),
                new("X-Amzn-Bedrock-Input-Token-Count", input.ToString(CultureInfo.InvariantCulture)),
                new("X-Amzn-Bedrock-Output-Token-Count", output.ToString(CultureInfo.InvariantCulture)),
            ],
        };
    }

    /// <summary>The scripted answer of a model, or an echo that names the model.</summary>
    private async Task<string> ReplyAsync(RuntimeTarget target, RuntimePrompt prompt, CancellationToken stopping)
    {
        try
        {
            var reply = options.Replies is null ? null : await options.Replies.FindAsync(target, prompt, stopping).ConfigureAwait(false);
            return reply ?? $"{target.ModelName}: {prompt.Text}";
        }
        catch (EmulatorException exception)
        {
            throw new ServiceException(ErrorCode.ModelError, exception.Message, target.Arn);
        }
        catch (OperationCanceledException)
        {
            throw new ServiceException(ErrorCode.ServiceUnavailable, "The emulator stops.");
        }
    }

    /// <summary>Ends an answer where the request wants it to end.</summary>
    private static (string Text, string StopReason) Limit(string text, RuntimePrompt prompt)
    {
        var reason = "end_turn";
        foreach (var stop in prompt.StopSequences.Where(stop => stop.Length > 0))
        {
            if (text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at)
                (text, reason) = (text[..at], "stop_sequence");
        }

        return CountTokens(text) > prompt.MaxTokens
            ? (string.Concat(text.EnumerateRunes().Take(prompt.MaxTokens.Value * CharactersPerToken)), "max_tokens") : (text, reason);
    }

    private static int CountTokens(string text) => (text.EnumerateRunes().Count() + CharactersPerToken - 1) / CharactersPerToken;
}
