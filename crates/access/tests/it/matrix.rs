//! The role table of the README is what the gate really does.

use siaga_access::{Action, Reach, Role};

use crate::{GATE, grant, subject};

const README: &str = include_str!("../../README.md");

fn table() -> String {
    let mut rows = vec![row("action", Role::ALL.map(Role::as_str)), row("---", ["---"; 10])];
    for action in Action::ALL {
        let cells = Role::ALL.map(|role| match GATE.reach(role, *action) {
            Reach::None => "–",
            reach => reach.as_str(),
        });
        rows.push(row(action.as_str(), cells));
    }
    rows.concat()
}

fn row(first: &str, cells: [&str; 10]) -> String {
    format!("| {first} | {} |\n", cells.join(" | "))
}

#[test]
fn the_readme_shows_the_role_matrix() {
    let table = table();
    assert!(README.contains(&table), "put this table into README.md:\n{table}");
}

#[test]
fn the_matrix_has_every_role_with_every_action_once() {
    let matrix = GATE.matrix();
    assert_eq!(matrix.len(), Role::ALL.len() * Action::ALL.len());
    let mut cells = matrix.iter();
    for role in Role::ALL {
        for action in Action::ALL {
            assert_eq!(cells.next(), Some(&(role, *action, GATE.reach(role, *action))));
        }
    }
}

#[test]
fn government_wide_roles_have_no_reach_by_agency() {
    for (role, action, reach) in GATE.matrix() {
        assert!(!(role.is_government_wide() && reach == Reach::Agency), "{role} {action}");
    }
}

#[test]
fn menus_follow_the_roles_in_force() {
    assert!(GATE.may_ever(&[Role::Employee], Action::DayViewOwn));
    assert!(!GATE.may_ever(&[Role::Employee], Action::DayView));
    assert!(GATE.may_ever(&[Role::Employee, Role::UnitOfficer], Action::RecapSign));
    assert!(!GATE.may_ever(&[Role::UnitOfficer], Action::RecapCountersign));
    let officer = subject(vec![grant(Role::UnitOfficer, None), grant(Role::Employee, None)]);
    assert_eq!(officer.live_roles(crate::day(3)), [Role::Employee, Role::UnitOfficer]);
}
