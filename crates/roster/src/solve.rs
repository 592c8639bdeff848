//! The way from a problem to a roster.

use crate::case::Case;
use crate::explain::{explain, explain_a_day, unserved};
use crate::search::{Aim, search};
use crate::shape::faults;
use crate::{Budget, Contradiction, Problem, Proof, Score, Solution, objective, serve_desks};

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
    let mut office = vec![vec![false; problem.days.len()]; problem.members.len()];
    let mut bound = Score::default();
    let mut is_optimal = true;
    let mut steps = budget.steps;
    let mut cases = Case::split(problem);
    cases.sort_by_key(|case| case.people.len());
    for (index, case) in cases.iter().enumerate() {
        // What easy parts leave goes to those that come after.
        let share = steps / (cases.len() - index) as u64;
        let mut left = share;
        let outcome = search(case, Aim::Best, &mut left);
        steps -= share - left;
        let (Some(best), Some(of_case)) = (outcome.best, outcome.bound) else {
            return Err(match outcome.bound {
                None => explain(problem, case),
                // What cannot be on a single day is soon seen, also where the whole is too much.
                Some(_) => explain_a_day(problem, case).unwrap_or(Contradiction { rules: Vec::new() }),
            });
        };
        is_optimal &= best.score <= of_case;
        bound = bound + of_case;
        for (person, row) in case.origin.people.iter().zip(best.office) {
            office[*person] = row;
        }
    }
    let serves = serve_desks(problem, &office);
    let objective = objective(problem, &office);
    let proof = if is_optimal { Proof::Optimal } else { Proof::Bound(bound) };
    Ok(Solution { office, serves, objective, proof, steps: budget.steps - steps })
}
