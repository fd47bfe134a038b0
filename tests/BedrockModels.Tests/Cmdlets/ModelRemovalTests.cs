using System.Diagnostics.CodeAnalysis;
using BedrockModels.Client;
using BedrockModels.Protocol;
using BedrockModels.Tests.Client;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The removal of a model with what uses it, on a clock that the test turns.</summary>
public sealed class ModelRemovalTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Model_is_deleted_after_everything_that_used_it_is_gone()
    {
        await using var server = new StandIn((seen, _) =>
        {
            _calls.Add(seen.Method + " model");
            return Reply.Empty;
        });
        var removal = new ModelRemoval(await ClientTesting.ClientOf(server), _clock);

        await RunAsync(removal.DeleteAsync(Reply.Arn, [Use("one", looks: 1), Use("two", looks: 3)], CancellationToken.None));

        Assert.Equal(["delete one", "delete two", "look one", "look two", "look two", "look two", "DELETE model"], _calls);
    }

    [Fact]
    public async Task Use_that_still_exists_is_named_and_the_model_is_kept()
    {
        await using var server = new StandIn(Reply.Empty);
        var removal = new ModelRemoval(await ClientTesting.ClientOf(server), _clock);

        var problem = await Assert.ThrowsAsync<BedrockException>(
            () => RunAsync(removal.DeleteAsync(Reply.Arn, [Use("one", looks: int.MaxValue)], CancellationToken.None)));

        Assert.Equal("WaitTimeout", problem.ErrorCode);
        Assert.Contains("custom model deployment one (arn:one) still exists 10 minutes after", problem.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Use_that_cannot_be_deleted_ends_the_removal_before_other_deletions()
    {
        await using var server = new StandIn(Reply.Empty);
        var removal = new ModelRemoval(await ClientTesting.ClientOf(server), _clock);
        var refused = Use("p", () => throw new BedrockException("ConflictException", "A commitment runs.", null), () => { });

        var problem = await Assert.ThrowsAsync<BedrockException>(() => removal.DeleteAsync(Reply.Arn, [refused, Use("one", looks: 1)],
            CancellationToken.None));

        Assert.Equal("The custom model deployment p (arn:p) could not be deleted. A commitment runs.", problem.Message);
        Assert.Empty(_calls);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("Deleting", null, null)]
    [InlineData("Active", "ResourceNotFoundException", null)]
    [InlineData("Active", "ValidationException", "Deleting")]
    [InlineData("Active", "ConflictException", "deleting")]
    public async Task Use_that_is_being_deleted_or_gone_does_not_keep_the_model(string listed, string? refusal, string? status)
    {
        await using var server = new StandIn(Reply.Empty);
        var removal = new ModelRemoval(await ClientTesting.ClientOf(server), _clock);
        var looks = 0;
        var use = Use(
            "one",
            () => throw new BedrockException(refusal ?? "ValidationException", "A mutating state.", null),
            () =>
            {
                if (looks++ == 2 || refusal == "ResourceNotFoundException")
                    throw new BedrockException("ResourceNotFoundException", "Gone.", null);
            },
            listed,
            () => status);

        await RunAsync(removal.DeleteAsync(Reply.Arn, [use], CancellationToken.None));

        Assert.Equal("DELETE", Assert.Single(server.Requests).Method);
    }

    [Fact]
    public async Task Use_that_is_refused_and_gone_at_the_next_look_does_not_keep_the_model()
    {
        await using var server = new StandIn(Reply.Empty);
        var removal = new ModelRemoval(await ClientTesting.ClientOf(server), _clock);
        var use = Use(
            "one",
            () => throw new BedrockException("ValidationException", "A mutating state.", null),
            () => throw new BedrockException("ResourceNotFoundException", "Gone.", null));

        await RunAsync(removal.DeleteAsync(Reply.Arn, [use], CancellationToken.None));

        Assert.Single(server.Requests);
    }

    private static ModelUse Use(string name, Action delete, Action read, string? listed = null, Func<string?>? status = null) => new(
        new FakeKind(delete, read, status ?? (() => null)),
        new CustomModelDeploymentSummary { CustomModelDeploymentName = name, CustomModelDeploymentArn = "arn:" + name, Status = listed });

    private ModelUse Use(string name, int looks) => Use(name, () => _calls.Add("delete " + name), () =>
    {
        _calls.Add("look " + name);
        Assert.True(_calls.Count < 1000, "The removal looks without end.");
        if (--looks <= 0)
            throw new BedrockException("ResourceNotFoundException", "Gone.", null);
    });

    private async Task RunAsync(Task removing)
    {
        using var patience = new CancellationTokenSource(ClientTesting.Patience);
        while (!removing.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await removing;
    }

    /// <summary>Deployments that are deleted and read as a test says.</summary>
    private sealed class FakeKind : Resource
    {
        private readonly Action _delete;
        private readonly Action _read;
        private readonly Func<string?> _status;

        [SetsRequiredMembers]
        public FakeKind(Action delete, Action read, Func<string?> status)
        {
            (_delete, _read, _status) = (delete, read, status);
            var like = Resources.Deployments;
            (Noun, ArnMembers, NameMembers) = (like.Noun, like.ArnMembers, like.NameMembers);
            (Ready, Pending) = (like.Ready, like.Pending);
        }

        public override Type ItemType => typeof(CustomModelDeployment);

        public override Member Label => Resources.Deployments.Label;

        public override bool IsLookedForBy(string operation) => false;

        public override Task<IResource> ReadAsync(BedrockClient client, string identifier, CancellationToken ct)
        {
            _read();
            return Task.FromResult<IResource>(new CustomModelDeployment { Status = _status() });
        }

        public override Task DeleteAsync(BedrockClient client, string identifier, CancellationToken ct)
        {
            _delete();
            return Task.CompletedTask;
        }
    }
}
