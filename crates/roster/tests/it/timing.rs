//! Figures to read by hand; they check nothing.

use crate::world::{Dice, agency, reference};
use siaga_roster::{Budget, Problem, outlook, solve, solve_many};
use std::time::Instant;

#[test]
#[ignore = "prints figures for a person; run it by name with --nocapture"]
fn figures() {
    for seed in 1..=5 {
        let problem = reference(seed);
        let begin = Instant::now();
        let found = solve(&problem, Budget::default()).expect("has a plan");
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
        let found = solve(&problem, Budget::default()).expect("has a plan");
        println!(
            "agency {seed}: {:?}, {} steps, {:?} {:?}",
            begin.elapsed(),
            found.steps,
            found.objective.score,
            found.proof
        );
    }
    for (people, width) in [(200, 20), (400, 20), (800, 20), (1500, 20), (140, 60), (7600, 20)] {
        let problem = agency(2, people, width);
        let begin = Instant::now();
        match solve(&problem, Budget { steps: 60_000 + people as u64 * 400 }) {
            Ok(found) => println!(
                "{people} x {width}: {:?}, {} steps, {:?} {:?}",
                begin.elapsed(),
                found.steps,
                found.objective.score,
                found.proof
            ),
            Err(found) => println!("{people} x {width}: {:?} {found}", begin.elapsed()),
        }
    }
    for (name, change) in hard() {
        for seed in 0..5 {
            let mut problem = agency(seed, 140, 20);
            change(&mut problem, &mut Dice::new(seed + 77));
            let begin = Instant::now();
            let found = solve(&problem, Budget::default());
            let time = begin.elapsed();
            match found {
                Ok(found) => {
                    assert_eq!(siaga_roster::verify(&problem, &found.office, &found.serves), []);
                    println!(
                        "{name} {seed}: {time:?} {} {:?} {:?}",
                        found.steps, found.objective.score, found.proof
                    );
                }
                Err(found) => println!("{name} {seed}: {time:?} {found}"),
            }
        }
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

type Change = fn(&mut Problem, &mut Dice);

fn hard() -> Vec<(&'static str, Change)> {
    vec![
        ("rows", |problem, _| {
            problem.members.iter_mut().for_each(|member| member.in_a_row_max = Some(3));
        }),
        ("teams", |problem, _| teams(problem, 3)),
        ("teams without costs", |problem, _| {
            teams(problem, 3);
            (problem.wishes.changes, problem.wishes.preferences) = (0, 0);
        }),
        ("apart", |problem, _| {
            teams(problem, 2);
            problem.wishes.teams_apart = true;
            problem.desks.clear();
            problem.members.iter_mut().for_each(|member| member.desks.clear());
        }),
        ("apart with desks", |problem, _| {
            teams(problem, 2);
            problem.wishes.teams_apart = true;
        }),
        ("shared desks", |problem, dice| {
            let first = problem.desks.len();
            for index in 0..3 {
                problem.desks.push(crate::world::desk(&format!("S{index}"), problem.days.len(), 2));
            }
            for member in &mut problem.members {
                (0..3).filter(|_| dice.hits(8)).for_each(|index| member.desks.push(first + index));
            }
        }),
        ("two teams of the agency", |problem, _| wide(problem, 2)),
        ("three teams of the agency", |problem, _| wide(problem, 3)),
        ("two teams of the agency apart", |problem, _| {
            wide(problem, 2);
            problem.wishes.teams_apart = true;
            problem.desks.clear();
            problem.members.iter_mut().for_each(|member| member.desks.clear());
        }),
        ("two teams apart, desks, weeks", |problem, _| {
            wide(problem, 2);
            problem.wishes.teams_apart = true;
            problem.desks.iter_mut().for_each(|desk| desk.need.fill([1, 1]));
            problem.members.iter_mut().for_each(|member| member.home_days_a_week_max = Some(4));
        }),
        ("all", |problem, dice| {
            teams(problem, 3);
            let first = problem.desks.len();
            problem.desks.push(crate::world::desk("S", problem.days.len(), 3));
            for member in &mut problem.members {
                member.in_a_row_max = Some(4);
                member.home_days_a_week_max = Some(4);
                if dice.hits(15) {
                    member.desks.push(first);
                }
            }
        }),
    ]
}

fn teams(problem: &mut Problem, of_group: usize) {
    problem.teams = (0..problem.groups.len() * of_group).map(|team| format!("T{team}")).collect();
    for (index, member) in problem.members.iter_mut().enumerate() {
        member.team = Some(member.group * of_group + index % of_group);
    }
}

fn wide(problem: &mut Problem, teams: usize) {
    problem.teams = (0..teams).map(|team| format!("T{team}")).collect();
    for (index, member) in problem.members.iter_mut().enumerate() {
        member.team = Some(index % teams);
    }
}
