using System.Globalization;
using System.Management.Automation;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Binding;

public sealed class TagTransformationTests
{
    private readonly TagTransformationAttribute _transformation = new();

    [Theory]
    [InlineData("""{ "Team": "ML" }""", "Team=ML")]
    [InlineData("""{ "Team": "ML", "team": "x" }""", "Team=ML", "team=x")]
    [InlineData("""{ "Count": 5, "Share": 1.5, "On": true, "Empty": null }""", "Count=5", "Empty=", "On=true", "Share=1.5")]
    [InlineData("""{ "key": "a", "value": "b" }""", "a=b")]
    [InlineData("""{ "Key": "a", "Value": "" }""", "a=")]
    [InlineData("""{ "Key": "a", "Value": "b", "ResourceArn": "arn" }""", "a=b")]
    [InlineData("""{ "Key": "a", "Value": "b", "Other": "c" }""", "Key=a", "Other=c", "Value=b")]
    [InlineData("""{ "Key": "a" }""", "Key=a")]
    [InlineData("""[ { "key": "a", "value": "b" }, "c=d; e = f=g ", null ]""", "a=b", "c=d", "e=f=g")]
    [InlineData("""  "a=b;;c="  """, "a=b", "c=")]
    [InlineData("""  " \"a=b\" = \" c;d\" ; e=\"\";f=g\"h" """, "\"a=b\"=\" c;d\"", "e=", "f=\"g\"\"h\"")]
    [InlineData("""  "Rule=\"when a=b\"" """, "Rule=\"when a=b\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Tags_are_read_from_hashtables_objects_and_text(string json, params string[] tags)
    {
        var isTwoCases = json.Contains("\"team\"", StringComparison.Ordinal);

        Assert.Equal(tags, Read(ScriptValue.FromJson(json, asHashtable: true)));
        if (!isTwoCases)
            Assert.Equal(tags, Read(ScriptValue.FromJson(json)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""  ""  """)]
    public void Empty_value_is_not_given(string json) => Assert.Null(_transformation.Transform(ScriptValue.FromJson(json)));

    [Theory]
    [InlineData("""  "a"  """, "-Tag contains 'a', which is not a key=value pair.")]
    [InlineData("""  "c=d; \"a\"b=c"  """, "-Tag contains '\"a\"b=c', which is not a key=value pair.")]
    [InlineData("""  "Stage=test Team=ML"  """, "-Tag contains 'Stage=test Team=ML', which can be one tag or two.")]
    [InlineData("5", "-Tag cannot be read from a System.Int32.")]
    [InlineData("""{ "a": { "b": 1 } }""", "-Tag contains a hashtable with b where text is required.")]
    public void Value_without_tags_is_refused_with_an_example(string json, string reason)
    {
        var value = ScriptValue.FromJson(json, asHashtable: true);

        var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => _transformation.Transform(value));

        Assert.StartsWith(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Matches(" (Use|Separate) .*'.+'", refusal.Message);
    }

    [Fact]
    public void Object_as_a_value_is_refused_by_its_members()
    {
        var value = ScriptValue.FromJson("""{ "a": { "b": 1 } }""");

        var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => _transformation.Transform(value));

        Assert.StartsWith("-Tag contains an object with b where text is required.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tag_object_is_unchanged()
    {
        var tag = new ResourceTag { Key = "a", Value = "b", ResourceArn = "arn" };

        Assert.Same(tag, Assert.Single((ResourceTag[])_transformation.Transform(tag)!));
    }

    [Fact]
    public void Number_is_written_in_the_invariant_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal(["Share=1.5"], Read(ScriptValue.FromJson("""{ "Share": 1.5 }""")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Text_of_any_tags_is_read_back_as_these_tags() => Prop.ForAll(
        Gen.Elements("aB;=\"' ,\n\t\\ä".ToCharArray()).ListOf().Select(string.Concat).Two().ListOf().ToArbitrary(),
        pairs =>
        {
            var tags = pairs.Select(pair => new ResourceTag { Key = pair.Item1, Value = pair.Item2 }).ToArray();

            var list = (ResourceTag[]?)_transformation.Transform(new ResourceTagList(tags, null).ToString()) ?? [];
            var texts = (ResourceTag[])_transformation.Transform(tags.Select(tag => tag.ToString()).ToArray())!;

            Assert.Equal(tags.Select(Parts).Order(), list.Select(Parts).Order());
            Assert.Equal(tags.Select(Parts), texts.Select(Parts));
        }).QuickCheckThrowOnFailure();

    private static (string, string) Parts(ResourceTag tag) => (tag.Key, tag.Value);

    private IEnumerable<string> Read(object? value) =>
        ((ResourceTag[])_transformation.Transform(value)!).Select(tag => tag.ToString()).Order(StringComparer.Ordinal);
}
