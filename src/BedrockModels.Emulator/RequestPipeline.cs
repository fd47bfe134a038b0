using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>
/// The way of one request, in its fixed order: route, authenticate, read, faults, members, handler (rules across members,
/// replay, name, quota), answer.
/// </summary>
internal sealed class RequestPipeline
{
    private readonly EmulatorOptions _options;
    private readonly FaultRules _faults;
    private readonly RequestLog _log;
    private readonly Authenticator _authenticator;
    private readonly Handlers _handlers;
    private readonly Store _store;
    private readonly StateWriter? _stateWriter;

    public RequestPipeline(EmulatorOptions options, Store store, StateWriter? stateWriter, FaultRules faults, RequestLog log)
    {
        (_options, _store, _stateWriter, _faults, _log) = (options, store, stateWriter, faults, log);
        _handlers = new Handlers(options, faults);
        _authenticator = new Authenticator(options);
    }

    /// <summary>Serves a request; null means that the connection is to be dropped.</summary>
    public async Task<HttpResponse?> ServeAsync(HttpRequest request, CancellationToken stopping)
    {
        var time = _options.TimeProvider.GetUtcNow();
        var requestId = Guid.NewGuid().ToString();
        var route = Router.Find(request.Method, request.Path);
        var serving = ServeAsync(route?.Operation, route?.Label, request, requestId, stopping);
        await ((Task)serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var response = serving.Exception?.InnerException switch
        {
            null => await serving.ConfigureAwait(false),
            ServiceException exception => ErrorResponse.Create(exception.Code, exception.Message, exception.ResourceName, requestId),

            // A defect of the emulator's own is answered as the service answers its own, and the next request is served.
            var exception => ErrorResponse.Create(ErrorCode.InternalServer, $"The emulator failed: {exception.Message}", null, requestId),
        };

        _log.Add(new ServedRequest(time, route?.Operation.Name ?? "", response?.Status ?? 0, requestId, request));
        return response;
    }

    private async Task<HttpResponse?> ServeAsync(Operation? operation, string? label, HttpRequest request, string requestId, CancellationToken stopping)
    {
        if (operation is null)
            throw new ServiceException(ErrorCode.UnknownOperation, $"There is no operation {request.Method} {ServiceException.Quote(request.Path)}.");
        var region = _authenticator.Authenticate(request);
        if (request.BodyTooLong)
            throw new ServiceException(ErrorCode.Validation, "The request cannot be read: its body is longer than 1 MB.");
        var input = InputReader.Read(operation, label, request.Query, request.Body);
        var resource = input.Resource;
        var fault = _faults.FindFault(operation.Name, resource, resource is null ? null : _store.Execute(region, store => store.FindArn(resource)?.Name));
        if (fault is not null)
        {
            await DelayAsync(fault.Delay, stopping).ConfigureAwait(false);
            if (fault.Drop == Drop.Before)
                return null;
            if (fault.Error is { } code)
                return ErrorResponse.Create(code, fault.Message ?? $"The emulator was told to answer {code}.", null, requestId, fault.Status) with { Cut = fault.Cut };
            if (fault.Status is { } status)
                return HttpResponse.FromText(status, fault.ContentType, fault.Body, requestId) with { Cut = fault.Cut };
        }

        InputValidator.Check(operation, input, _options.Behavior.RefuseUnknownMembers);
        var (outcome, version) = _store.Execute(region,
            store => Handle(new Call(operation, input, store, region, _options.AccountId, Now())),
            outcome => outcome.Error is null && Changes(operation));
        await WaitUntilDurableAsync(version).ConfigureAwait(false);
        if (outcome.Error is not null)
            throw outcome.Error;
        var response = HttpResponse.FromBody(operation.SuccessStatus, outcome.Body, requestId);
        return fault?.Drop == Drop.After ? null : response with { Cut = fault?.Cut ?? false };
    }

    /// <summary>A refusal comes back, not up: what it tells of the store must be durable too.</summary>
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

    private static bool Changes(Operation operation) => operation.Method != "GET" && operation != Protocol.Operations.ListTagsForResource;

    private async Task DelayAsync(TimeSpan delay, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(delay, _options.TimeProvider, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new ServiceException(ErrorCode.ServiceUnavailable, "The emulator stops.");
        }
    }

    /// <summary>Nothing is told before it is durable, neither to who made it nor to who reads it.</summary>
    private async Task WaitUntilDurableAsync(long version)
    {
        if (_stateWriter is null)
            return;
        try
        {
            await _stateWriter.WriteAsync(version).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException(ErrorCode.InternalServer, "The emulator cannot write its state file: " + exception.Message);
        }
    }

    /// <summary>The time in whole milliseconds, as the wire has it: what a caller read, it can compare with.</summary>
    private DateTimeOffset Now()
    {
        var now = _options.TimeProvider.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
