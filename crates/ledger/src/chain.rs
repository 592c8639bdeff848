//! The chain: every entry carries the hash of the entry before it.

use crate::Hash;

/// Keeps chain hashes apart from any other use of SHA-256 over the same bytes.
const ENTRY_DOMAIN: &[u8] = b"siaga/ledger/entry/1\0";

/// Returns the hash of an entry: over the hash before it and its canonical bytes.
///
/// # Shape
/// The first entry of a chain takes [`Hash::GENESIS`] as `previous`. The canonical bytes should name the
/// sequence number; the chain protects the order in any case.
pub fn entry_hash(previous: &Hash, canonical: &[u8]) -> Hash {
    Hash::of(&[ENTRY_DOMAIN, previous.as_bytes(), canonical])
}

/// Names a state of the log: how many entries it has and the hash of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of entries; also the sequence number of the last one, as the first is 1.
    pub size: u64,
    /// Hash of the last entry, or [`Hash::GENESIS`] when there is none.
    pub hash: Hash,
}

impl Head {
    /// The log without entries.
    pub const EMPTY: Self = Self { size: 0, hash: Hash::GENESIS };

    /// Returns the head after one more entry.
    pub fn append(&self, canonical: &[u8]) -> Self {
        Self { size: self.size + 1, hash: entry_hash(&self.hash, canonical) }
    }
}

/// Is one entry as it was read back from storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<B> {
    /// Place in the log, from 1 and without holes.
    pub seq: u64,
    /// The bytes that were hashed when the entry was written.
    pub canonical: B,
    /// Stored hash of the entry before.
    pub previous: Hash,
    /// Stored hash of this entry.
    pub hash: Hash,
}

/// Says how a log differs from what was once written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The entry of this number is missing; later ones are there.
    Gap,
    /// The entry comes out of its order, or its number comes twice.
    Reordered,
    /// The content does not give the stored hash.
    Altered,
    /// The entry is sound by itself but was not written after the entry before it.
    Unlinked,
    /// The log ends before the head that is known from elsewhere.
    Truncated,
    /// The log is sound by itself but is not the one whose head is known from elsewhere.
    Forked,
    /// The known head lies before the part that was read, so it was compared with nothing.
    NotCovered,
}

/// Reports the first entry at which a log cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq} of the log: {}", words(.kind))]
pub struct ChainFault {
    /// Sequence number at which the fault shows.
    pub seq: u64,
    /// What is wrong there.
    pub kind: FaultKind,
}

fn words(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Gap => "it is missing",
        FaultKind::Reordered => "it is out of order",
        FaultKind::Altered => "its content was altered",
        FaultKind::Unlinked => "it does not follow the entry before it",
        FaultKind::Truncated => "the log ends before the known head",
        FaultKind::Forked => "the log parts from the known head",
        FaultKind::NotCovered => "the known head lies before the part that was read",
    }
}

/// Checks a log piece by piece, as it comes out of storage.
#[derive(Debug, Clone)]
pub struct ChainCheck {
    head: Head,
    known: Option<Head>,
    is_known_met: bool,
}

impl ChainCheck {
    /// Starts after `start`, which is trusted; `known` is a head that the log must pass through.
    pub fn new(start: Head, known: Option<Head>) -> Self {
        let is_known_met = known.is_none_or(|known| known == start);
        Self { head: start, known, is_known_met }
    }

