//! Single decisions that an auditor would ask about.

use siaga_access::{Action, Grant, Resource, Role, Subject};

use crate::{GATE, day, grant, record, subject};

fn may(subject: &Subject, action: Action, resource: &Resource) -> bool {
    GATE.decide(subject, action, resource, day(26)).permit
}

fn every_role() -> Vec<Grant> {
    Role::ALL.into_iter().map(|role| grant(role, None)).collect()
}

#[test]
fn nothing_is_permitted_without_a_role() {
    let nobody = subject(Vec::new());
    let verdict = GATE.decide(&nobody, Action::BoardView, &record(&[]), day(26));
    assert_eq!((verdict.policies.len(), verdict.reason.as_str()), (0, "no role in force permits this here"));
    let own = Resource { employee: Some(7), ..record(&[]) };
    for action in Action::ALL {
        let verdict = GATE.decide(&nobody, *action, &own, day(26));
        assert!(!verdict.permit, "{action}");
        assert!(!GATE.may_ever(&[], *action), "{action}");
    }
}

#[test]
fn a_grant_counts_from_its_first_to_its_last_day() {
    let officer = subject(vec![grant(Role::UnitOfficer, Some(&[3]))]);
    let on = |date| GATE.decide(&officer, Action::RecapSign, &record(&[3]), date).permit;
    assert!(!on(day(1).pred_opt().unwrap()));
    assert!(on(day(1)));
    assert!(on(day(28)));
    assert!(!on(day(29)));
}

#[test]
fn an_expired_grant_permits_nothing_at_all() {
    let expired = subject(every_role());
    let own = Resource { employee: Some(7), ..record(&[]) };
    for action in Action::ALL {
        assert!(!GATE.decide(&expired, *action, &own, day(29)).permit, "{action}");
    }
    assert!(expired.live_roles(day(29)).is_empty());
}

#[test]
fn an_expired_wide_grant_does_not_widen_a_live_narrow_one() {
    let past = Grant { until_on: Some(day(10)), ..grant(Role::AgencyHead, None) };
    let head = subject(vec![past, grant(Role::AgencyHead, Some(&[3]))]);
    assert!(may(&head, Action::RecapCountersign, &record(&[3])));
    assert!(!may(&head, Action::RecapCountersign, &record(&[4])));
}

#[test]
fn another_government_is_out_of_reach_of_every_role() {
    let everyone = subject(every_role());
    let elsewhere = Resource { government: 2, employee: Some(7), ..record(&[]) };
    for action in Action::ALL {
        let verdict = GATE.decide(&everyone, *action, &elsewhere, day(26));
        assert!(!verdict.permit, "{action}");
        assert!(verdict.policies.contains(&"common.other_government".to_owned()), "{action}");
    }
}

#[test]
fn a_government_number_is_not_a_prefix_of_another() {
    let leader = subject(vec![grant(Role::RegionalLeader, None)]);
    let elsewhere = Resource { government: 11, ..record(&[1]) };
    assert!(!may(&leader, Action::RecapView, &elsewhere));
}

#[test]
fn scope_reaches_down_the_tree_and_nowhere_else() {
    let officer = subject(vec![grant(Role::UnitOfficer, Some(&[3, 5]))]);
    assert!(may(&officer, Action::RecapRecord, &record(&[3, 5])));
    assert!(may(&officer, Action::RecapRecord, &record(&[3, 5, 8])));
    assert!(!may(&officer, Action::RecapRecord, &record(&[3])), "the agency above");
    assert!(!may(&officer, Action::RecapRecord, &record(&[3, 6])), "the agency beside");
    assert!(!may(&officer, Action::RecapRecord, &record(&[5])), "the same number elsewhere");
    assert!(!may(&officer, Action::RecapRecord, &record(&[3, 51])), "a number that begins alike");
    assert!(!may(&officer, Action::RecapRecord, &record(&[])), "the whole government");
}

