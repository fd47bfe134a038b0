using System.Xml.Linq;

namespace BedrockModels.Emulator;

/// <summary>STS and IAM: who calls, roles, and what they may do.</summary>
internal sealed class IdentityService(EmulatorAccount account)
{
    private const string Allowed = "allowed";

    /// <summary>The ARN of the caller, by default that of an IAM user.</summary>
    public static string CallerArn(EmulatorAccount account, string region, string accountId) =>
        account.Caller ?? new Arn(Partition.Find(region).Name, "iam", "", accountId, "user/emulator").ToString();

    /// <summary>The error of a caller who may not use an action.</summary>
    public static ServiceException Denied(
        EmulatorAccount account, string action, string region, string accountId, string? resource = null) => new(ErrorCode.AccessDenied,
            $"User: {CallerArn(account, region, accountId)} is not authorized to perform: {action} "
            + $"{(resource is null ? "" : $"on resource: {resource} ")}because no identity-based policy allows the {action} action");

    public HttpResponse GetCallerIdentity(AccountCall call)
    {
        var arn = CallerArn(account, call.Region, call.AccountId);
        return AccountForm.Query(call.Operation, call.RequestId,
            new XElement("Arn", arn), new XElement("UserId", "AIDAEMULATOREXAMPLE00"),
            new XElement("Account", Arn.Parse(arn)?.Account ?? call.AccountId));
    }

    public HttpResponse GetRole(AccountCall call)
    {
        var name = Form.Read(call.Request)["RoleName"].FirstOrDefault() ?? "";
        if (name.Length is 0 or > 64 || !name.All(character => char.IsAsciiLetterOrDigit(character) || "_+=,.@-".Contains(character)))
        {
            throw ServiceException.Validation("The specified value for roleName is invalid. It must contain only alphanumeric characters "
                + "and/or the following: +=,.@_-");
        }

        var role = account.FindRole(name, call.AccountId) ?? throw NoSuchRole(name);
        var arn = account.Roles?.Keys.FirstOrDefault(key => Arn.LooksLikeOne(key) && key.EndsWith("/" + name, StringComparison.Ordinal))
            ?? RoleArn(call, account.Roles?.Keys.FirstOrDefault(key => key.EndsWith("/" + name, StringComparison.Ordinal)) ?? name);
        return AccountForm.Query(call.Operation, call.RequestId, new XElement("Role",
            new XElement("Path", arn[(arn.IndexOf(":role/", StringComparison.Ordinal) + 5)..(arn.LastIndexOf('/') + 1)]),
            new XElement("RoleName", name),
            new XElement("RoleId", "AROAEMULATOREXAMPLE00"),
            new XElement("Arn", arn),
            new XElement("CreateDate", Iso8601.Format(call.Now)),
            new XElement("AssumeRolePolicyDocument", Uri.EscapeDataString(role.GetTrust()))));
    }

    public HttpResponse Simulate(AccountCall call)
    {
        var form = Form.Read(call.Request);
        var principal = form["PolicySourceArn"].FirstOrDefault() ?? "";
        var actions = form.List("ActionNames");
        var resources = form.List("ResourceArns") is { Count: > 0 } given ? given : ["*"];
        var decide = DecisionOf(call, principal);
        var canPassRole = Enumerable.Range(1, form.Count).Any(i => form[$"ContextEntries.member.{i}.ContextKeyName"]
            .Contains("iam:PassedToService", StringComparer.OrdinalIgnoreCase));
        var start = int.TryParse(form["Marker"].FirstOrDefault(), out var marker) ? marker : 0;
        var page = actions.Skip(start).Take(int.TryParse(form["MaxItems"].FirstOrDefault(), out var max) ? max : 100).ToList();
        var end = start + page.Count;
        return AccountForm.Query(call.Operation, call.RequestId,
            new XElement("EvaluationResults", page.Select(action => Evaluate(action, resources, decide, canPassRole))),
            new XElement("IsTruncated", end < actions.Count),
            end < actions.Count ? new XElement("Marker", end) : null);
    }

    /// <summary>The decisions about a role, or about the caller, of whose permissions <c>Deny</c> takes some away.</summary>
    private Func<string, string> DecisionOf(AccountCall call, string principal)
    {
        var caller = CallerArn(account, call.Region, call.AccountId);
        var arn = Arn.Parse(principal);
        if (arn is null || arn.Service != "iam")
            throw new ServiceException("InvalidInput", $"Invalid Entity Arn: {ServiceException.Quote(principal)} "
                + "does not clearly define entity type and name.");
        var isRole = arn.Resource.StartsWith("role/", StringComparison.Ordinal);
        var role = isRole ? account.FindRole(principal, call.AccountId) ?? throw NoSuchRole(principal) : new AccountRole();
        var isCaller = principal == caller || (isRole && Arn.Parse(caller) is { Service: "sts" } session
            && session.Resource.Split('/') is ["assumed-role", var name, ..] && principal.EndsWith("/" + name, StringComparison.Ordinal));
        if (!isRole && !isCaller)
            throw new ServiceException("NoSuchEntity", $"The user with name {ServiceException.Quote(arn.Resource)} cannot be found.");
        return action => isCaller && account.DeniesByName(action) ? "explicitDeny" : role.Decide(action);
    }

    /// <summary>AWS grants iam:PassRole only for a service, so a simulation without that context is missing it.</summary>
    private static XElement Evaluate(string action, IReadOnlyList<string> resources, Func<string, string> decide, bool canPassRole)
    {
        var isMissing = !canPassRole && action.Equals("iam:PassRole", StringComparison.OrdinalIgnoreCase) && decide(action) == Allowed;
        var decision = isMissing ? "implicitDeny" : decide(action);
        var missing = new XElement("MissingContextValues", isMissing ? new XElement("member", "iam:PassedToService") : null);
        return new("member",
            AccountForm.Text("EvalActionName", action),
            AccountForm.Text("EvalResourceName", resources[0]),
            new XElement("EvalDecision", decision),
            new XElement("MatchedStatements"),
            missing,
            new XElement("ResourceSpecificResults", resources.Where(resource => resource != "*").Select(resource => new XElement("member",
                AccountForm.Text("EvalResourceName", resource),
                new XElement("EvalResourceDecision", decision),
                new XElement("MatchedStatements"),
                missing))));
    }

    private static ServiceException NoSuchRole(string name) =>
        new("NoSuchEntity", $"The role with name {ServiceException.Quote(name[(name.LastIndexOf('/') + 1)..])} cannot be found.");

    private static string RoleArn(AccountCall call, string name) =>
        new Arn(Partition.Find(call.Region).Name, "iam", "", call.AccountId, "role/" + name).ToString();
}