    /// Returns the head after the entries so far.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// The first fault; the check is then over and must not be fed further.
    pub fn push<B: AsRef<[u8]>>(&mut self, link: &Link<B>) -> Result<(), ChainFault> {
        let expected = self.head.size + 1;
        if link.seq > expected {
            return Err(ChainFault { seq: expected, kind: FaultKind::Gap });
        }
        let fault = |kind| Err(ChainFault { seq: link.seq, kind });
        if link.seq < expected {
            return fault(FaultKind::Reordered);
        }
        if entry_hash(&link.previous, link.canonical.as_ref()) != link.hash {
            return fault(FaultKind::Altered);
        }
        if link.previous != self.head.hash {
            return fault(FaultKind::Unlinked);
        }
        self.head = Head { size: link.seq, hash: link.hash };
        match self.known {
            Some(known) if known.size == link.seq && known.hash != link.hash => fault(FaultKind::Forked),
            Some(known) if known.size == link.seq => {
                self.is_known_met = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Returns the head of the whole log once all entries were pushed.
    ///
    /// # Errors
    /// The known head was not reached, or could not be compared.
    pub fn finish(self) -> Result<Head, ChainFault> {
        match self.known {
            Some(known) if !self.is_known_met => Err(self.unmet(known)),
            _ => Ok(self.head),
        }
    }

    fn unmet(&self, known: Head) -> ChainFault {
        if self.head.size < known.size {
            ChainFault { seq: self.head.size + 1, kind: FaultKind::Truncated }
        } else if self.head.size == known.size {
            ChainFault { seq: known.size, kind: FaultKind::Forked }
        } else {
            ChainFault { seq: known.size, kind: FaultKind::NotCovered }
        }
    }
}

/// Checks a whole log from its first entry and returns its head.
///
/// # Shape
/// Entries in the order of storage. `known` is a head written down elsewhere, such as on a paper checkpoint;
/// without one, a log cut off at its end or rewritten as a whole cannot be told from a sound one.
///
/// # Errors
/// The first fault. A hole whose entry comes later is reported as [`FaultKind::Reordered`].
pub fn verify_chain<B: AsRef<[u8]>>(
    links: impl IntoIterator<Item = Link<B>>,
    known: Option<Head>,
) -> Result<Head, ChainFault> {
    let mut check = ChainCheck::new(Head::EMPTY, known);
    let mut links = links.into_iter();
    while let Some(link) = links.next() {
        if let Err(fault) = check.push(&link) {
            let comes_later = fault.kind == FaultKind::Gap && links.any(|later| later.seq == fault.seq);
            let kind = if comes_later { FaultKind::Reordered } else { fault.kind };
            return Err(ChainFault { kind, ..fault });
        }
    }
    check.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn log(texts: &[&str]) -> Vec<Link<Vec<u8>>> {
        let mut head = Head::EMPTY;
        let mut links = Vec::new();
        for text in texts {
            let next = head.append(text.as_bytes());
            let canonical = text.as_bytes().to_vec();
            links.push(Link { seq: next.size, canonical, previous: head.hash, hash: next.hash });
            head = next;
        }
        links
    }

    fn five() -> Vec<Link<Vec<u8>>> {
        log(&["sign in", "record recap", "sign recap", "countersign", "export"])
    }

    fn head_of(links: &[Link<Vec<u8>>]) -> Head {
        links.last().map_or(Head::EMPTY, |link| Head { size: link.seq, hash: link.hash })
    }

    fn fault(links: Vec<Link<Vec<u8>>>, known: Option<Head>) -> (u64, FaultKind) {
        let fault = verify_chain(links, known).unwrap_err();
        (fault.seq, fault.kind)
    }

    #[test]
    fn a_sound_log_gives_its_head() {
        let links = five();
        assert_eq!(verify_chain(links.clone(), None), Ok(head_of(&links)));
        assert_eq!(verify_chain(links.clone(), Some(head_of(&links))), Ok(head_of(&links)));
        assert_eq!(verify_chain(links.clone(), Some(head_of(&links[..2]))), Ok(head_of(&links)));
        assert_eq!(verify_chain(Vec::<Link<Vec<u8>>>::new(), None), Ok(Head::EMPTY));
        assert_eq!(verify_chain(links.clone(), Some(Head::EMPTY)), Ok(head_of(&links)));
    }

    #[test]
    fn a_deleted_entry_is_a_gap() {
        let mut links = five();
        links.remove(2);
        assert_eq!(fault(links, None), (3, FaultKind::Gap));
        let mut links = five();
        links.remove(0);
        assert_eq!(fault(links, None), (1, FaultKind::Gap));
    }

    #[test]
    fn a_deletion_hidden_by_renumbering_is_unlinked() {
        let mut links = five();
        links.remove(2);
        for link in &mut links[2..] {
            link.seq -= 1;
        }
        assert_eq!(fault(links, None), (3, FaultKind::Unlinked));
    }

    #[test]
    fn altered_content_is_found_at_its_entry() {
        let mut links = five();
        links[3].canonical = b"countersign by another".to_vec();
        assert_eq!(fault(links, None), (4, FaultKind::Altered));
    }

    #[test]
    fn altered_content_with_a_new_hash_unlinks_the_next_entry() {
        let mut links = five();
        links[3].canonical = b"forged".to_vec();
        links[3].hash = entry_hash(&links[3].previous, b"forged");
        assert_eq!(fault(links, None), (5, FaultKind::Unlinked));
    }

    #[test]
    fn a_forged_pointer_to_the_entry_before_is_altered() {
        let mut links = five();
        links[2].previous = Hash([7; 32]);
        assert_eq!(fault(links, None), (3, FaultKind::Altered));
    }

    #[test]
    fn exchanged_and_repeated_entries_are_reordered() {
        let mut links = five();
        links.swap(1, 3);
        assert_eq!(fault(links, None), (2, FaultKind::Reordered));
        let mut links = five();
        links.insert(3, links[1].clone());
        assert_eq!(fault(links, None), (2, FaultKind::Reordered));
    }

    #[test]
    fn a_cut_end_shows_only_against_a_known_head() {
        let links = five();
        let known = Some(head_of(&links));
        assert!(verify_chain(links[..4].to_vec(), None).is_ok());
        assert_eq!(fault(links[..4].to_vec(), known), (5, FaultKind::Truncated));
        assert_eq!(fault(Vec::new(), known), (1, FaultKind::Truncated));
    }

    #[test]
    fn a_rewritten_log_forks_from_a_known_head() {
        let known = Some(head_of(&five()));
        let rewritten = log(&["sign in", "record recap", "another story", "countersign", "export", "more"]);
        assert!(verify_chain(rewritten.clone(), None).is_ok());
        assert_eq!(fault(rewritten, known), (5, FaultKind::Forked));
    }

    #[test]
    fn a_check_goes_on_from_a_trusted_head() {
        let links = five();
        let mut check = ChainCheck::new(head_of(&links[..2]), Some(head_of(&links)));
        for link in &links[2..] {
            check.push(link).unwrap();
        }
        assert_eq!(check.head(), head_of(&links));
        assert_eq!(check.finish(), Ok(head_of(&links)));
    }

    #[test]
    fn a_known_head_that_is_never_compared_is_no_pass() {
        let links = five();
        let mut check = ChainCheck::new(head_of(&links[..2]), Some(head_of(&links[..1])));
        check.push(&links[2]).unwrap();
        assert_eq!(check.finish(), Err(ChainFault { seq: 1, kind: FaultKind::NotCovered }));
        let other = Head { hash: Hash([9; 32]), ..head_of(&links[..2]) };
        let check = ChainCheck::new(head_of(&links[..2]), Some(other));
        assert_eq!(check.finish(), Err(ChainFault { seq: 2, kind: FaultKind::Forked }));
    }

    #[test]
    fn the_boundary_between_hash_and_content_matters() {
        let first = entry_hash(&Hash([1; 32]), b"\x01x");
        let mut long = vec![1; 32];
        long.extend(b"\x01x");
        assert_ne!(first, Hash::of(&[&long]), "the domain is part of the hash");
        assert_ne!(first, entry_hash(&Hash([1; 32]), b"x"));
    }

    proptest! {
        #[test]
        fn any_flipped_bit_is_found(
            texts in prop::collection::vec("[a-z]{1,12}", 1..20), at: prop::sample::Index, bit in 0usize..8,
            place: prop::sample::Index, part in 0u8..3,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut links = log(&texts);
            let link = &mut links[at.index(texts.len())];
            let bytes: &mut [u8] = match part {
                0 => &mut link.canonical,
                1 => &mut link.previous.0,
                _ => &mut link.hash.0,
            };
            bytes[place.index(bytes.len())] ^= 1 << bit;
            let seq = link.seq;
            prop_assert_eq!(verify_chain(links, None), Err(ChainFault { seq, kind: FaultKind::Altered }));
        }

        #[test]
        fn any_subset_or_order_other_than_the_log_is_found(order in prop::collection::vec(0usize..6, 0..8)) {
            let whole = log(&["a", "b", "c", "d", "e", "f"]);
            let known = head_of(&whole);
            let picked: Vec<_> = order.iter().map(|&index| whole[index].clone()).collect();
            let is_whole = order == [0, 1, 2, 3, 4, 5];
            prop_assert_eq!(verify_chain(picked, Some(known)).is_ok(), is_whole);
        }
    }
}
