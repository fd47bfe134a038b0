namespace BedrockModels.Protocol;

/// <summary>Where a request carries a member.</summary>
internal enum MemberLocation
{
    Body,
    Query,
    Label,
}
