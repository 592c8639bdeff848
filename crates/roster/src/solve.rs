//! The way from a problem to a roster.

use crate::case::Case;
use crate::explain::{explain, explain_a_day, unserved};
use crate::search::{Aim, Found, search};
use crate::shape::faults;
use crate::{Budget, Contradiction, Problem, Proof, Score, Solution, objective, serve_desks};

/// The score of a plan that was found without looking at the score.
const WORST: Score = Score { unfair_days: u64::MAX, team_days: 0, cost: 0 };

/// Returns a roster that keeps every hard rule, with a proof of how good it is.
///
/// # Errors
/// Rules that cannot hold together, what does not fit in the problem itself, or nothing at all when the
/// budget ended before a roster was found.
pub fn solve(problem: &Problem, budget: Budget) -> Result<Solution, Contradiction> {
    let malformed = faults(problem);
    if !malformed.is_empty() {
        return Err(Contradiction { rules: malformed });
    }
    if let Some(contradiction) = unserved(problem) {
        return Err(contradiction);
    }
    let mut cases = Case::split(problem);
    cases.sort_by_key(|case| case.people.len());
    let mut steps = budget.steps;
    let answers = answers(problem, &cases, &mut steps)?;
    let mut office = vec![vec![false; problem.days.len()]; problem.members.len()];
    let mut bound = Score::default();
    let mut is_optimal = true;
    for (case, answer) in cases.iter().zip(answers) {
        is_optimal &= answer.is_proven();
        bound = bound + answer.bound;
        for (person, row) in case.origin.people.iter().zip(answer.best.office) {
            office[*person] = row;
        }
    }
    let serves = serve_desks(problem, &office);
    let objective = objective(problem, &office);
    let proof = if is_optimal { Proof::Optimal } else { Proof::Bound(bound) };
    Ok(Solution { office, serves, objective, proof, steps: budget.steps - steps })
}

/// The best plan of a case and what no plan can be below.
struct Answer {
    best: Found,
    bound: Score,
    /// The steps it was allowed.
    share: u64,
}

impl Answer {
    fn is_proven(&self) -> bool {
        self.best.score <= self.bound
    }
}

/// Solves each case with its share of the steps, then with what is left those whose proof is open.
fn answers(problem: &Problem, cases: &[Case], steps: &mut u64) -> Result<Vec<Answer>, Contradiction> {
    let mut answers = Vec::with_capacity(cases.len());
    for (index, case) in cases.iter().enumerate() {
        let share = *steps / (cases.len() - index) as u64;
        answers.push(first_answer(problem, case, share, steps)?);
    }
    let mut open: Vec<usize> = (0..cases.len()).filter(|index| !answers[*index].is_proven()).collect();
    while let Some(index) = open.pop() {
        let share = *steps / (open.len() + 1) as u64;
        let answer = &mut answers[index];
        if share > answer.share {
            let mut left = share;
            let outcome = search(&cases[index], Aim::Best, &mut left);
            *steps -= share - left;
            answer.bound = outcome.bound.map_or(answer.bound, |bound| bound.max(answer.bound));
            if let Some(best) = outcome.best.filter(|best| best.score < answer.best.score) {
                answer.best = best;
            }
        }
    }
    Ok(answers)
}

fn first_answer(
    problem: &Problem,
    case: &Case,
    share: u64,
    steps: &mut u64,
) -> Result<Answer, Contradiction> {
    let mut left = share;
    let outcome = search(case, Aim::Best, &mut left);
    *steps -= share - left;
    let Some(bound) = outcome.bound else { return Err(explain(problem, case)) };
    match outcome.best.or_else(|| any_plan(case, share)) {
        Some(best) => Ok(Answer { best, bound, share }),
        // What cannot be on a single day is soon seen, also where the whole is too much.
        None => Err(explain_a_day(problem, case).unwrap_or(Contradiction { rules: Vec::new() })),
    }
}

/// Returns a plan without all or any of the wishes, for cases in which the budget found none with them; each
/// try may take as many steps again.
fn any_plan(case: &Case, steps: u64) -> Option<Found> {
    let bare = case.clone().without_wishes();
    let mut fair = bare.clone();
    fair.wishes.spread = case.wishes.spread;
    let mut found = [(fair, Aim::Best), (bare, Aim::Any)]
        .iter()
        .find_map(|(case, aim)| search(case, *aim, &mut steps.clone()).best)?;
    found.score = WORST;
    Some(found)
}
