#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod chain;
mod checkpoint;
mod hash;
mod proof;

pub use chain::{ChainCheck, ChainFault, FaultKind, Head, Link, entry_hash, verify_chain};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use hash::{Hash, HashError};
pub use proof::{
    Frontier, ProofError, consistency_proof, inclusion_proof, leaf_hash, tree_root, verify_consistency,
    verify_inclusion,
};
