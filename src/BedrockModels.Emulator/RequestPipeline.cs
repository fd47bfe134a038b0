namespace BedrockModels.Emulator;

/// <summary>The steps of one request, in their fixed order.</summary>
/// <remarks>Host, route, authenticate, read, faults, members, handler (rules across members, replay, name, quota), response.</remarks>
internal sealed class RequestPipeline(
    EmulatorOptions options, EmulatorAccount account, Store store, StateWriter? stateWriter, FaultRules faults, RequestLog log,
    EmulatorClock clock, RuntimeAnswers runtime)
{
    // The longest time that a timer has.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Authenticator _authenticator = new(options, clock);
    private readonly Handlers _handlers = new(options, account, faults, runtime);
    private readonly AccountServices _services = new(account, options);

    /// <summary>Serves a request; null means that the connection must be dropped.</summary>
    public async Task<HttpResponse?> ServeAsync(HttpRequest request, CancellationToken stopping)
    {
        var time = options.TimeProvider.GetUtcNow();
        var requestId = Guid.NewGuid().ToString();
        var route = Router.Find(request);
        HttpResponse? response;
        try
        {
            response = await ServeAsync(route?.Operation, route?.Label, request, requestId, stopping).ConfigureAwait(false);
        }
        catch (ServiceException exception)
        {
            response = CreateError(request, exception.Code, exception.Message, requestId, exception.ResourceName);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A bug in the emulator is an internal error, as it is in the service, and the next request is served.
            response = CreateError(
                request, ErrorCode.InternalServer,
                route?.Operation is RuntimeOperation ? "The emulator failed." : $"The emulator failed: {exception.Message}", requestId);
        }

        log.Add(time, route?.Operation.Name ?? "", response?.Status ?? 0, requestId, request);
        return response;
    }

    private async Task<HttpResponse?> ServeAsync(
        Operation? operation, string? label, HttpRequest request, string requestId, CancellationToken stopping)
    {
        CheckHosts(request);
        if (operation is null)
        {
            throw new ServiceException(
                ErrorCode.UnknownOperation,
                $"There is no operation {ServiceException.Quote(request.Header("X-Amz-Target") ?? $"{request.Method} {request.Path}")}.");
        }

        var caller = _authenticator.Authenticate(request);
        if (request.BodyTooLong)
        {
            var limit = operation is RuntimeOperation ? 25 : 1;
            throw ServiceException.Validation($"The request cannot be read: its body is longer than {limit} MB.");
        }

        _services.RefuseDenied(operation, caller.Region);
        var input = InputReader.Read(operation, label, request.Query, request.Body);
        var fault = faults.IsEmpty ? null : store.Execute(
            caller.Region, region => faults.FindFault(FaultSubject.From(operation, caller, input, region.Find(input))));
        if (fault is not null)
        {
            await DelayAsync(fault.Delay, stopping).ConfigureAwait(false);
            if (fault.Drop == Drop.Before)
                return null;
            if (CreateResponse(fault, request, requestId) is { } scripted)
                return scripted.With(fault);
        }

        if (operation is AccountOperation other)
        {
            var call = new AccountCall(other, request, caller.Region, options.AccountId, clock.Now, requestId);
            return fault?.Drop == Drop.After ? null : _services.Serve(call).With(fault);
        }

        InputValidator.Check(operation, input, options.RefuseUnknownMembers);
        var outcome = await HandleAsync(operation, caller, input).ConfigureAwait(false);
        if (outcome.Error is not null)
            throw outcome.Error;
        var response = outcome.Body is RuntimeTarget target
            ? await runtime.AnswerAsync((RuntimeOperation)operation, target, request.Body, requestId, stopping).ConfigureAwait(false)
            : HttpResponse.FromBody(operation.SuccessStatus, outcome.Body, requestId);
        return fault?.Drop == Drop.After ? null : response.With(fault);
    }

    /// <summary>The response of a fault instead of that of the operation; null if it has none.</summary>
    private HttpResponse? CreateResponse(FaultRule fault, HttpRequest request, string requestId)
    {
        var code = fault.Error ?? (fault.Rate is not null && fault.Status is null ? ErrorCode.Throttling : null);
        if (code is not null)
            return CreateError(request, code, fault.Message ?? $"A fault of the emulator returned {code}.", requestId, null, fault.Status);
        return fault.Status is { } status ? HttpResponse.FromText(status, fault.ContentType, fault.Body, requestId) : null;
    }

    /// <summary>
    /// Refuses the hosts of web pages: a page can give its own name the loopback address (DNS rebinding), and without keys it
    /// could then list and delete.
    /// </summary>
    private void CheckHosts(HttpRequest request)
    {
        if (options.Credentials.Count + options.BearerTokens.Count > 0)
            return;
        foreach (var (name, value) in request.Headers)
        {
            var prefix = name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? "http://" : "";
            if ((prefix.Length > 0 || name.Equals("Origin", StringComparison.OrdinalIgnoreCase)) && !IsAllowed(prefix + value))
            {
                throw new ServiceException(ErrorCode.AccessDenied, $"The {name} '{ServiceException.Quote(value)}' "
                    + "is not a loopback name. Without -Credential, the emulator accepts only loopback names, so that a web page "
                    + "cannot call it. To allow this name, start the emulator with -AllowedHost.");
            }
        }
    }

    private bool IsAllowed(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" }
        && (uri.IsLoopback || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || options.AllowedHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase));

    private HttpResponse CreateError(
        HttpRequest request, string code, string message, string requestId, string? resource = null, int? status = null) =>
        request.Service == SignatureHeader.Bedrock
            ? HttpResponse.FromError(code, message, resource, requestId, status, options.Behavior.BareErrorType)
            : AccountForm.Error(request, code, message, requestId, resource, status);

    /// <summary>Handles a request. A client sees a change, its own or another's, only after it is durable.</summary>
    private async Task<(object? Body, ServiceException? Error)> HandleAsync(Operation operation, Caller caller, Input input)
    {
        while (true)
        {
            var (outcome, version) = store.Execute(caller.Region,
                regionStore => Handle(new Call(operation, caller, input, regionStore, options.AccountId, clock.Now)),
                outcome => outcome.Error is null && ChangesState(operation));
            if (stateWriter is null || await stateWriter.WriteAsync(version).ConfigureAwait(false))
                return outcome;

            // This change failed, or the request saw a change that was rolled back and must read again.
            if (outcome.Error is null && ChangesState(operation))
                return (null, new(ErrorCode.InternalServer, "The emulator cannot write its state file: " + stateWriter.Problem));
        }
    }

    /// <summary>Returns errors as values: the state that an error reveals must be durable before the client sees it.</summary>
    private (object? Body, ServiceException? Error) Handle(Call call)
    {
        call.Store.RemoveDeleted(call.Now);
        try
        {
            return (_handlers.For(call.Operation)(call), null);
        }
        catch (ServiceException exception)
        {
            return (null, exception);
        }
    }

    private static bool ChangesState(Operation operation) =>
        operation.Method != "GET" && operation != Operations.ListTagsForResource && operation is not RuntimeOperation;

    private async Task DelayAsync(TimeSpan delay, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(delay < LongestDelay ? delay : LongestDelay, options.TimeProvider, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new ServiceException(ErrorCode.ServiceUnavailable, "The emulator stops.");
        }
    }
}
