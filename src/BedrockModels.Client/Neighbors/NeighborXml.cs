using System.Xml;
using System.Xml.Linq;

namespace BedrockModels.Client;

/// <summary>Reads the XML of a response, without document types, entities or anything else that points outside.</summary>
internal static class NeighborXml
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <exception cref="XmlException">The body is not XML, or has a document type.</exception>
    public static XElement Read(ReadOnlyMemory<byte> body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), Settings);
        return XElement.Load(reader);
    }

    /// <summary>A child by its name, in any namespace; null if there is none.</summary>
    public static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>The text of a child; null if it is missing or empty.</summary>
    public static string? Text(XElement? parent, string name) => Child(parent, name)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>The <c>member</c> elements of a list.</summary>
    public static IEnumerable<XElement> Members(XElement? parent, string name) => Child(parent, name)?.Elements() ?? [];
}
