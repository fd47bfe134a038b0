namespace BedrockModels.Waiting;

/// <summary>How a wait speaks of what it waits for.</summary>
/// <param name="Failed">The id of the error about a resource that ended Failed.</param>
/// <param name="Vanished">The id of the error about a resource that was deleted during the wait.</param>
/// <param name="Noun">What sentences call it, such as <c>custom model</c>.</param>
/// <param name="Ready">The status that is waited for, such as <c>Active</c>.</param>
/// <param name="Pending">The statuses on the way there.</param>
internal sealed record WaitWords(ErrorId Failed, ErrorId Vanished, string Noun, string Ready, string Pending = "Creating");
