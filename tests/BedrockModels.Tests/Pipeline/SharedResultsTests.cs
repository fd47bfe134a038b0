using BedrockModels.Pipeline;

namespace BedrockModels.Tests.Pipeline;

public sealed class SharedResultsTests
{
    private readonly SharedResults<string> _results = new();
    private int _reads;

    [Fact]
    public async Task Result_is_read_once_for_each_key()
    {
        var gate = new TaskCompletionSource<int>();
        var first = _results.GetAsync("a", () => Read(gate.Task));
        var second = _results.GetAsync("a", () => Read(gate.Task));
        gate.SetResult(1);

        Assert.Equal((1, 1), (await first, await second));
        Assert.Equal(2, await _results.GetAsync("b", () => Read(Task.FromResult(2))));
        Assert.Equal(1, await _results.GetAsync("a", () => Read(Task.FromResult(3))));
        Assert.Equal(2, _reads);
    }

    public static TheoryData<Exception, int> Failures { get; } = new()
    {
        { new BedrockException("ThrottlingException", "Slow down.", null) { IsRetryable = true }, 2 },
        { new TimeoutException(), 2 },
        { new OperationCanceledException(), 2 },
        { new BedrockException("AccessDeniedException", "No.", null), 1 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_that_may_pass_is_read_again(Exception failure, int reads)
    {
        await Assert.ThrowsAsync(failure.GetType(), () => _results.GetAsync("a", () => Read(Task.FromException<int>(failure))));

        var second = await Record.ExceptionAsync(() => _results.GetAsync("a", () => Read(Task.FromResult(1))));

        Assert.Equal(reads, _reads);
        Assert.Equal(reads == 1 ? failure : null, second);
    }

    private Task<int> Read(Task<int> result)
    {
        _reads++;
        return result;
    }
}
