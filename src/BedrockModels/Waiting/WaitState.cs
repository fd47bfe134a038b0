namespace BedrockModels.Waiting;

/// <summary>What a status means to one who waits.</summary>
internal enum WaitState
{
    Pending,
    Ready,
    Failed,
}
