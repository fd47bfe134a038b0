namespace BedrockModels.Protocol;

/// <summary>One member of a request or a structure, under its wire name.</summary>
internal sealed record Member(string Name, Constraint Constraint, bool Required = false, MemberLocation Location = MemberLocation.Body);

/// <summary>Where a request carries a member.</summary>
internal enum MemberLocation
{
    Body,
    Query,
    Label,
}
