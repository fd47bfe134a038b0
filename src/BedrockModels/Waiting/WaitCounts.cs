namespace BedrockModels.Waiting;

/// <summary>Where a wait stands. What was refused or has vanished counts as failed; what timed out stays pending.</summary>
internal sealed record WaitCounts(int Ready, int Pending, int Failed, TimeSpan Elapsed, TimeSpan TimeLeft)
{
    public int Total => Ready + Pending + Failed;
}
