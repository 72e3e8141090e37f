using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using ProcessAutomation.Host.Http;

namespace ProcessAutomation.Host.Api;

/// <summary>The JSON of the API, generated at build.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OpenCaseRequest))]
[JsonSerializable(typeof(ChangeDatesRequest))]
[JsonSerializable(typeof(RoleHolderRequest))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(WithdrawConsentRequest))]
[JsonSerializable(typeof(MeasureLogRequest))]
[JsonSerializable(typeof(StartMeasureRequest))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(PublishEventRequest))]
[JsonSerializable(typeof(CompleteTaskRequest))]
[JsonSerializable(typeof(CaseListResource))]
[JsonSerializable(typeof(CaseResource))]
[JsonSerializable(typeof(OpenedCaseResource))]
[JsonSerializable(typeof(DeliveryListResource))]
[JsonSerializable(typeof(TaskListResource))]
[JsonSerializable(typeof(OpenedTaskResource))]
[JsonSerializable(typeof(AcceptedRequest))]
[JsonSerializable(typeof(ClaimWorkerTasksRequest))]
[JsonSerializable(typeof(ExtendWorkerTaskRequest))]
[JsonSerializable(typeof(CompleteWorkerTaskRequest))]
[JsonSerializable(typeof(WorkerTaskListResource))]
[JsonSerializable(typeof(AlterationRequest))]
[JsonSerializable(typeof(MigrationRequest))]
[JsonSerializable(typeof(InstanceListResource))]
[JsonSerializable(typeof(InstanceResource))]
[JsonSerializable(typeof(JournalResource))]
[JsonSerializable(typeof(AlterationListResource))]
[JsonSerializable(typeof(AlterationPreviewResource))]
[JsonSerializable(typeof(AppliedAlterationResource))]
[JsonSerializable(typeof(MigrationResource))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
