//! The Merkle tree over the entries: short proofs that an entry is in the log and that the log only grew.
//!
//! Shape of the tree and prefixes as in RFC 6962, section 2.1.

use crate::Hash;

/// Returns the hash of a leaf; its prefix keeps leaves apart from inner nodes.
pub fn leaf_hash(content: &[u8]) -> Hash {
    Hash::of(&[&[0x00], content])
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[0x01], left.as_bytes(), right.as_bytes()])
}

/// Says why a proof could not be made or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There is no such leaf in a tree of this size.
    #[error("leaf {index} is outside a tree of {size} leaves")]
    OutOfRange {
        /// Place of the leaf, from 0.
        index: u64,
        /// Number of leaves.
        size: u64,
    },
    /// The older tree is larger than the newer one.
    #[error("a tree of {new} leaves cannot continue one of {old}")]
    Shrunk {
        /// Number of leaves of the older tree.
        old: u64,
        /// Number of leaves of the newer tree.
        new: u64,
    },
    /// The proof has too few or too many hashes for these sizes.
    #[error("the proof has the wrong number of hashes")]
    WrongLength,
    /// The proof leads to another root.
    #[error("the proof leads to another root")]
    WrongRoot,
    /// The number of stored peaks does not fit the size.
    #[error("a tree of {size} leaves has another number of peaks than {peaks}")]
    WrongPeaks {
        /// Number of leaves.
        size: u64,
        /// Number of peaks that were given.
        peaks: usize,
    },
}

/// Keeps just enough of a growing tree to give its root: one hash per complete subtree.
///
/// # Shape
/// At most 64 hashes; appending costs at most one hash per level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Returns the frontier of the tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a stored frontier up again.
    ///
    /// # Errors
    /// The number of peaks is not the number of one-bits of `size`.
    pub fn resume(size: u64, peaks: Vec<Hash>) -> Result<Self, ProofError> {
        if size.count_ones() as usize == peaks.len() {
            Ok(Self { size, peaks })
        } else {
            Err(ProofError::WrongPeaks { size, peaks: peaks.len() })
        }
    }

    /// Adds the next leaf, given by its [`leaf_hash`].
    pub fn append(&mut self, leaf: Hash) {
        let mut grown = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("one peak for each one-bit of the size");
            grown = node_hash(&left, &grown);
        }
        self.peaks.push(grown);
        self.size += 1;
    }

    /// Returns the number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the hashes of the complete subtrees, the largest first, for storage.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Returns the root; of a tree without leaves, the hash of nothing.
    pub fn root(&self) -> Hash {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(|| Hash::of(&[]))
    }
}

/// Returns the root over these leaf hashes.
pub fn tree_root(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    for leaf in leaves {
        frontier.append(*leaf);
    }
    frontier.root()
}

/// Returns the hashes that lead from leaf `index` to the root over `leaves`.
///
/// # Shape
/// `index` counts from 0. The hash nearest to the leaf comes first; 20 hashes reach the root of a million.
///
/// # Errors
/// There is no such leaf.
pub fn inclusion_proof(leaves: &[Hash], index: u64) -> Result<Vec<Hash>, ProofError> {
    let size = leaves.len() as u64;
    let mut at = usize::try_from(index)
        .ok()
        .filter(|at| *at < leaves.len())
        .ok_or(ProofError::OutOfRange { index, size })?;
    let mut part = leaves;
    let mut from_root = Vec::new();
    while part.len() > 1 {
        let (left, right) = part.split_at(left_size(part.len()));
        if at < left.len() {
            from_root.push(tree_root(right));
            part = left;
        } else {
            from_root.push(tree_root(left));
            at -= left.len();
            part = right;
        }
    }
    from_root.reverse();
    Ok(from_root)
}

