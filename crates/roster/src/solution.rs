//! What is answered.

use serde::{Deserialize, Serialize};

/// Member → day → the desk served in the morning and in the afternoon.
pub type Serves = Vec<Vec<[Option<usize>; 2]>>;

/// A roster that keeps every hard rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution {
    /// Member → day → in the office.
    pub office: Vec<Vec<bool>>,
    /// Who serves which desk.
    pub serves: Serves,
    /// How good it is.
    pub objective: Objective,
    /// How good it could be.
    pub proof: Proof,
    /// How much of the budget was used.
    pub steps: u64,
}

/// How good a roster is; less is better. Compared by `score` alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// What is compared.
    pub score: Score,
    /// Greatest difference of office days between two people of one group.
    pub widest: u32,
    /// Pairs of a team and a day with somebody of the team in the office.
    pub team_days: u32,
    /// Days of people that differ from the last plan.
    pub changes: u32,
    /// Days of people against a preference.
    pub against_preference: u32,
}

/// What is compared, the first figure first; a wish that is off counts 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Score {
    /// Office days of people outside the fair band of their group: two neighbouring numbers of days, chosen
    /// so that the fewest days fall outside; what absences and fixed days force does not count. It is 0 where
    /// people who could do so differ by at most 1.
    pub unfair_days: u64,
    /// Pairs of a team and a day with somebody of the team in the office.
    pub team_days: u64,
    /// Changes and days against preferences, weighted.
    pub cost: u64,
}

/// How good a roster could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// No roster has a lower score.
    Optimal,
    /// The budget ended first: no roster has a score below this.
    Bound(Score),
}

/// How much work may be done, in steps and not in time, so that the answer is always the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Exchanges of one arc in a flow, and branches of the search.
    pub steps: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: 120_000 }
    }
}

impl std::ops::Add for Score {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            unfair_days: self.unfair_days + other.unfair_days,
            team_days: self.team_days + other.team_days,
            cost: self.cost + other.cost,
        }
    }
}
