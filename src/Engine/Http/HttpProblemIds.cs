namespace ProcessAutomation.Engine.Http;

/// <summary>Stable ids of what HTTP activities find wrong in their nodes. Part of the engine's PA03xx; never renumbered, never reused.</summary>
public static class HttpProblemIds
{
    public const string UrlNotAbsolute = "PA0340";
    public const string UnknownMethod = "PA0341";
    public const string WrongStatusCode = "PA0342";
    public const string HeaderRefused = "PA0343";
    public const string EndpointNotConstant = "PA0344";
    public const string PathRefused = "PA0345";
    public const string AmbiguousEndpoint = "PA0346";
}
