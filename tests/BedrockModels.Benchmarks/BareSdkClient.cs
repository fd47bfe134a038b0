using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util.Internal;
using BedrockModels.Protocol;

namespace BedrockModels.Benchmarks;

/// <summary>
/// The least that calls GetCustomModel through the AWS SDK's pipeline with the SDK's own HTTP: what the module's client is held against.
/// </summary>
internal sealed class BareSdkClient(string url, string accessKey, string secretKey) : AmazonServiceClient(new BareConfig(url))
{
    private static readonly InvokeOptions Options =
        new() { RequestMarshaller = new BareMarshaller(), ResponseUnmarshaller = new BareUnmarshaller() };

    public async Task<CustomModel> GetCustomModelAsync(string name) =>
        (await InvokeAsync<BareResponse>(new BareRequest(name), Options, CancellationToken.None).ConfigureAwait(false)).Model!;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new BareConnection(new Uri(Config.ServiceURL), new BasicAWSCredentials(accessKey, secretKey)));
    }

    private sealed class BareConnection(Uri endpoint, BasicAWSCredentials credentials) : PipelineHandler
    {
        private readonly AWS4Signer _signer = new();

        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            (context.Request.Endpoint, context.Signer, context.Identity) = (endpoint, _signer, credentials);
            return base.InvokeAsync<T>(executionContext);
        }
    }

    private sealed class BareRequest(string name) : AmazonWebServiceRequest
    {
        public string Name { get; } = name;
    }

    private sealed class BareResponse : AmazonWebServiceResponse
    {
        public CustomModel? Model { get; init; }
    }

    private sealed class BareMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request =
                new DefaultRequest(input, "Amazon.Bedrock") { HttpMethod = "GET", ResourcePath = "/custom-models/{modelIdentifier}" };
            request.AddPathResource("{modelIdentifier}", ((BareRequest)input).Name);
            return request;
        }
    }

    private sealed class BareUnmarshaller : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
            new BareResponse { Model = JsonSerializer.Deserialize(context.Stream, WireJson.Context.CustomModel) };

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException,
            System.Net.HttpStatusCode statusCode) =>
            new("The benchmark's server answered an error.", innerException, statusCode);
    }

    private sealed class BareConfig : ClientConfig
    {
        public BareConfig(string url)
            : base(new StandardMode())
        {
            ServiceURL = url;
            AuthenticationRegion = "us-east-1";
            AuthenticationServiceName = "bedrock";
        }

        public override string ServiceVersion => "2023-04-20";

        public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Bedrock", "1.0.0");

        public override string RegionEndpointServiceName => "bedrock";

        public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
    }

    private sealed class StandardMode : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(Amazon.RegionEndpoint clientRegion,
            DefaultConfigurationMode? requestedConfigurationMode = null) =>
            new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard };
    }
}
