//! The quick look against the slow truth.

use crate::random::small;
use crate::world::{agency, desk, group};
use siaga_roster::{Availability, Budget, Problem, outlook, solve};

/// The same problem without rules over several days.
fn day_by_day(seed: u64) -> Problem {
    let mut problem = small(seed);
    problem.wishes.teams_apart = false;
    for member in &mut problem.members {
        (member.office_days, member.home_days_a_week_max, member.in_a_row_max) = (None, None, None);
    }
    for desk in &mut problem.desks {
        // One half only, for the outlook looks at each half by itself.
        desk.need.iter_mut().for_each(|need| need[1] = 0);
    }
    for group in &mut problem.groups {
        group.office_min.fill(0);
        group.office_max.iter_mut().for_each(|most| *most = (*most).max(2));
    }
    problem
}

#[test]
fn desks_are_short_exactly_where_no_roster_can_fill_them() {
    let mut short = 0;
    for seed in 0..400 {
        let problem = day_by_day(seed);
        let seen = outlook(&problem);
        let fixed_beyond = (0..problem.days.len()).any(|day| {
            (0..problem.groups.len()).any(|group| {
                let fixed = problem
                    .members
                    .iter()
                    .filter(|member| member.group == group && member.days[day] == Availability::Office);
                fixed.count() > usize::from(problem.groups[group].office_max[day])
            })
        });
        if fixed_beyond {
            continue;
        }
        let is_short = seen.days.iter().any(|day| !day.short.is_empty());
        assert_eq!(is_short, solve(&problem, Budget::default()).is_err(), "seed {seed}");
        short += usize::from(is_short);
    }
    assert!(short > 20, "{short} are short");
}

#[test]
fn counts_are_quota_cut_by_who_is_there() {
    let mut problem = agency(5, 40, 3);
    problem.desks = vec![desk("Loket", 3, 2)];
    problem.groups = vec![group("Unit", 3, 4, 20)];
    for (index, member) in problem.members.iter_mut().enumerate() {
        (member.group, member.desks) = (0, if index == 0 { vec![0] } else { Vec::new() });
        let known = if index < 30 { Availability::Home } else { Availability::Free };
        member.days = vec![known, known, Availability::Office];
    }
    problem.members[0].days[0] = Availability::Free;
    let seen = outlook(&problem);
    let counts: Vec<(u32, u32)> = seen.days.iter().map(|day| (day.office_least, day.office_most)).collect();
    assert_eq!(counts, [(4, 11), (4, 10), (40, 40)]);
    let filled: Vec<Vec<u16>> =
        seen.days.iter().map(|day| day.short.iter().map(|short| short.filled).collect()).collect();
    assert_eq!(filled, [[1, 1], [0, 0], [1, 1]]);
}
