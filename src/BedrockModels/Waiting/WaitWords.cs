namespace BedrockModels.Waiting;

/// <summary>How a wait speaks of what it waits for.</summary>
/// <param name="Id">What error ids begin with, such as <c>CustomModel</c>.</param>
/// <param name="Noun">What sentences call it, such as <c>custom model</c>.</param>
/// <param name="Ready">The status that is waited for, such as <c>Active</c>.</param>
/// <param name="Pending">The statuses on the way there.</param>
internal sealed record WaitWords(string Id, string Noun, string Ready, string Pending = "Creating");
