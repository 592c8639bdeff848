//! Many independent problems, side by side.

use crate::{Budget, Contradiction, Problem, Solution, solve};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Solves independent problems (as of all agencies) on `threads` threads; the answers stand in the order of
/// the problems and do not depend on the number of threads.
pub fn solve_many(
    problems: &[Problem],
    budget: Budget,
    threads: usize,
) -> Vec<Result<Solution, Contradiction>> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::with_capacity(problems.len()));
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(problem) = problems.get(index) else { break };
            let answer = solve(problem, budget);
            answers.lock().expect("no thread panics while it holds the lock").push((index, answer));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.clamp(1, problems.len().max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let mut answers = answers.into_inner().expect("all threads have ended");
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
