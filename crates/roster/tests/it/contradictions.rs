//! Rules that cannot hold together are named, none too many.

use crate::random::small;
use crate::world::{AWAY, days, desk, group, member};
use siaga_roster::{
    Availability, Budget, Contradiction, Half, Problem, Rule, RuleKind, Wishes, outlook, solve,
};

fn contradiction(problem: &Problem) -> Contradiction {
    solve(problem, Budget::default()).expect_err("these rules contradict each other")
}

fn kinds(contradiction: &Contradiction) -> Vec<RuleKind> {
    contradiction.rules.iter().map(|rule| rule.kind).collect()
}

/// A unit of three with three quarters at home, so that nobody may come, and a desk that needs two.
fn unit_of_three() -> Problem {
    let members = ["Ani", "Budi", "Citra"].map(|name| {
        let mut member = member(name.to_owned(), 0, 1);
        member.desks = vec![0];
        member
    });
    Problem {
        days: days(1),
        groups: vec![group("Subbagian Umum", 1, 0, 0)],
        desks: vec![desk("Loket", 1, 2)],
        members: members.to_vec(),
        ..Problem::default()
    }
}

#[test]
fn the_unit_of_three_with_a_desk_of_two() {
    let problem = unit_of_three();
    let found = contradiction(&problem);
    let on = problem.days[0].on;
    let rule = Rule {
        kind: RuleKind::OfficeMax,
        name: "Subbagian Umum".to_owned(),
        subject: Some(0),
        days: vec![0],
        on: vec![on],
        half: None,
        members: Vec::new(),
        number: 0,
        people: 3,
    };
    let desk = Rule {
        kind: RuleKind::DeskNeed,
        name: "Loket".to_owned(),
        half: Some(Half::Morning),
        number: 2,
        ..rule.clone()
    };
    assert_eq!(found.rules, [rule, desk]);
    assert_eq!(
        found.to_string(),
        "these rules cannot hold together: Subbagian Umum: at most 0 of 3 in the office on 2021-01-04; \
         desk Loket needs 2, 3 can serve it on 2021-01-04 in the morning"
    );
    let seen = outlook(&problem);
    assert_eq!((seen.days[0].office_most, seen.days[0].short.len()), (0, 2));
}

#[test]
fn absences_that_empty_a_desk_are_named_with_it() {
    let mut problem = unit_of_three();
    problem.groups[0] = group("Unit", 1, 0, 3);
    problem.members[0].days[0] = AWAY;
    problem.members[1].days[0] = Availability::Home;
    let found = contradiction(&problem);
    assert_eq!(kinds(&found), [RuleKind::DeskNeed, RuleKind::FixedHome, RuleKind::Away]);
    assert_eq!((found.rules[1].name.as_str(), found.rules[2].name.as_str()), ("Budi", "Ani"));
}

#[test]
fn rules_over_the_period_are_put_together() {
    let members = (0..4).map(|index| {
        let mut member = member(format!("P{index}"), 0, 5);
        member.office_days = Some((0, 2));
        member
    });
    let problem = Problem {
        days: days(5),
        groups: vec![group("Unit", 5, 2, 4)],
        members: members.collect(),
        ..Problem::default()
    };
    let found = contradiction(&problem);
    assert_eq!(kinds(&found), [RuleKind::OfficeMin, RuleKind::OfficeDaysMax]);
    assert_eq!((found.rules[0].days.len(), found.rules[1].members.len()), (5, 4));
}

#[test]
fn teams_rows_and_weeks_are_named() {
    let mut person = member("Ani".to_owned(), 0, 4);
    person.days = vec![Availability::Office; 4];
    person.in_a_row_max = Some(3);
    let rest = Problem { days: days(4), groups: vec![group("U", 4, 0, 2)], ..Problem::default() };
    let row = Problem { members: vec![person.clone()], ..rest.clone() };
    assert_eq!(kinds(&contradiction(&row)), [RuleKind::FixedOffice, RuleKind::InARow]);

    person.days = vec![Availability::Home; 4];
    person.home_days_a_week_max = Some(3);
    let week = Problem { members: vec![person.clone()], ..rest.clone() };
    assert_eq!(kinds(&contradiction(&week)), [RuleKind::FixedHome, RuleKind::HomeDaysAWeek]);

    let of = |team: usize| {
        let mut member = member(format!("P{team}"), 0, 4);
        (member.team, member.days[2]) = (Some(team), Availability::Office);
        member
    };
    let apart = Problem {
        members: vec![of(0), of(1)],
        teams: vec!["A".to_owned(), "B".to_owned()],
        wishes: Wishes { teams_apart: true, ..Wishes::default() },
        ..rest
    };
    let found = contradiction(&apart);
    assert_eq!(kinds(&found), [RuleKind::FixedOffice, RuleKind::TeamsApart]);
    assert_eq!((found.rules[0].members.as_slice(), found.rules[0].days.as_slice()), (&[0, 1][..], &[2][..]));
}

