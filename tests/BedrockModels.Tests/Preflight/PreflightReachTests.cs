using BedrockModels.Preflight;
using BedrockModels.Protocol;
using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Preflight;

/// <summary>Many rows, and a service that cannot be reached.</summary>
public sealed class PreflightReachTests
{
    [Fact]
    public async Task Service_that_is_silent_is_unknown_after_ten_seconds_and_is_not_asked_for_the_next_row()
    {
        await using var account = new FakeAccount().Set("ListObjectsV2", Reply.Hang);
        var facts = new PreflightFacts(await account.ConnectAsync(), new ExpiredClock(), CancellationToken.None);

        foreach (var n in Enumerable.Range(0, 50))
        {
            var results = await PreflightChecks.RunAsync(Row(n), facts, [], CancellationToken.None);

            var artifacts = results.Single(result => result.Check == "Artifacts");
            Assert.Equal(("Unknown", "The service did not respond within 10 seconds."), (artifacts.Status, artifacts.Message));
        }

        Assert.InRange(account.Operations.Count(operation => operation == "ListObjectsV2"), 0, 1);
    }

    [Fact]
    public async Task Service_that_cannot_be_reached_is_not_asked_for_the_next_row()
    {
        await using var account = new FakeAccount().Set("ListObjectsV2", Reply.Drop);
        var facts = new PreflightFacts(await account.ConnectAsync(), TimeProvider.System, CancellationToken.None);
        var attempts = new List<int>();

        foreach (var n in Enumerable.Range(0, 3))
        {
            await PreflightChecks.RunAsync(Row(n), facts, [], CancellationToken.None);
            attempts.Add(account.Operations.Count(operation => operation == "ListObjectsV2"));
        }

        Assert.Equal([attempts[0], attempts[0], attempts[0]], attempts);
    }

    [Fact]
    public async Task Service_that_fails_for_one_row_is_asked_again_for_the_next_row()
    {
        await using var account = new FakeAccount().Set("GetServiceQuota", Reply.Text("", 500, "text/html"));
        var facts = new PreflightFacts(await account.ConnectAsync(), TimeProvider.System, CancellationToken.None);

        var first = await PreflightChecks.RunAsync(Row(1), facts, [], CancellationToken.None);
        account.Set("GetServiceQuota", FakeAccount.Json("""{"Quota":{"Value":100.0}}"""));
        var second = await PreflightChecks.RunAsync(Row(2), facts, [], CancellationToken.None);

        Assert.Equal(("Unknown", "Pass"), (StatusOf(first), StatusOf(second)));

        static string? StatusOf(IEnumerable<CustomModelCheck> checks) => checks.Single(check => check.Check == "ModelQuota").Status;
    }

    private static PreflightRow Row(int n)
    {
        var source = new ModelDataSource { S3DataSource = new() { S3Uri = FakeAccount.S3Uri + n } };
        return new PreflightRow(new CreateCustomModelRequest { ModelName = "m", ModelSourceConfig = source }, "us-east-1", null);
    }
}
