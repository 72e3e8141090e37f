using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Activities.Corrections;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Due;
using ProcessAutomation.Activities.Facts;
using ProcessAutomation.Activities.Flows;
using ProcessAutomation.Activities.Instances;
using ProcessAutomation.Activities.Needs;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Proposals;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Activities.Sources;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Takeover;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities;

/// <summary>Puts the process into a container: steps, activities, desks, notices. Needs the engine and persistence beside it.</summary>
public static class ActivitiesRegistration
{
    /// <summary>Adds everything of this project. Flows are published by <see cref="WorkflowShelf.PublishAsync"/>, which the host calls before it serves.</summary>
    public static IServiceCollection AddActivities(this IServiceCollection services)
    {
        services.AddOptions<NoticeOptions>();
        services.AddOptions<TaskOptions>();
        services.AddSingleton(_ => new StepBook(
        [
            new NameContactOfficerStep(), new SummonsStep(), new EstablishGroupStep(), new ArrivalStep(), new NeedsTalkStep(), new ConsentStep(),
            new GiveInputStep(), new InternalInputStep(), new CloseInputStep(), new AgreePlanStep(), new SilentMeasureStep(), new ProgressTalkStep(),
            new GroupMeetingStep(), new BeginHandoverStep(), new ConfirmHandoverStep(), new CompleteHandoverStep(), new FarewellStep(),
            new HandSummonsStep(), new RevisePlanStep(), new BookGroupMeetingStep(), new InputMeetingStep(),
        ]));
        services.AddSingleton(_ => NoticeTemplates.Load(Path.Combine(WorkflowShelf.Folder, "notices")));
        services.AddSingleton<AssignTaskInputs>();
        services.AddActivity<AssignTask>().AddActivity<DeadlineActivity>().AddActivity<SendNotice>().AddActivity<NotifyDuty>()
            .AddActivity<ShareNeedsMap>().AddActivity<CloseInput>().AddActivity<AwaitNoticeAnswer>().AddActivity<FollowUpNotice>()
            .AddActivity<EndFlow>().AddActivity<HandOverNotice>().AddActivity<ReopenInput>();
        services.AddActivity<NameContactOfficer>().AddActivity<Summon>().AddActivity<EstablishGroup>()
            .AddActivity<HoldArrivalMeeting>().AddActivity<HoldNeedsTalk>().AddActivity<RequestConsent>()
            .AddActivity<CollectProposals>().AddActivity<ProposeInternally>().AddActivity<AgreePlan>().AddActivity<RevisePlan>()
            .AddActivity<BookGroupMeeting>().AddActivity<PresentInput>().AddActivity<StartMeasures>().AddActivity<RepeatMeeting>()
            .AddActivity<BeginHandover>().AddActivity<ConfirmTakeover>().AddActivity<CompleteHandover>().AddActivity<HoldFarewellTalk>();

        // The engine has no facts of its own; these take the place of its empty catalogue, whichever was added first.
        services.Replace(ServiceDescriptor.Singleton(CaseFactCatalog.Catalog));
        services.AddSingleton<IFactSource, CaseFactSource>();
        services.AddSingleton<WorkflowShelf>().AddSingleton<TaskJudge>().AddSingleton<TaskDesk>().AddSingleton<TaskMoves>();
        services.AddSingleton<CaseDesk>().AddSingleton<CaseChanges>().AddSingleton<CaseRoleDesk>().AddSingleton<CaseDateDesk>().AddSingleton<CaseHomeDesk>().AddSingleton<CaseKeeping>();
        services.AddSingleton<TakeoverDesk>().AddSingleton<SentenceDesk>().AddSingleton<CorrectionDesk>().AddSingleton<TaskCorrectionDesk>();
        services.AddScoped<CorrectionReads>();
        services.AddSingleton<AnswerLinks>().AddSingleton<NoticeDesk>().AddSingleton<LanguageDesk>().AddSingleton<ExtraTaskDesk>();
        services.TryAddScoped<CaseStore>();
        services.TryAddScoped<CaseList>();
        services.AddScoped<InstanceReads>().AddScoped<InstanceDesk>();
        services.AddScoped<CaseReads>().AddScoped<CaseReaders>().AddScoped<TaskReads>().AddScoped<SavedFilters>().AddScoped<TaskReceivers>().AddScoped<NoticeComposer>();
        services.AddOptions<AttachmentOptions>();
        services.AddSingleton<DraftDesk>().AddSingleton<CommentDesk>().AddSingleton<AttachmentDesk>();
        services.AddScoped<DraftReads>().AddScoped<AttachmentReads>().AddScoped<TaskStory>().AddScoped<SinceOpenedReads>().AddScoped<TaskTakers>().AddScoped<LostTaskReads>().AddScoped<DueReads>().AddScoped<FlowWaitReads>().AddScoped<KnownPersons>();
        services.AddScoped<SatisfactionFigures>();
        services.AddScoped<NoticeReads>().AddScoped<LetterDesk>();
        return services;
    }
}
