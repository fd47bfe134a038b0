using System.Management.Automation;

namespace BedrockModels.Tests.Binding;

public sealed class ObjectMembersTests
{
    [Theory]
    [InlineData("""{ "Name": "n" }""", "n")]
    [InlineData("""{ "name": "n" }""", "n")]
    [InlineData("""{ "Name": "" }""", null)]
    [InlineData("""{ "Name": 5 }""", null)]
    [InlineData("""{ "Other": "n" }""", null)]
    [InlineData("null", null)]
    public void Text_of_a_member_is_found_without_regard_to_case(string json, string? text)
    {
        Assert.Equal(text, ObjectMembers.GetText(ScriptValue.FromJson(json), "Name"));
        Assert.Equal(text, ObjectMembers.GetText(ScriptValue.FromJson(json, asHashtable: true), "Name"));
    }

    [Fact]
    public void Member_of_a_NET_object_is_found()
    {
        var tag = new ResourceTag { Key = "a" };

        Assert.Equal("a", ObjectMembers.Get(tag, "key"));
        Assert.Equal("a", ObjectMembers.Get(new PSObject(tag), "key"));
    }

    [Fact]
    public void Member_that_throws_has_no_value() => Assert.Null(ObjectMembers.Get(new Throwing(), nameof(Throwing.Name)));

    [Theory]
    [InlineData("null", false, "nothing")]
    [InlineData("5", false, "a System.Int32")]
    [InlineData("""  "a"  """, false, "a System.String")]
    [InlineData("""{ "a": 1, "b": 2, "c": 3, "d": 4, "e": 5 }""", false, "an object with a, b, c, d")]
    [InlineData("""{ "a": 1 }""", true, "a hashtable with a")]
    [InlineData("{}", true, "a hashtable with no members")]
    public void Description_names_up_to_four_members_or_the_type(string json, bool asHashtable, string description) =>
        Assert.Equal(description, ObjectMembers.Describe(ScriptValue.FromJson(json, asHashtable)));

    [Fact]
    public void Bare_value_is_the_object_inside_a_PSObject_except_for_a_custom_object()
    {
        var custom = ScriptValue.FromJson("""{ "a": 1 }""");

        Assert.Equal(5, ObjectMembers.Bare(PSObject.AsPSObject(5)));
        Assert.Same(custom, ObjectMembers.Bare(custom));
        Assert.Null(ObjectMembers.Bare(null));
    }

    private sealed class Throwing
    {
        public string? Name { get => field ?? throw new InvalidOperationException("No name."); set; }
    }
}
