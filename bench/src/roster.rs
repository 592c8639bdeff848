//! Rosters: the instance that other solvers were measured on, beside OR-Tools CP-SAT on the same model, and all
//! agencies at once.

use crate::roster_cpsat::{Answer, ask};
use crate::roster_world::{agencies, reference};
use crate::times::{Times, timed};
use crate::{Scale, line};
use anyhow::{Result, anyhow, ensure};
use siaga_roster::{Budget, Problem, Proof, Solution, outlook, solve, solve_many, verify};
use std::time::Duration;

const REPEATS: usize = 9;
const THREADS: usize = 2;

pub(crate) fn run(scale: Scale) -> Result<()> {
    let (cpsat_seconds, count, people) = if scale.is_small() { (20, 6, 800) } else { (120, 55, 7600) };
    println!("roster: 100 people, 20 days, 8 desks, teams of 20; then {count} agencies of {people} people");
    let problem = reference();
    let (solution, own) = own(&problem)?;
    line("own solver, median", format!("{own:.1?}"));
    line("own solver, team-days and fairness", words(&solution));
    line("own solver, proof", format!("{:?}", solution.proof));
    beside(&problem, &solution, own, cpsat_seconds)?;
    everybody(&agencies(count, people))
}

fn own(problem: &Problem) -> Result<(Solution, Duration)> {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..REPEATS {
        let (time, found) = timed(|| solve(problem, Budget::default()));
        times.push(time);
        last = Some(found?);
    }
    let solution = last.ok_or_else(|| anyhow!("nothing was solved"))?;
    let broken = verify(problem, &solution.office, &solution.serves);
    ensure!(broken.is_empty(), "the roster breaks {broken:?}");
    Ok((solution, Times::of(times).median()))
}

fn words(solution: &Solution) -> String {
    format!("{}, days differ by {}", solution.objective.team_days, solution.objective.widest)
}

/// Asks the other solver and prints both; without it, says why and goes on.
fn beside(problem: &Problem, solution: &Solution, own: Duration, seconds: u32) -> Result<()> {
    let answer = match ask(problem, seconds, THREADS) {
        Ok(answer) => answer,
        Err(error) => {
            line("CP-SAT", format!("not here: {error:#}"));
            return Ok(());
        }
    };
    let Answer { status, objective, bound, seconds: taken, version } = answer;
    line("CP-SAT", format!("{version}, {THREADS} workers, at most {seconds} s"));
    line("CP-SAT, time", format!("{taken:.2} s, {status}"));
    let objective_words = objective.map_or_else(|| "none".to_owned(), |value| value.to_string());
    line("CP-SAT, team-days and its bound", format!("{objective_words}, {bound}"));
    line("CP-SAT beside own", format!("{:.0} times (goal 100)", taken / own.as_secs_f64()));
    let is_proven = status == "OPTIMAL" && solution.proof == Proof::Optimal;
    if is_proven {
        let own = u64::from(solution.objective.team_days);
        ensure!(objective == Some(own), "two proofs that differ: {objective:?} and {own}");
    }
    Ok(())
}

fn everybody(problems: &[Problem]) -> Result<()> {
    let people: usize = problems.iter().map(|problem| problem.members.len()).sum();
    let (time, answers) = timed(|| solve_many(problems, Budget::default(), THREADS));
    let solutions: Vec<&Solution> = answers.iter().flatten().collect();
    for (problem, answer) in problems.iter().zip(&answers) {
        if let Ok(solution) = answer {
            ensure!(verify(problem, &solution.office, &solution.serves).is_empty(), "a roster breaks a rule");
        }
    }
    let proven = solutions.iter().filter(|solution| solution.proof == Proof::Optimal).count();
    line(
        "all agencies, 20 days, last plan and preferences",
        format!("{people} people, {:.0} ms on {THREADS} threads (goal 2000 ms)", ms(time)),
    );
    line(
        "of these",
        format!(
            "{} solved, {proven} proven, {} contradictions",
            solutions.len(),
            answers.len() - solutions.len()
        ),
    );
    let (time, short) = timed(|| {
        let days = problems.iter().flat_map(|problem| outlook(problem).days);
        days.map(|day| day.short.len()).sum::<usize>()
    });
    line(
        "outlook of all, as what-if asks",
        format!("{:.1} ms, {short} short half-days (goal 200 ms)", ms(time)),
    );
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
