using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Errors;

/// <summary>Where the bounds lie, and what is said beyond them.</summary>
public sealed class InputCheckTests
{
    [Fact]
    public void Tags_are_limited_to_fifty_and_tag_keys_to_two_hundred()
    {
        var tags = Enumerable.Range(0, 51).Select(number => new ResourceTag { Key = $"k{number}", Value = "v" }).ToList();

        Assert.Null(InputCheck.Tags(tags[..50], null));
        Assert.Equal("-Tag has 51 tags. A resource can have at most 50.", InputCheck.Tags(tags, null)!.ToString());

        var keys = Enumerable.Range(0, 201).Select(number => $"k{number}").ToList();
        Assert.Null(InputCheck.TagKeys(keys[..200], null));
        Assert.Equal("-TagKey has 201 keys. Use at most 200 tag keys in one request.", InputCheck.TagKeys(keys, null)!.ToString());
    }

    [Fact]
    public void Invalid_value_is_refused_with_a_valid_example()
    {
        Assert.Null(InputCheck.Value("-RoleArn", TestShell.Role, Constraints.RoleArn, null));
        Assert.Equal(
            $"-RoleArn 'R' is not valid. Use the ARN of an IAM role, for example {TestShell.Role}.",
            InputCheck.Value("-RoleArn", "R", Constraints.RoleArn, null)!.ToString());
        Assert.Equal("-SortOrder is empty. Use Ascending or Descending.",
            InputCheck.Value("-SortOrder", "", Constraints.SortOrder, null)!.ToString());
    }
}
