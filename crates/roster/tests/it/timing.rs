//! Figures to read by hand; they check nothing.

use crate::world::{agency, reference};
use siaga_roster::{Budget, Problem, outlook, solve, solve_many};
use std::time::Instant;

#[test]
#[ignore = "prints figures for a person; run it by name with --nocapture"]
fn figures() {
    for seed in 1..=5 {
        let problem = reference(seed);
        let begin = Instant::now();
        let found = solve(&problem, Budget::default()).unwrap();
        println!(
            "reference {seed}: {:?}, {} steps, {:?}",
            begin.elapsed(),
            found.steps,
            found.objective.score
        );
    }
    for seed in 0..6 {
        let problem = agency(seed, 140, 20);
        let begin = Instant::now();
        let found = solve(&problem, Budget::default()).unwrap();
        println!(
            "agency {seed}: {:?}, {} steps, {:?} {:?}",
            begin.elapsed(),
            found.steps,
            found.objective.score,
            found.proof
        );
    }
    let problems: Vec<Problem> = (0..55).map(|seed| agency(seed, 138 + (seed as usize % 2), 20)).collect();
    let begin = Instant::now();
    let found = solve_many(&problems, Budget::default(), 2);
    let solved = found.iter().filter(|found| found.is_ok()).count();
    let proven = found.iter().flatten().filter(|found| found.proof == siaga_roster::Proof::Optimal).count();
    println!("55 agencies: {:?}, {solved} solved, {proven} proven", begin.elapsed());
    let begin = Instant::now();
    let short: usize = problems
        .iter()
        .map(|problem| outlook(problem).days.iter().map(|day| day.short.len()).sum::<usize>())
        .sum();
    println!("outlook of all: {:?}, {short} short", begin.elapsed());
}
