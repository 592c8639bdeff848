//! Everything that can be asked for.

use std::fmt;

/// Writes the enum, the list and the names from one table, so that none can be forgotten.
macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// Names one thing that a person or program may ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $variant,)+
        }

        impl Action {
            /// Every action, in the order of the role matrix.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the dotted name that stands in policies, routes and the audit log.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

actions! {
    /// See the board: rates, bars, who is missing.
    BoardView = "board.view",
    /// See a recap.
    RecapView = "recap.view",
    /// Fill in a recap.
    RecapRecord = "recap.record",
    /// Sign a recap as its maker.
    RecapSign = "recap.sign",
    /// Countersign a recap as its checker.
    RecapCountersign = "recap.countersign",
    /// Make a new version of a sealed recap.
    RecapCorrect = "recap.correct",
    /// Take a recap out as a file.
    RecapExport = "recap.export",
    /// See the day of an employee with its evidence.
    DayView = "day.view",
    /// See one's own day.
    DayViewOwn = "day.view_own",
    /// Check in by phone or web, for oneself.
    CheckinOwn = "checkin.own",
    /// Make a request for oneself.
    RequestMakeOwn = "request.make_own",
    /// See a request.
    RequestView = "request.view",
    /// Approve or refuse a request.
    RequestDecide = "request.decide",
    /// Resolve a finding, such as terminal against recap.
    FindingResolve = "finding.resolve",
    /// See terminals and their state.
    TerminalView = "terminal.view",
    /// Accept an unknown terminal.
    TerminalAccept = "terminal.accept",
    /// Send a command to a terminal.
    TerminalCommand = "terminal.command",
    /// See official documents and their drafts.
    DocumentView = "document.view",
    /// Prepare an official document and see its draft.
    DocumentPrepare = "document.prepare",
    /// Sign an official document by one's post.
    DocumentSign = "document.sign",
    /// Withdraw an official document, with a reason.
    DocumentWithdraw = "document.withdraw",
    /// Change letterheads, number registers and letter templates.
    LetterheadEdit = "letterhead.edit",
    /// See programmes and their reports.
    ProgrammeView = "programme.view",
    /// Keep the programmes of an agency and report on them.
    ProgrammeReport = "programme.report",
    /// Note the evaluation of a programme.
    ProgrammeEvaluate = "programme.evaluate",
    /// See innovations that were accepted.
    InnovationView = "innovation.view",
    /// Register an innovation of one's own.
    InnovationProposeOwn = "innovation.propose_own",
    /// Review innovations.
    InnovationReview = "innovation.review",
    /// See an inspection, its room and its minutes.
    InspectionView = "inspection.view",
    /// Plan an inspection.
    InspectionPlan = "inspection.plan",
    /// Moderate an inspection: call agencies, note findings and instructions.
    InspectionModerate = "inspection.moderate",
    /// Close or reopen an inspection as its leader.
    InspectionClose = "inspection.close",
    /// Answer for an agency in an inspection.
    InspectionAnswer = "inspection.answer",
    /// Begin the correction of a recap that is found to be wrong in an inspection.
    InspectionCorrect = "inspection.correct",
    /// See an instruction that is tracked.
    TaskView = "task.view",
    /// Report on an instruction of an agency.
    TaskReport = "task.report",
    /// Accept an instruction as done, or send it back.
    TaskDecide = "task.decide",
    /// Draft a circular and see drafts.
    DirectiveDraft = "directive.draft",
    /// Sign a circular that somebody else drafted.
    DirectiveSign = "directive.sign",
    /// Revoke a signed circular.
    DirectiveRevoke = "directive.revoke",
    /// See the facts on which conditions of law rest.
    FactView = "fact.view",
    /// Record such a fact: zone, level, case, cluster.
    FactRecord = "fact.record",
    /// See quotas, rosters and orders of an agency.
    ArrangementView = "arrangement.view",
    /// See one's own roster.
    ArrangementViewOwn = "arrangement.view_own",
    /// Make and change a roster.
    ArrangementPlan = "arrangement.plan",
    /// Sign a roster or order that somebody else made.
    ArrangementSign = "arrangement.sign",
    /// Hand in one's own work report of a day from home.
    WorkReportMakeOwn = "work_report.make_own",
    /// Accept a work report of an agency, or send it back.
    WorkReportDecide = "work_report.decide",
    /// The same for one's own staff; the resource names the superior.
    WorkReportDecideStaff = "work_report.decide_staff",
    /// See the staffing of public services.
    ServiceView = "service.view",
    /// Change services, desks and who may staff them.
    ServiceEdit = "service.edit",
    /// Say that a service is open, limited, online, moved or closed.
    ServiceSetStatus = "service.set_status",
    /// See events and requests for them.
    EventView = "event.view",
    /// Request an event.
    EventRequest = "event.request",
    /// Decide a request for an event that somebody else made.
    EventDecide = "event.decide",
    /// Keep the attendance list and the minutes of an event.
    EventRecord = "event.record",
    /// Be on the attendance list of an event.
    EventAttendOwn = "event.attend_own",
    /// See an employee.
    EmployeeView = "employee.view",
    /// See one's own record.
    EmployeeViewOwn = "employee.view_own",
    /// Import employees from a file.
    EmployeeImport = "employee.import",
    /// Change an employee.
    EmployeeEdit = "employee.edit",
    /// See the tree of agencies.
    AgencyView = "agency.view",
    /// Change the tree of agencies.
    AgencyEdit = "agency.edit",
    /// Appoint to a post or end an appointment.
    PostEdit = "post.edit",
    /// Change which employee a terminal PIN belongs to.
    PinEdit = "pin.edit",
    /// See regions.
    RegionView = "region.view",
    /// See accounts and their grants.
    AccountView = "account.view",
    /// Make, block and change accounts.
    AccountManage = "account.manage",
    /// Give and end roles.
    GrantManage = "grant.manage",
    /// Read the audit log.
    AuditView = "audit.view",
    /// Verify the chain of the audit log.
    AuditVerify = "audit.verify",
    /// See circulars and parameters.
    PolicyView = "policy.view",
    /// Ask what a value of law rests on.
    PolicyExplain = "policy.explain",
    /// Change settings of the installation.
    SettingManage = "setting.manage",
    /// Make a backup.
    BackupMake = "backup.make",
    /// See the description of the API.
    ApiBrowse = "api.browse",
    /// Manage one's own session: sign out, language, password.
    SessionOwn = "session.own",
}

impl Action {
    /// Returns the action of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == name)
    }

    /// Returns the place of the action in [`Action::ALL`].
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
