//! What holds for every answer.

use crate::random::small;
use crate::world::{Dice, agency, later, reference};
use siaga_roster::{Budget, Problem, Proof, solve, solve_many};

/// The same people in another order.
fn shuffled(problem: &Problem, seed: u64) -> Problem {
    let mut dice = Dice::new(seed);
    let mut problem = problem.clone();
    for index in (1..problem.members.len()).rev() {
        problem.members.swap(index, dice.below(index + 1));
    }
    problem
}

#[test]
fn the_same_question_has_the_same_answer() {
    let problem = reference(3);
    assert_eq!(solve(&problem, Budget::default()), solve(&problem, Budget::default()));
    let problems: Vec<Problem> = (0..6).map(|seed| agency(seed, 60, 10)).collect();
    let budget = Budget { steps: 50_000 };
    assert_eq!(solve_many(&problems, budget, 1), solve_many(&problems, budget, 3));
}

#[test]
fn the_order_of_people_does_not_change_how_good_the_answer_is() {
    for seed in 0..200 {
        let score =
            |problem: &Problem| solve(problem, Budget::default()).ok().map(|found| found.objective.score);
        let problem = small(seed);
        assert_eq!(score(&problem), score(&shuffled(&problem, seed)), "seed {seed}");
    }
    let score = |problem: &Problem| solve(problem, Budget::default()).unwrap().objective.score;
    assert_eq!(score(&reference(1)), score(&shuffled(&reference(1), 1)));
}

#[test]
fn the_date_does_not_matter() {
    let problem = agency(9, 40, 10);
    let mut moved = problem.clone();
    moved.days = moved.days.into_iter().map(|day| later(day, 3)).collect();
    let budget = Budget::default();
    assert_eq!(solve(&problem, budget).unwrap().office, solve(&moved, budget).unwrap().office);
}

#[test]
fn a_small_budget_gives_an_honest_bound_or_says_that_nothing_is_known() {
    for steps in [0, 1, 10, 100, 300, 1000, 3000, 10_000] {
        for seed in 0..20 {
            let problem = agency(seed, 30, 10);
            let whole = solve(&problem, Budget { steps: 1_000_000 }).unwrap();
            match solve(&problem, Budget { steps }) {
                Ok(found) => {
                    assert!(found.steps <= steps);
                    assert!(found.objective.score >= whole.objective.score);
                    match found.proof {
                        Proof::Optimal => assert_eq!(found.objective.score, whole.objective.score),
                        Proof::Bound(bound) => assert!(bound <= whole.objective.score),
                    }
                }
                Err(contradiction) => assert!(contradiction.is_unknown()),
            }
        }
    }
}

#[test]
fn a_plan_that_still_holds_is_kept() {
    for seed in 0..4 {
        for teams in [0, 2, 3] {
            let mut problem = agency(seed, 60, 10);
            problem.teams = vec!["T".to_owned(); problem.groups.len() * teams];
            problem.wishes.preferences = 0;
            for (index, member) in problem.members.iter_mut().enumerate() {
                member.team = (teams > 0).then(|| member.group * teams + index % teams);
                member.before.clear();
            }
            let first = solve(&problem, Budget::default()).unwrap();
            for (member, row) in problem.members.iter_mut().zip(&first.office) {
                member.before = row.iter().map(|is_in| Some(*is_in)).collect();
            }
            let second = solve(&problem, Budget::default()).unwrap();
            assert!(second.objective.score <= first.objective.score, "seed {seed}, {teams} teams");
            let is_as_good = second.objective.score.team_days == first.objective.score.team_days;
            assert!(!is_as_good || second.objective.changes == 0, "seed {seed}, {teams} teams");
            assert!(teams > 0 || second.proof == Proof::Optimal, "seed {seed}");
        }
    }
}
