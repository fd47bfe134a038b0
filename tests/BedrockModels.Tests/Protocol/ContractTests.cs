using System.Globalization;
using System.Reflection;
using System.Text;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

/// <summary>The whole of the API's table, once more and by hand: what is sent where, and within which bounds.</summary>
public sealed class ContractTests
{
    private static readonly Dictionary<Shape, string> Names = typeof(Constraints).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(Shape))
        .ToDictionary(property => (Shape)property.GetValue(null)!, property => property.Name);

    [Fact]
    public void Requests_have_the_members_that_the_API_gives_them()
    {
        var text = new StringBuilder();
        foreach (var operation in Operations.All)
            text.Append(CultureInfo.InvariantCulture, $"{operation.Name}: {string.Join(", ", operation.Members.Select(Line))}\n");
        Assert.Equal(
            """
            CreateCustomModel: modelName! ModelName, modelSourceConfig ModelDataSource, customModelDataSource CustomModelDataSource, modelKmsKeyArn KmsKeyArn, roleArn RoleArn, modelTags TagList, clientRequestToken ClientRequestToken
            GetCustomModel: label modelIdentifier! ModelIdentifier
            ListCustomModels: query creationTimeBefore timestamp, query creationTimeAfter timestamp, query nameContains ModelName, query baseModelArnEquals ModelArn, query foundationModelArnEquals FoundationModelArn, query maxResults MaxResults, query nextToken NextToken, query sortBy SortBy, query sortOrder SortOrder, query isOwned boolean, query modelStatus ModelStatus
            DeleteCustomModel: label modelIdentifier! ModelIdentifier
            TagResource: resourceARN! TaggableResourceArn, tags! TagList
            UntagResource: resourceARN! TaggableResourceArn, tagKeys! TagKeyList
            ListTagsForResource: resourceARN! TaggableResourceArn
            CreateProvisionedModelThroughput: clientRequestToken ClientRequestToken, modelUnits! ModelUnits, provisionedModelName! Name, modelId! ModelIdentifier, commitmentDuration CommitmentDuration, tags TagList
            GetProvisionedModelThroughput: label provisionedModelId! ProvisionedModelId
            ListProvisionedModelThroughputs: query creationTimeAfter timestamp, query creationTimeBefore timestamp, query statusEquals ThroughputStatus, query modelArnEquals ModelArn, query nameContains Name, query maxResults MaxResults, query nextToken NextToken, query sortBy SortBy, query sortOrder SortOrder
            UpdateProvisionedModelThroughput: label provisionedModelId! ProvisionedModelId, desiredProvisionedModelName Name, desiredModelId ModelIdentifier
            DeleteProvisionedModelThroughput: label provisionedModelId! ProvisionedModelId
            CreateCustomModelDeployment: modelDeploymentName! ModelName, modelArn! CustomModelArn, description Description, tags TagList, clientRequestToken ClientRequestToken
            GetCustomModelDeployment: label customModelDeploymentIdentifier! CustomModelDeploymentIdentifier
            ListCustomModelDeployments: query createdBefore timestamp, query createdAfter timestamp, query nameContains ModelName, query maxResults MaxResults, query nextToken NextToken, query sortBy SortBy, query sortOrder SortOrder, query statusEquals ModelStatus, query modelArnEquals CustomModelArn
            UpdateCustomModelDeployment: label customModelDeploymentIdentifier! CustomModelDeploymentIdentifier, modelArn! CustomModelArn
            DeleteCustomModelDeployment: label customModelDeploymentIdentifier! CustomModelDeploymentIdentifier
            """,
            text.ToString().TrimEnd());
    }

    [Fact]
    public void Values_have_the_bounds_that_the_API_gives_them_and_words_that_say_so()
    {
        var text = new StringBuilder();
        foreach (var (shape, name) in Names)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {Bounds(shape)}\n");
        Assert.Equal(
            """
            ModelName: string 1..63 = 1 to 63 letters, digits, '-' and '_', starting with a letter or digit, with no two separators in a row such as my-nova-model
            Name: string 1..63 = 1 to 63 letters, digits, '-' and '_', starting with a letter or digit, with no two separators in a row such as my-throughput
            ClientRequestToken: string 1..256 = 1 to 256 letters, digits and '-', starting and ending with a letter or digit such as 7f9d1c1e-4e3f-4a39-9d6b-5a2f1c0e8b11
            ModelPackageArn: string = the ARN of a SageMaker model package such as arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1
            S3Uri: string 1..1024 = an S3 URI of at most 1024 characters: a bucket in lower case, then an optional key of letters, digits and ! - _ . * ' ( ) such as s3://amzn-s3-demo-bucket/my-model/
            RoleArn: string 0..2048 = the ARN of an IAM role such as arn:aws:iam::123456789012:role/BedrockCustomModelRole
            KmsKeyArn: string 1..2048 = the ARN of a KMS key (not an alias, not a bare key id) such as arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012
            TagKey: string 1..128 = 1 to 128 characters: letters, digits, spaces and . _ : / = + @ - such as Environment
            TagValue: string 0..256 = at most 256 characters: letters, digits, spaces and . _ : / = + @ - such as Production
            Tag: structure (key! TagKey, value! TagValue)
            TagList: list 0..200 of Tag = at most 200 tags in one request
            TagKeyList: list 0..200 of TagKey = at most 200 tag keys in one request
            NextToken: string 1..2048 = a token that an earlier page returned
            MaxResults: integer 1..1000
            SortBy: string CreationTime = one of CreationTime such as CreationTime
            SortOrder: string Ascending|Descending = one of Ascending, Descending such as Ascending
            ModelStatus: string Active|Creating|Failed = one of Active, Creating, Failed such as Active
            ThroughputStatus: string Creating|InService|Updating|Failed = one of Creating, InService, Updating, Failed such as Creating
            CommitmentDuration: string OneMonth|SixMonths = one of OneMonth, SixMonths such as OneMonth
            ModelUnits: integer 1..
            ModelArn: string 20..1011 = the ARN of a custom model or a foundation model such as arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
            CustomModelArn: string 20..1011 = the ARN of a custom model such as arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456
            FoundationModelArn: string = the ARN of a foundation model such as arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0
            ModelIdentifier: string 1..2048 = a model name or the ARN of a custom model such as my-nova-model or arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456
            ProvisionedModelId: string = the name or the ARN of a Provisioned Throughput such as my-throughput or arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdef123456
            CustomModelDeploymentIdentifier: string 1..93 = the name or the ARN of a custom model deployment such as my-deployment or arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdef123456
            Description: string 1..2048 = 1 to 2048 characters in one line such as Nova Lite, tuned for support
            TaggableResourceArn: string 20..1011 = the ARN of a custom model, a custom model deployment or a Provisioned Throughput such as arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456
            ModelDataSource: union (s3DataSource structure (s3Uri! S3Uri))
            CustomModelDataSource: union (modelPackageArnDataSource structure (modelPackageArn! ModelPackageArn))
            """,
            text.ToString().TrimEnd());
    }

    private static string Line(Member member) =>
        $"{(member.Location == MemberLocation.Body ? "" : member.Location.ToString().ToLowerInvariant() + " ")}{member.Name}{(member.Required ? "!" : "")} {Name(member.Shape)}";

    private static string Name(Shape shape) => Names.TryGetValue(shape, out var name) ? name : Bounds(shape);

    private static string Bounds(Shape shape)
    {
        var parts = new List<string> { shape.Kind.ToString().ToLowerInvariant() };
        if (shape.Minimum is not null || shape.Maximum is not null)
            parts.Add($"{shape.Minimum}..{shape.Maximum}");
        if (shape.Item is { } item)
            parts.Add("of " + Name(item));
        if (shape.Members.Count > 0)
            parts.Add($"({string.Join(", ", shape.Members.Select(Line))})");
        if (shape.Values is { } values)
            parts.Add(string.Join('|', values));
        if (shape.Words.Length > 0)
            parts.Add($"= {shape.Words}");
        if (shape.Example.Length > 0)
            parts.Add($"such as {shape.Example}");
        return string.Join(' ', parts);
    }
}
