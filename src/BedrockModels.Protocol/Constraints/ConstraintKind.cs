namespace BedrockModels.Protocol;

/// <summary>What a member holds on the wire.</summary>
internal enum ConstraintKind
{
    String,
    Integer,
    Boolean,
    Timestamp,
    List,
    Structure,
    Union,
}
