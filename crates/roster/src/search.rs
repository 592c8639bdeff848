//! Branch and bound above the flow: fair bands, teams, rows of days, and desks that the network cannot hold.

use crate::Score;
use crate::branch::children;
use crate::case::Case;
use crate::covers::Covers;
use crate::node::{Change, Node, Relaxed, Undo};
use crate::pattern::patterns;

/// So many days of people are read in the time of one pivot.
const CELLS_OF_A_STEP: u64 = 25;

/// The best plan of a case.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Person → day.
    pub(crate) office: Vec<Vec<bool>>,
    pub(crate) score: Score,
}

/// How a search ended.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) best: Option<Found>,
    /// No plan is below this; `None` when there is no plan.
    pub(crate) bound: Option<Score>,
}

/// What the search looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// The best plan.
    Best,
    /// Any plan.
    Any,
}

/// Searches a case; takes steps from `steps`.
pub(crate) fn search(case: &Case, aim: Aim, steps: &mut u64) -> Outcome {
    let covers = Covers::new(case);
    let mut search =
        Search { node: Node::new(case, &covers), best: None, stack: Vec::new(), aim, is_over: false };
    search.root(&covers, steps);
    search.descend(steps);
    search.outcome()
}

struct Search<'a> {
    node: Node<'a>,
    best: Option<Found>,
    stack: Vec<Frame>,
    aim: Aim,
    /// The budget ended.
    is_over: bool,
}

/// A point with its children; the last child comes next.
struct Frame {
    bound: Score,
    children: Vec<Vec<Change>>,
    undo: Vec<Undo>,
}

impl Search<'_> {
    fn root(&mut self, covers: &Covers, steps: &mut u64) {
        if let Some(mut frame) = self.visit(Vec::new(), Score::default(), steps) {
            // Patterns only help to find a good plan early; the other children are complete without them.
            let mut given = *steps / 3;
            let before = given;
            let patterns = patterns(&mut self.node, covers, &mut given);
            *steps -= before - given;
            frame.children.extend(patterns);
            self.stack.push(frame);
        }
    }

    fn descend(&mut self, steps: &mut u64) {
        while !self.is_over
            && let Some(frame) = self.stack.last_mut()
        {
            let is_done = self.best.as_ref().is_some_and(|best| frame.bound >= best.score);
            let child = if is_done { None } else { frame.children.pop() };
            let bound = frame.bound;
            let Some(child) = child else {
                let frame = self.stack.pop().expect("the frame was just looked at");
                self.take_back(frame.undo);
                continue;
            };
            let undo: Vec<Undo> = child.iter().map(|change| self.node.apply(*change)).collect();
            if let Some(frame) = self.visit(undo, bound, steps) {
                self.stack.push(frame);
            }
            if self.aim == Aim::Any && self.best.is_some() {
                break;
            }
        }
    }

    /// Looks at the node as it stands: a frame when it needs children.
    fn visit(&mut self, undo: Vec<Undo>, above: Score, steps: &mut u64) -> Option<Frame> {
        // To read a plan takes as long as many pivots.
        let cells = self.node.case.people.len() * self.node.case.days;
        *steps = steps.saturating_sub(1 + cells as u64 / CELLS_OF_A_STEP);
        let bound = match self.node.relax(steps) {
            Relaxed::Bound(bound) => bound.max(above),
            Relaxed::Dead => {
                self.take_back(undo);
                return None;
            }
            Relaxed::OutOfSteps => {
                // What was being looked at stays open.
                self.is_over = true;
                return Some(Frame { bound: above, children: Vec::new(), undo });
            }
        };
        if self.best.as_ref().is_some_and(|best| bound >= best.score) {
            self.take_back(undo);
            return None;
        }
        let step = children(&self.node, bound);
        if let Some(found) = step.found
            && self.best.as_ref().is_none_or(|best| found.score < best.score)
        {
            self.best = Some(found);
        }
        if step.children.is_empty() {
            self.take_back(undo);
            return None;
        }
        Some(Frame { bound, children: step.children, undo })
    }

    fn take_back(&mut self, undo: Vec<Undo>) {
        for undo in undo.into_iter().rev() {
            self.node.undo(undo);
        }
    }

    fn outcome(self) -> Outcome {
        let open = self.stack.iter().map(|frame| frame.bound).min();
        let best = self.best.as_ref().map(|best| best.score);
        let bound = match (open, best) {
            (Some(open), Some(best)) => Some(open.min(best)),
            (open, best) => open.or(best),
        };
        Outcome { best: self.best, bound }
    }
}
