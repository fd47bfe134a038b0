using BedrockModels.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Emulator.Properties;

/// <summary>A second definition of a constraint: how to create valid values, and how to make each of them invalid.</summary>
/// <param name="Constraint">The constraint.</param>
/// <param name="Legal">Creates valid values.</param>
/// <param name="Foreign">Characters that no valid value contains.</param>
/// <param name="Breaks">Changes that make a valid value invalid.</param>
internal sealed record Grammar(Constraint Constraint, Gen<string> Legal, string Foreign, params Func<string, string>[] Breaks)
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Alphanumeric = Digits + Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly Gen<string> Account = Text(Digits, 12, 12);
    private static readonly Gen<string> AnyPartition = Gen.Elements("aws", "aws-cn", "aws-us-gov", "aws-iso-e");
    private static readonly Gen<string> Region = Gen.Elements("us-east-1", "eu-west-2", "us-gov-west-1");
    private static readonly Gen<string> Id = Text(Digits + Lower, 12, 12);

    private static readonly Gen<string> ModelName =
        from first in Text(Alphanumeric, 1, 1)
        from rest in Gen.Choose(0, 60).SelectMany(length => Gen.OneOf(Text(Alphanumeric, 1, 1), Separated()).ArrayOf(length))
        select Cut(first + string.Concat(rest), 63);

    private static readonly Gen<string> FoundationModel =
        from partition in AnyPartition
        from region in Region
        from provider in Text(Lower, 1, 20)
        from model in Text(Lower + Digits + "-", 2, 40)
        from version in Gen.Elements("", ":0", ":0:24k")
        select $"arn:{partition}:bedrock:{region}::foundation-model/{provider}.{model}{version}";

    public static IReadOnlyDictionary<string, Grammar> All { get; } = new Dictionary<string, Grammar>
    {
        ["ModelName"] = new(
            Constraints.ModelName, ModelName, " .:/é\n\0", s => "-" + s, s => s + "--", s => s + "_-", _ => "", _ => new string('a', 64)),
        ["Name"] = new(Constraints.Name, ModelName, " .:/é\n\0", s => "_" + s, s => s + "-_", _ => "", _ => new string('a', 64)),
        ["ClientRequestToken"] = new(Constraints.ClientRequestToken, Inside(Text(Alphanumeric, 1, 1), Text(Alphanumeric + "-", 0, 254)),
            " _.é\n", s => "-" + s, s => s + "-", _ => "", _ => new string('a', 257)),
        ["ModelPackageArn"] = new(Constraints.ModelPackageArn,
            from partition in AnyPartition
            from region in Region
            from account in Account
            from name in Text(Alphanumeric + "-/é!", 1, 60)
            select $"arn:{partition}:sagemaker:{region}:{account}:model-package/{name}",
            " \n\t\f", s => s.Replace(":model-package/", ":model-package-group/", StringComparison.Ordinal), UpToSlash, s => "x" + s),
        ["TrainingJobName"] = new(Constraints.TrainingJobName, Inside(Text(Alphanumeric, 1, 1), Text(Alphanumeric + "-", 0, 61)),
            " _.é\n", s => "-" + s, s => s + "-", _ => "", _ => new string('a', 64)),
        ["S3Uri"] = new(Constraints.S3Uri,
            from bucket in Inside(Text(Lower + Digits, 1, 1), Text(Lower + Digits + ".-", 2, 50))
            from key in Text(Alphanumeric + "-!_*'().", 1, 30).ArrayOf()
            from slash in Gen.Elements("", "/")
            select Cut("s3://" + bucket + string.Concat(key.Select(segment => "/" + segment)), 1000).TrimEnd('/') + slash,
            " =+@~é\n", s => s.TrimEnd('/') + "//", s => "S" + s[1..], s => s.Replace("s3://", "s3:///", StringComparison.Ordinal),
            _ => "s3://a/", _ => "s3://" + new string('a', 64), s => s.TrimEnd('/') + "/" + new string('a', 1024)),
        ["RoleArn"] = new(Constraints.RoleArn,
            from partition in AnyPartition
            from account in Account
            from name in Text(Alphanumeric + "/+=,.@_-é ", 1, 60)
            select $"arn:{partition}:iam::{account}:role/{name}",
            "\n\r\u2028", s => s.Replace(":role/", ":user/", StringComparison.Ordinal), UpToSlash, _ => "", s => s + new string('a', 2048)),
        ["KmsKeyArn"] = new(Constraints.KmsKeyArn,
            from partition in AnyPartition
            from region in Region
            from account in Account
            from id in Text(Alphanumeric + "-", 36, 36)
            select $"arn:{partition}:kms:{region}:{account}:key/{id}",
            " _é\n", s => s.Replace(":key/", ":alias/", StringComparison.Ordinal), s => s + "a", s => s[..^1]),
        ["TagKey"] = new(
            Constraints.TagKey, Text(Alphanumeric + " \t\n._:/=+@-", 1, 128), "{}'\",&é\u00A0\u2003", _ => "", _ => new string('a', 129)),
        ["TagValue"] =
            new(Constraints.TagValue, Text(Alphanumeric + " \t\n._:/=+@-", 0, 256), "{}'\",&é\u00A0\u2003", _ => new string('a', 257)),
        ["NextToken"] =
            new(Constraints.NextToken, Text(Alphanumeric + "+/=é\u00A0", 1, 2048), " \t\n\r\f", _ => "", _ => new string('a', 2049)),
        ["Description"] =
            new(Constraints.Description, Text(Alphanumeric + " \té{}", 1, 2048), "\n\r\u2028", _ => "", _ => new string('a', 2049)),
        ["CustomModelArn"] = new(Constraints.CustomModelArn,
            from partition in Gen.Elements("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b")
            from region in Region
            from account in Account
            from id in Id
            select $"arn:{partition}:bedrock:{region}:{account}:custom-model/imported/{id}",
            " _é\n", s => s + "a", s => s[..^1], s => s.Replace("imported/", "", StringComparison.Ordinal),
            s => s.Replace("custom-model/", "imported-model/", StringComparison.Ordinal),
            s => "arn:aws-iso-e:" + s[s.IndexOf("bedrock", StringComparison.Ordinal)..]),
        ["ModelArn"] = new(Constraints.ModelArn, Gen.OneOf(FoundationModel, Imported()), " _é\n", s => "x" + s,
            s => s.Replace(":bedrock:", ":bedrok:", StringComparison.Ordinal), _ => "my-model"),
        ["FoundationModelArn"] = new(Constraints.FoundationModelArn, FoundationModel, " _é\n",
            s => s.Replace("::", ":123456789012:", StringComparison.Ordinal), s => "x" + s),
        ["ModelIdentifier"] = new(Constraints.ModelIdentifier,
            Gen.OneOf(ModelName, Imported(), FoundationModel.Select(arn => arn[UpToSlash(arn).Length..])),
            " é\n\0", s => "_" + s, s => s + "\n", _ => "", _ => new string('a', 2049)),
        ["ProvisionedModelId"] = new(
            Constraints.ProvisionedModelId, Gen.OneOf(ModelName, Of("provisioned-model")), " .é\n", s => "-" + s, s => s + "--", _ => ""),
        ["CustomModelDeploymentIdentifier"] = new(Constraints.CustomModelDeploymentIdentifier,
            Gen.OneOf(ModelName, Of("custom-model-deployment").Where(arn => !arn.Contains("iso-e", StringComparison.Ordinal))),
            " .é\n", s => "-" + s, s => s + "--", _ => "", _ => new string('a', 94)),
    };

    /// <summary>All ways to make a valid value invalid.</summary>
    public Gen<string> Illegal => Gen.OneOf(
        from value in Legal from change in Gen.Elements(Breaks) select change(value),
        from value in Legal
        from foreign in Gen.Elements(Foreign.ToCharArray())
        from at in Gen.Choose(FirstStrict(value), value.Length)
        select value.Insert(at, foreign.ToString()));

    // Nearly every character is valid in the partition of an ARN.
    private static int FirstStrict(string value) =>
        value.StartsWith("arn:", StringComparison.Ordinal) ? value.IndexOf(':', "arn:".Length) + 1 : 0;

    private static string UpToSlash(string arn) => arn[..(arn.IndexOf('/', StringComparison.Ordinal) + 1)];

    private static Gen<string> Text(string characters, int shortest, int longest) =>
        from length in Gen.Choose(shortest, longest)
        from picked in Gen.Elements(characters.ToCharArray()).ArrayOf(length)
        select new string(picked);

    private static Gen<string> Inside(Gen<string> end, Gen<string> middle) =>
        from first in end from text in middle from last in end select first + text + last;

    private static Gen<string> Separated() =>
        from letter in Text(Alphanumeric, 1, 1) from separator in Gen.Elements("-", "_") select letter + separator;

    private static Gen<string> Imported() => Of("custom-model/imported");

    private static Gen<string> Of(string type) =>
        from partition in AnyPartition
        from region in Region
        from account in Account
        from id in Id
        select $"arn:{partition}:bedrock:{region}:{account}:{type}/{id}";

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
