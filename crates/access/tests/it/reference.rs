//! A slow decision written without Cedar, beside the gate on many random questions.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use siaga_access::{Action, Grant, Resource, Role, Subject};

use crate::{GATE, day};

/// Decides from the words of the role table, one role at a time, then applies what is forbidden.
fn reference(subject: &Subject, action: Action, resource: &Resource, on: NaiveDate) -> bool {
    let live = |grant: &&Grant| grant.from_on <= on && grant.until_on.is_none_or(|until| until >= on);
    let is_permitted = subject.grants.iter().filter(live).any(|grant| {
        let path = grant.agency.clone().unwrap_or_default();
        let is_below = resource.agency_path.starts_with(&path);
        let is_own = subject.employee.is_some() && subject.employee == resource.employee;
        by_anyone(action, is_own) || by_role(grant.role, action, is_below)
    });
    is_permitted && !is_forbidden(subject, action, resource)
}

fn by_anyone(action: Action, is_own: bool) -> bool {
    match action {
        Action::SessionOwn
        | Action::ApiBrowse
        | Action::PolicyView
        | Action::PolicyExplain
        | Action::AgencyView
        | Action::InnovationView
        | Action::RegionView => true,
        Action::DayViewOwn
        | Action::CheckinOwn
        | Action::RequestMakeOwn
        | Action::RequestView
        | Action::InnovationProposeOwn
        | Action::TaskView
        | Action::TaskReport
        | Action::ArrangementViewOwn
        | Action::WorkReportMakeOwn
        | Action::WorkReportDecideStaff
        | Action::EventAttendOwn
        | Action::EmployeeViewOwn => is_own,
        _ => false,
    }
}

fn by_role(role: Role, action: Action, is_below: bool) -> bool {
    use Action as A;
    match role {
        Role::Employee => false,
        Role::UnitOfficer => {
            is_below
                && (plans_work(action)
                    || matches!(
                        action,
                        A::BoardView
                            | A::RecapView
                            | A::RecapRecord
                            | A::RecapSign
                            | A::DayView
                            | A::RequestView
                            | A::TerminalView
                            | A::EmployeeView
                            | A::DocumentView
                            | A::DocumentPrepare
                            | A::ProgrammeView
                            | A::ProgrammeReport
                            | A::InspectionView
                            | A::TaskView
                    ))
        }
        Role::AgencyHead => {
            is_below
                && (plans_work(action)
                    || matches!(
                        action,
                        A::BoardView
                            | A::RecapView
                            | A::RecapCountersign
                            | A::RecapExport
                            | A::DayView
                            | A::RequestView
                            | A::RequestDecide
                            | A::TerminalView
                            | A::EmployeeView
                            | A::DocumentView
                            | A::DocumentPrepare
                            | A::DocumentSign
                            | A::DocumentWithdraw
                            | A::ProgrammeView
                            | A::ProgrammeReport
                            | A::InspectionView
                            | A::InspectionAnswer
                            | A::InspectionCorrect
                            | A::TaskView
                            | A::TaskReport
                            | A::ArrangementSign
                            | A::WorkReportDecide
                    ))
        }
        Role::PersonnelAgency => {
            sees_all(action)
                || matches!(
                    action,
                    A::RecapCorrect
                        | A::FindingResolve
                        | A::TerminalAccept
                        | A::TerminalCommand
                        | A::EmployeeImport
                        | A::EmployeeEdit
                        | A::PostEdit
                        | A::PinEdit
                        | A::AgencyEdit
                        | A::DocumentPrepare
                        | A::InnovationReview
                        | A::InspectionPlan
                        | A::InspectionModerate
                        | A::DirectiveDraft
                        | A::FactRecord
                        | A::ArrangementPlan
                        | A::ServiceEdit
                        | A::EventRequest
                        | A::EventRecord
                        | A::EventDecide
                )
        }
        Role::RegionalLeader => {
            sees_all(action)
                || matches!(
                    action,
                    A::RequestDecide
                        | A::DocumentPrepare
                        | A::DocumentSign
                        | A::DocumentWithdraw
                        | A::ProgrammeEvaluate
                        | A::InnovationReview
                        | A::InspectionPlan
                        | A::InspectionModerate
                        | A::InspectionClose
                        | A::TaskDecide
                        | A::DirectiveDraft
                        | A::DirectiveSign
                        | A::DirectiveRevoke
                        | A::FactRecord
                        | A::ArrangementSign
                        | A::WorkReportDecide
                        | A::ServiceSetStatus
                        | A::EventDecide
                )
        }
        Role::Inspectorate => {
            sees_all(action) || matches!(action, A::AuditView | A::AuditVerify | A::AccountView)
        }
        Role::HealthOffice | Role::SocialOffice | Role::VillageOffice => {
            action == A::BoardView
                || role == Role::HealthOffice && matches!(action, A::FactView | A::FactRecord)
                || is_below
                    && matches!(
                        action,
                        A::RecapView
                            | A::EmployeeView
                            | A::DocumentView
                            | A::DocumentPrepare
                            | A::ProgrammeView
                            | A::ProgrammeReport
                            | A::ServiceView
                            | A::EventView
                            | A::EventRequest
                            | A::EventRecord
                    )
        }
        Role::Administrator => matches!(
            action,
            A::BoardView
                | A::TerminalView
                | A::TerminalAccept
                | A::TerminalCommand
                | A::AgencyEdit
                | A::AccountView
                | A::AccountManage
                | A::GrantManage
                | A::BackupMake
                | A::SettingManage
                | A::LetterheadEdit
                | A::AuditVerify
        ),
    }
}

