//! The instance that other solvers were measured on.

use crate::world::reference;
use siaga_roster::{Budget, Proof, solve, verify};

#[test]
fn sixty_team_days_are_proven_with_fair_days() {
    for seed in 1..=5 {
        let problem = reference(seed);
        let solution = solve(&problem, Budget::default()).unwrap();
        assert_eq!(verify(&problem, &solution.office, &solution.serves), []);
        assert_eq!(solution.objective.team_days, 60, "seed {seed}");
        assert_eq!(solution.proof, Proof::Optimal, "seed {seed}");
        assert!(solution.objective.widest <= 1, "seed {seed}");
        assert_eq!(solution.objective.score.unfair_days, 0);
    }
}