#[test]
fn scopes_of_two_roles_are_not_mixed() {
    let both = subject(vec![grant(Role::UnitOfficer, Some(&[3])), grant(Role::AgencyHead, Some(&[4]))]);
    assert!(may(&both, Action::RecapSign, &record(&[3])));
    assert!(!may(&both, Action::RecapCountersign, &record(&[3])));
    assert!(may(&both, Action::RecapCountersign, &record(&[4])));
    assert!(!may(&both, Action::RecapSign, &record(&[4])));
}

#[test]
fn the_maker_of_a_recap_may_not_countersign_it() {
    let both = subject(vec![grant(Role::UnitOfficer, Some(&[3])), grant(Role::AgencyHead, Some(&[3]))]);
    let made_by = |name: &str| Resource { made_by: Some(name.to_owned()), ..record(&[3]) };
    assert!(may(&both, Action::RecapSign, &made_by("ani")));
    let refused = GATE.decide(&both, Action::RecapCountersign, &made_by("ani"), day(26));
    assert!(!refused.permit);
    assert_eq!(refused.policies, ["recap.maker_is_not_checker"]);
    assert_eq!(refused.reason, "the account that made a recap may not countersign it");
    let permitted = GATE.decide(&both, Action::RecapCountersign, &made_by("budi"), day(26));
    assert!(permitted.permit);
    assert_eq!(permitted.policies, ["recap.agency_head"]);
}

#[test]
fn a_program_without_account_signs_nothing() {
    let grants = vec![grant(Role::UnitOfficer, None), grant(Role::AgencyHead, None)];
    let program = Subject { account: None, ..subject(grants) };
    assert!(may(&program, Action::RecapRecord, &record(&[3])));
    assert!(!may(&program, Action::RecapSign, &record(&[3])));
    assert!(!may(&program, Action::RecapCountersign, &record(&[3])));
}

#[test]
fn nobody_decides_the_own_request() {
    let head = subject(vec![grant(Role::AgencyHead, Some(&[3])), grant(Role::RegionalLeader, None)]);
    let of = |employee| Resource { employee: Some(employee), ..record(&[3]) };
    assert!(may(&head, Action::RequestDecide, &of(8)));
    let own = GATE.decide(&head, Action::RequestDecide, &of(7), day(26));
    assert!(!own.permit);
    assert_eq!(own.policies, ["requests.not_own_request"]);
    let made = Resource { made_by: Some("ani".to_owned()), ..of(8) };
    let made = GATE.decide(&head, Action::RequestDecide, &made, day(26));
    assert_eq!(made.policies, ["requests.maker_is_not_checker"]);
}

#[test]
fn nobody_settles_the_own_attendance_or_roles() {
    let everyone = subject(every_role());
    let own = Resource { employee: Some(7), ..record(&[3]) };
    let other = Resource { employee: Some(8), ..record(&[3]) };
    for action in [Action::RecapCorrect, Action::FindingResolve, Action::GrantManage] {
        assert!(!may(&everyone, action, &own), "{action}");
        assert!(may(&everyone, action, &other), "{action}");
    }
}

#[test]
fn own_actions_need_the_own_employee() {
    let employee = subject(vec![grant(Role::Employee, Some(&[3]))]);
    let unlinked = Subject { employee: None, ..employee.clone() };
    for action in [Action::DayViewOwn, Action::CheckinOwn, Action::RequestMakeOwn, Action::EmployeeViewOwn] {
        let of = |employee| Resource { employee, ..record(&[3]) };
        assert!(may(&employee, action, &of(Some(7))), "{action}");
        assert!(!may(&employee, action, &of(Some(8))), "{action}");
        assert!(!may(&employee, action, &of(None)), "{action}");
        assert!(!may(&unlinked, action, &of(None)), "{action}");
    }
}

#[test]
fn administrators_decide_nobodys_attendance() {
    let administrator = subject(vec![grant(Role::Administrator, None)]);
    let decisions = [
        Action::RecapRecord,
        Action::RecapSign,
        Action::RecapCountersign,
        Action::RecapCorrect,
        Action::RequestDecide,
        Action::FindingResolve,
        Action::RecapView,
        Action::DayView,
        Action::AuditView,
    ];
    for action in decisions {
        assert!(!may(&administrator, action, &record(&[3])), "{action}");
        assert!(!GATE.may_ever(&[Role::Administrator], action), "{action}");
    }
}
