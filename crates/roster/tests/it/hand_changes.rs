//! What the slow checker says of plans that somebody changed by hand.

use crate::world::{days, desk, group, member};
use siaga_roster::{Availability, Budget, Problem, RuleKind, Serves, serve_desks, solve, verify};

fn office_of_four() -> Problem {
    let members = (0..4).map(|index| {
        let mut member = member(format!("P{index}"), 0, 4);
        if index < 2 {
            member.desks = vec![0];
        }
        member
    });
    Problem {
        days: days(4),
        groups: vec![group("Unit", 4, 1, 2)],
        desks: vec![desk("Loket", 4, 1)],
        teams: vec!["A".to_owned(), "B".to_owned()],
        members: members.collect(),
        ..Problem::default()
    }
}

fn kinds(problem: &Problem, office: &[Vec<bool>], serves: &Serves) -> Vec<(RuleKind, u32)> {
    let violations = verify(problem, office, serves);
    violations.into_iter().map(|violation| (violation.rule.kind, violation.found)).collect()
}

#[test]
fn each_rule_that_a_change_breaks_is_told() {
    let mut problem = office_of_four();
    let solution = solve(&problem, Budget::default()).unwrap();
    let mut office = solution.office.clone();
    office.iter_mut().for_each(|row| row[0] = true);
    assert_eq!(kinds(&problem, &office, &serve_desks(&problem, &office)), [(RuleKind::OfficeMax, 4)]);
    office.iter_mut().for_each(|row| row[0] = false);
    let none = serve_desks(&problem, &office);
    let found = [(RuleKind::OfficeMin, 0), (RuleKind::DeskNeed, 0), (RuleKind::DeskNeed, 0)];
    assert_eq!(kinds(&problem, &office, &none), found);

    problem.members[3].days[1] = Availability::Office;
    problem.members[2].days[1] = Availability::Home;
    let mut office = vec![vec![false; 4]; 4];
    office[0] = vec![true; 4];
    office[2][1] = true;
    let serves = serve_desks(&problem, &office);
    assert_eq!(kinds(&problem, &office, &serves), [(RuleKind::FixedHome, 1), (RuleKind::FixedOffice, 1)]);
}

#[test]
fn totals_weeks_rows_and_teams_are_checked() {
    let mut problem = office_of_four();
    let mut office = vec![vec![false; 4]; 4];
    office[0] = vec![true; 4];
    problem.members[0].in_a_row_max = Some(3);
    problem.members[0].office_days = Some((0, 3));
    problem.members[1].office_days = Some((1, 4));
    problem.members[2].home_days_a_week_max = Some(3);
    let serves = serve_desks(&problem, &office);
    let found = [
        (RuleKind::OfficeDaysMax, 4),
        (RuleKind::InARow, 4),
        (RuleKind::OfficeDaysMin, 0),
        (RuleKind::HomeDaysAWeek, 4),
    ];
    assert_eq!(kinds(&problem, &office, &serves), found);
    let mut problem = office_of_four();
    problem.wishes.teams_apart = true;
    (problem.members[0].team, problem.members[1].team) = (Some(0), Some(1));
    office[1][2] = true;
    assert_eq!(kinds(&problem, &office, &serves), [(RuleKind::TeamsApart, 2)]);
}

#[test]
fn a_desk_is_served_only_by_people_who_can_and_are_there() {
    let mut problem = office_of_four();
    problem.members[1].days[0] = Availability::Away { morning: true, afternoon: false };
    let mut office = vec![vec![false; 4]; 4];
    office[1] = vec![true; 4];
    let serves = serve_desks(&problem, &office);
    assert_eq!(serves[1][0], [None, Some(0)]);
    assert_eq!(kinds(&problem, &office, &serves), [(RuleKind::DeskNeed, 0)]);
    let mut by_hand = serves.clone();
    by_hand[1][0][0] = Some(0);
    assert_eq!(kinds(&problem, &office, &by_hand), [(RuleKind::Serving, 0)]);
    by_hand[1][0][0] = None;
    by_hand[2][0][0] = Some(0);
    assert_eq!(kinds(&problem, &office, &by_hand), [(RuleKind::Serving, 0)]);
    assert_eq!(kinds(&problem, &office[1..], &serves), [(RuleKind::Malformed, 0)]);
}