#[test]
fn odd_input_is_told_and_never_a_panic() {
    let budget = Budget::default();
    assert_eq!(solve(&Problem::default(), budget).unwrap().office, Vec::<Vec<bool>>::new());
    let no_days = Problem { days: Vec::new(), ..unit_of_three() };
    assert!(kinds(&contradiction(&no_days)).iter().all(|kind| *kind == RuleKind::Malformed));
    let mut problem = unit_of_three();
    problem.members[1].group = 7;
    assert_eq!(kinds(&contradiction(&problem)), [RuleKind::Malformed]);
    let mut problem = unit_of_three();
    problem.members[1].desks = vec![9];
    assert_eq!(kinds(&contradiction(&problem)), [RuleKind::Malformed]);
    let mut problem = unit_of_three();
    problem.members.clear();
    assert_eq!(kinds(&contradiction(&problem)), [RuleKind::DeskNeed]);
    problem.desks.clear();
    assert!(solve(&problem, budget).is_ok());
    problem.groups[0].office_min = vec![1];
    assert_eq!(kinds(&contradiction(&problem)), [RuleKind::OfficeMin]);
    let mut problem = unit_of_three();
    problem.groups[0].office_max = vec![u16::MAX];
    problem.members[0].office_days = Some((u16::MAX, 0));
    assert_eq!(kinds(&contradiction(&problem)), [RuleKind::OfficeDaysMin]);
}

/// Leaves a rule out of a problem; `None` where the test does not know how.
fn without(problem: &Problem, rule: &Rule) -> Problem {
    let mut problem = problem.clone();
    let days = rule.days.clone();
    match rule.kind {
        RuleKind::OfficeMin => days.iter().for_each(|day| {
            problem.groups[rule.subject.expect("a rule of a group or desk")].office_min[*day] = 0
        }),
        RuleKind::OfficeMax => {
            days.iter().for_each(|day| {
                problem.groups[rule.subject.expect("a rule of a group or desk")].office_max[*day] = u16::MAX
            });
        }
        RuleKind::DeskNeed => {
            let half = rule.half.expect("a rule of a half").index();
            days.iter().for_each(|day| {
                problem.desks[rule.subject.expect("a rule of a group or desk")].need[*day][half] = 0
            });
        }
        RuleKind::TeamsApart => problem.wishes.teams_apart = false,
        _ => {
            for member in &rule.members {
                let member = &mut problem.members[*member];
                match rule.kind {
                    RuleKind::OfficeDaysMin => {
                        member.office_days = member.office_days.map(|days| (0, days.1))
                    }
                    RuleKind::OfficeDaysMax => {
                        member.office_days = member.office_days.map(|days| (days.0, u16::MAX));
                    }
                    RuleKind::HomeDaysAWeek => member.home_days_a_week_max = None,
                    RuleKind::InARow => member.in_a_row_max = None,
                    _ => days.iter().for_each(|day| member.days[*day] = Availability::Free),
                }
            }
        }
    }
    problem
}

/// Leaves every rule out that is not among these.
fn only(problem: &Problem, rules: &[Rule]) -> Problem {
    let has = |kind: RuleKind, subject: usize, day: usize, half: Option<Half>| {
        rules.iter().any(|rule| {
            rule.kind == kind
                && rule.subject == Some(subject)
                && rule.half == half
                && (rule.days.contains(&day) || rule.days.is_empty())
        })
    };
    let of = |kind: RuleKind, member: usize| {
        rules.iter().any(|rule| rule.kind == kind && rule.members.contains(&member))
    };
    let mut bare = problem.clone();
    for (index, group) in bare.groups.iter_mut().enumerate() {
        for day in 0..problem.days.len() {
            if !has(RuleKind::OfficeMin, index, day, None) {
                group.office_min[day] = 0;
            }
            if !has(RuleKind::OfficeMax, index, day, None) {
                group.office_max[day] = u16::MAX;
            }
        }
    }
    for (index, desk) in bare.desks.iter_mut().enumerate() {
        for (day, need) in desk.need.iter_mut().enumerate() {
            for half in Half::BOTH {
                if !has(RuleKind::DeskNeed, index, day, Some(half)) {
                    need[half.index()] = 0;
                }
            }
        }
    }
    bare.wishes.teams_apart = rules.iter().any(|rule| rule.kind == RuleKind::TeamsApart);
    for (index, member) in bare.members.iter_mut().enumerate() {
        let (least, most) = member.office_days.unwrap_or((0, u16::MAX));
        let least = if of(RuleKind::OfficeDaysMin, index) { least } else { 0 };
        member.office_days = Some((least, if of(RuleKind::OfficeDaysMax, index) { most } else { u16::MAX }));
        member.home_days_a_week_max =
            member.home_days_a_week_max.filter(|_| of(RuleKind::HomeDaysAWeek, index));
        member.in_a_row_max = member.in_a_row_max.filter(|_| of(RuleKind::InARow, index));
        for (day, known) in member.days.iter_mut().enumerate() {
            let is_named = rules.iter().any(|rule| {
                matches!(rule.kind, RuleKind::FixedOffice | RuleKind::FixedHome | RuleKind::Away)
                    && rule.members.contains(&index)
                    && rule.days.contains(&day)
            });
            if !is_named {
                *known = Availability::Free;
            }
        }
    }
    bare
}

#[test]
fn the_named_rules_contradict_each_other_and_without_any_one_they_do_not() {
    let mut seen = 0;
    for seed in 0..400 {
        let problem = small(seed);
        let Err(found) = solve(&problem, Budget::default()) else { continue };
        let bare = only(&problem, &found.rules);
        assert!(solve(&bare, Budget::default()).is_err(), "seed {seed}: {found}");
        for rule in &found.rules {
            let freed = without(&bare, rule);
            assert!(solve(&freed, Budget::default()).is_ok(), "seed {seed}: {rule} is not needed in {found}");
        }
        seen += 1;
    }
    assert!(seen > 100, "{seen} contradictions");
}
