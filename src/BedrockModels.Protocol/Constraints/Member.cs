namespace BedrockModels.Protocol;

/// <summary>One member of a request or a structure, under its wire name.</summary>
internal sealed record Member(string Name, Constraint Constraint, bool Required = false, MemberLocation Location = MemberLocation.Body);

/// <summary>The place of a member in a request.</summary>
internal enum MemberLocation
{
    Body,
    Query,
    Label,
}
