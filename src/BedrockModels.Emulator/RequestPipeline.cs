namespace BedrockModels.Emulator;

/// <summary>The steps of one request, in their fixed order.</summary>
/// <remarks>Route, authenticate, read, faults, members, handler (rules across members, replay, name, quota), response.</remarks>
internal sealed class RequestPipeline(EmulatorOptions options, Store store, StateWriter? stateWriter, FaultRules faults, RequestLog log)
{
    private readonly Authenticator _authenticator = new(options);
    private readonly Handlers _handlers = new(options, faults);

    /// <summary>Serves a request; null means that the connection must be dropped.</summary>
    public async Task<HttpResponse?> ServeAsync(HttpRequest request, CancellationToken stopping)
    {
        var time = options.TimeProvider.GetUtcNow();
        var requestId = Guid.NewGuid().ToString();
        var route = Router.Find(request.Method, request.Path);
        HttpResponse? response;
        try
        {
            response = await ServeAsync(route?.Operation, route?.Label, request, requestId, stopping).ConfigureAwait(false);
        }
        catch (ServiceException exception)
        {
            response = HttpResponse.FromError(exception.Code, exception.Message, exception.ResourceName, requestId);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A bug in the emulator is an internal error, as it is in the service, and the next request is served.
            response = HttpResponse.FromError(ErrorCode.InternalServer, $"The emulator failed: {exception.Message}", null, requestId);
        }

        log.Add(new ServedRequest(time, route?.Operation.Name ?? "", response?.Status ?? 0, requestId, request));
        return response;
    }

    private async Task<HttpResponse?> ServeAsync(
        Operation? operation, string? label, HttpRequest request, string requestId, CancellationToken stopping)
    {
        if (operation is null)
        {
            throw new ServiceException(
                ErrorCode.UnknownOperation, $"There is no operation {request.Method} {ServiceException.Quote(request.Path)}.");
        }

        var region = _authenticator.Authenticate(request);
        if (request.BodyTooLong)
            throw ServiceException.Validation("The request cannot be read: its body is longer than 1 MB.");
        var input = InputReader.Read(operation, label, request.Query, request.Body);
        var name = input.Resource is { } resource ? store.Execute(region, regionStore => regionStore.FindArn(resource)?.Name) : null;
        var fault = faults.FindFault(operation.Name, input.Resource, name);
        if (fault is not null)
        {
            await DelayAsync(fault.Delay, stopping).ConfigureAwait(false);
            if (fault.Drop == Drop.Before)
                return null;
            if (fault.Error is { } code)
            {
                var message = fault.Message ?? $"The emulator was told to answer {code}.";
                return HttpResponse.FromError(code, message, null, requestId, fault.Status) with { Cut = fault.Cut };
            }

            if (fault.Status is { } status)
                return HttpResponse.FromText(status, fault.ContentType, fault.Body, requestId) with { Cut = fault.Cut };
        }

        InputValidator.Check(operation, input, options.Behavior.RefuseUnknownMembers);
        var (outcome, version) = store.Execute(region,
            regionStore => Handle(new Call(operation, input, regionStore, options.AccountId, Now())),
            outcome => outcome.Error is null && ChangesState(operation));
        await WaitUntilDurableAsync(version).ConfigureAwait(false);
        if (outcome.Error is not null)
            throw outcome.Error;
        var response = HttpResponse.FromBody(operation.SuccessStatus, outcome.Body, requestId);
        return fault?.Drop == Drop.After ? null : response with { Cut = fault?.Cut ?? false };
    }

    /// <summary>Returns errors as values: the state that an error reveals must be durable before the client sees it.</summary>
    private (object? Body, ServiceException? Error) Handle(Call call)
    {
        try
        {
            return (_handlers.For(call.Operation)(call), null);
        }
        catch (ServiceException exception)
        {
            return (null, exception);
        }
    }

    private static bool ChangesState(Operation operation) => operation.Method != "GET" && operation != Operations.ListTagsForResource;

    private async Task DelayAsync(TimeSpan delay, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(delay, options.TimeProvider, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new ServiceException(ErrorCode.ServiceUnavailable, "The emulator stops.");
        }
    }

    /// <summary>A client sees a change only after it is durable, whether the client made the change or reads it.</summary>
    private async Task WaitUntilDurableAsync(long version)
    {
        if (stateWriter is null)
            return;
        try
        {
            await stateWriter.WriteAsync(version).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException(ErrorCode.InternalServer, "The emulator cannot write its state file: " + exception.Message);
        }
    }

    /// <summary>The time in whole milliseconds, as in responses, so that a client can compare with a time that it has read.</summary>
    private DateTimeOffset Now()
    {
        var now = options.TimeProvider.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