/// Returns the hashes that show that the tree over `leaves` continues the tree over its first `old` leaves.
///
/// # Shape
/// Empty when nothing was added or nothing was there before.
///
/// # Errors
/// `old` is more than there are leaves.
pub fn consistency_proof(leaves: &[Hash], old: u64) -> Result<Vec<Hash>, ProofError> {
    let new = leaves.len() as u64;
    let old_size = usize::try_from(old)
        .ok()
        .filter(|old| *old <= leaves.len())
        .ok_or(ProofError::Shrunk { old, new })?;
    if old_size == 0 || old_size == leaves.len() {
        return Ok(Vec::new());
    }
    let (mut part, mut kept) = (leaves, old_size);
    let mut from_root = Vec::new();
    let mut is_left_edge = true;
    while kept < part.len() {
        let (left, right) = part.split_at(left_size(part.len()));
        if kept <= left.len() {
            from_root.push(tree_root(right));
            part = left;
        } else {
            from_root.push(tree_root(left));
            kept -= left.len();
            part = right;
            is_left_edge = false;
        }
    }
    if !is_left_edge {
        from_root.push(tree_root(part));
    }
    from_root.reverse();
    Ok(from_root)
}

/// Returns how many of `size` leaves stand in the left subtree: the largest power of two below `size`.
fn left_size(size: usize) -> usize {
    size.div_ceil(2).next_power_of_two()
}

/// Checks that the leaf at `index` is in the tree of `size` leaves with this root.
///
/// # Errors
/// The proof does not hold, for whatever reason the variant says.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { index, size });
    }
    let mut climb = Climb { node: index, last: size - 1 };
    let mut hash = *leaf;
    for sibling in proof {
        hash = match climb.step()? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    climb.end()?;
    if hash == *root { Ok(()) } else { Err(ProofError::WrongRoot) }
}

/// Checks that the tree of `new` leaves continues, unchanged, the tree of `old` leaves.
///
/// # Errors
/// The proof does not hold, for whatever reason the variant says.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrunk { old, new });
    }
    if old == 0 || old == new {
        let expected = if old == 0 { Hash::of(&[]) } else { *new_root };
        let holds = expected == *old_root;
        return if !proof.is_empty() {
            Err(ProofError::WrongLength)
        } else if holds {
            Ok(())
        } else {
            Err(ProofError::WrongRoot)
        };
    }
    // The largest complete subtree that ends the old tree is where both trees part. When it is the whole old
    // tree, the proof leaves it out, as the verifier holds its root already.
    let complete = old.trailing_zeros();
    let mut climb = Climb { node: (old - 1) >> complete, last: (new - 1) >> complete };
    let (start, path) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(ProofError::WrongLength)?
    };
    let (mut old_hash, mut new_hash) = (*start, *start);
    for sibling in path {
        match climb.step()? {
            Side::Left => {
                old_hash = node_hash(sibling, &old_hash);
                new_hash = node_hash(sibling, &new_hash);
            }
            Side::Right => new_hash = node_hash(&new_hash, sibling),
        }
    }
    climb.end()?;
    if old_hash == *old_root && new_hash == *new_root { Ok(()) } else { Err(ProofError::WrongRoot) }
}

/// Says on which side the next hash of a proof stands.
enum Side {
    Left,
    Right,
}

/// Follows one node of the tree upwards, level by level, by its number in the level.
struct Climb {
    node: u64,
    /// Number of the last node of the same level.
    last: u64,
}

impl Climb {
    /// Goes up to the next level at which the node has a sibling.
    fn step(&mut self) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::WrongLength);
        }
        // A last node without a partner rises as it is until it is a right child.
        while self.node == self.last && self.node.is_multiple_of(2) {
            self.up();
        }
        let side = if self.node.is_multiple_of(2) { Side::Right } else { Side::Left };
        self.up();
        Ok(side)
    }

    fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    /// Passes only when the root was reached.
    fn end(&self) -> Result<(), ProofError> {
        if self.last == 0 { Ok(()) } else { Err(ProofError::WrongLength) }
    }
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
