//! Agencies as large as they are.

use crate::world::agency;
use siaga_roster::{Budget, Proof, solve, verify};

#[test]
fn an_agency_of_a_hundred_and_forty_is_solved_with_proof() {
    for seed in 0..6 {
        let problem = agency(seed, 140, 20);
        let solution = solve(&problem, Budget::default()).unwrap();
        assert_eq!(verify(&problem, &solution.office, &solution.serves), [], "seed {seed}");
        assert_eq!(solution.proof, Proof::Optimal, "seed {seed}");
    }
}

#[test]
fn at_most_three_days_in_a_row_for_a_hundred_people() {
    let mut problem = crate::world::reference(2);
    for member in &mut problem.members {
        member.in_a_row_max = Some(3);
    }
    let solution = solve(&problem, Budget { steps: 1_000_000 }).unwrap();
    assert_eq!(verify(&problem, &solution.office, &solution.serves), []);
    assert_eq!(solution.objective.score.unfair_days, 0);
}

#[test]
fn flexible_weeks_hold_at_most_two_days_from_home() {
    let mut problem = agency(11, 100, 20);
    for (index, member) in problem.members.iter_mut().enumerate() {
        member.home_days_a_week_max = Some(if index % 2 == 0 { 4 } else { 5 });
    }
    let solution = solve(&problem, Budget::default()).unwrap();
    assert_eq!(verify(&problem, &solution.office, &solution.serves), []);
}
