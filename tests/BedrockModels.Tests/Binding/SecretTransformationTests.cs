using System.Management.Automation;
using System.Net;

namespace BedrockModels.Tests.Binding;

public sealed class SecretTransformationTests
{
    private readonly SecretTransformationAttribute _transformation = new();

    [Theory]
    [InlineData("a secret")]
    [InlineData("")]
    public void SecureString_becomes_its_text(string secret)
    {
        var secure = new NetworkCredential("", secret).SecurePassword;

        Assert.Equal(secret, _transformation.Transform(secure));
        Assert.Equal(secret, _transformation.Transform(new PSObject(secure)));
    }

    [Theory]
    [InlineData("a secret")]
    [InlineData(5)]
    [InlineData(null)]
    public void Value_that_is_not_a_SecureString_is_unchanged(object? value) => Assert.Same(value, _transformation.Transform(value));
}