fn sees_all(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::BoardView
            | A::RecapView
            | A::RecapExport
            | A::DayView
            | A::RequestView
            | A::TerminalView
            | A::EmployeeView
            | A::DocumentView
            | A::ProgrammeView
            | A::InspectionView
            | A::TaskView
            | A::FactView
            | A::ArrangementView
            | A::ServiceView
            | A::EventView
    )
}

/// What officers and heads alike do for their agency.
fn plans_work(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::FactView
            | A::ArrangementView
            | A::ArrangementPlan
            | A::ServiceView
            | A::ServiceEdit
            | A::ServiceSetStatus
            | A::EventView
            | A::EventRequest
            | A::EventRecord
    )
}

fn is_forbidden(subject: &Subject, action: Action, resource: &Resource) -> bool {
    let is_own = subject.employee.is_some() && subject.employee == resource.employee;
    let is_maker = subject.account.is_some() && subject.account == resource.made_by;
    let is_same_government = subject.government == resource.government;
    !is_same_government
        || match action {
            Action::RecapSign | Action::DocumentSign | Action::InspectionClose | Action::DirectiveRevoke => {
                subject.account.is_none()
            }
            Action::RecapCountersign | Action::DirectiveSign | Action::ArrangementSign => {
                is_maker || subject.account.is_none()
            }
            Action::RequestDecide => is_own || is_maker,
            Action::EventDecide => is_maker,
            Action::WorkReportDecide => is_own,
            Action::RecapCorrect
            | Action::InspectionCorrect
            | Action::FindingResolve
            | Action::GrantManage
            | Action::InnovationReview
            | Action::TaskDecide => is_own,
            _ => false,
        }
}

fn paths() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(1i64..3, 0..4)
}

/// Names that could be mistaken for one another if the gate were careless.
fn accounts() -> impl Strategy<Value = Option<String>> {
    prop::sample::select(vec![
        None,
        Some("ani"),
        Some("budi"),
        Some("without account"),
        Some(""),
        Some("a\"b"),
    ])
    .prop_map(|name| name.map(str::to_owned))
}

fn grants() -> impl Strategy<Value = Grant> {
    let times = (1u32..28, prop::option::of(0u64..12));
    (prop::sample::select(&Role::ALL[..]), prop::option::of(paths()), times).prop_map(
        |(role, agency, (from, days))| Grant {
            role,
            agency,
            from_on: day(from),
            until_on: days.map(|days| day(from).checked_add_days(Days::new(days)).expect("a near day")),
        },
    )
}

fn subjects() -> impl Strategy<Value = Subject> {
    (accounts(), prop::option::of(1i64..4), 1i64..3, prop::collection::vec(grants(), 0..4))
        .prop_map(|(account, employee, government, grants)| Subject { account, employee, government, grants })
}

fn resources() -> impl Strategy<Value = Resource> {
    // Five of six in the government of most subjects, or nearly every answer would be no.
    let government = prop::sample::select(vec![1i64, 1, 1, 1, 1, 2]);
    (government, paths(), prop::option::of(1i64..4), accounts()).prop_map(
        |(government, agency_path, employee, made_by)| Resource {
            government,
            agency_path,
            employee,
            made_by,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Each case asks for every action: more than 20,000 questions in all.
    #[test]
    fn the_gate_decides_as_the_reference(subject in subjects(), resource in resources(), on in 1u32..29) {
        let on = day(on);
        let roles = subject.live_roles(on);
        for action in Action::ALL {
            let verdict = GATE.decide(&subject, *action, &resource, on);
            prop_assert_eq!(verdict.permit, reference(&subject, *action, &resource, on), "{}", action);
            prop_assert!(!verdict.permit || GATE.may_ever(&roles, *action), "{} is in no menu", action);
            prop_assert!(!verdict.permit || !verdict.policies.is_empty());
            prop_assert!(!verdict.reason.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_wider_scope_takes_nothing_away(
        role in prop::sample::select(&Role::ALL[..]), path in paths(), cut in 0usize..4, resource in resources(),
    ) {
        let with = |path: &[i64]| crate::subject(vec![crate::grant(role, Some(path))]);
        let (narrow, wide) = (with(&path), with(&path[..cut.min(path.len())]));
        for action in Action::ALL {
            let before = GATE.decide(&narrow, *action, &resource, day(5)).permit;
            prop_assert!(!before || GATE.decide(&wide, *action, &resource, day(5)).permit, "{}", action);
        }
    }

    #[test]
    fn one_more_grant_takes_nothing_away(subject in subjects(), more in grants(), resource in resources()) {
        let mut richer = subject.clone();
        richer.grants.push(more);
        for action in Action::ALL {
            let before = GATE.decide(&subject, *action, &resource, day(5)).permit;
            prop_assert!(!before || GATE.decide(&richer, *action, &resource, day(5)).permit, "{}", action);
        }
    }
}
