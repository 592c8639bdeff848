//! All law about one parameter, laid out so that one question costs one short scan.

use crate::combine;
use crate::condition::ConditionId;
use crate::params::ParamDecl;
use crate::timeline::{Asked, Entry};
use chrono::NaiveDate;

/// All law about one parameter, earliest first.
#[derive(Debug, Clone)]
pub(crate) struct ParamLaw {
    pub(crate) decl: ParamDecl,
    pub(crate) entries: Vec<Entry>,
    /// One key for each entry, the strongest first: the first one in force is the answer.
    keys: Vec<Key>,
}

/// What most entries fail at, small enough that a scan stays in the cache.
#[derive(Debug, Clone, Copy)]
struct Key {
    from: NaiveDate,
    until: NaiveDate,
    condition: Option<ConditionId>,
    entry: u32,
}

impl ParamLaw {
    pub(crate) fn new(decl: ParamDecl) -> ParamLaw {
        ParamLaw { decl, entries: Vec::new(), keys: Vec::new() }
    }

    /// Puts entries and keys in their order; asked before this, the law answers nothing.
    pub(crate) fn arrange(&mut self) {
        self.entries.sort_by(|left, right| {
            let key = |entry: &Entry| (entry.provision.from, entry.provision.circular.clone());
            key(left).cmp(&key(right))
        });
        let numbered = self.entries.iter().zip(0_u32..);
        self.keys = numbered.map(|(entry, number)| Key::of(entry, number)).collect();
        let (entries, combine) = (&self.entries, self.decl.combine);
        self.keys.sort_by(|left, right| {
            let (left, right) = (left.entry as usize, right.entry as usize);
            combine::strongest_first(&entries[left], &entries[right], combine).then(right.cmp(&left))
        });
    }

    /// Returns the entry that gives the answer, without allocating.
    pub(crate) fn winner(&self, asked: Asked<'_>) -> Option<&Entry> {
        let on = asked.question.on;
        self.keys
            .iter()
            .filter(|key| key.from <= on && on <= key.until)
            .filter(|key| key.condition.is_none_or(|condition| asked.situation.holds(condition)))
            .map(|key| &self.entries[key.entry as usize])
            .find(|entry| entry.is_in_force(asked))
    }

    /// Returns the entries that have started by the day of the question.
    pub(crate) fn started_by(&self, on: NaiveDate) -> &[Entry] {
        let started = self.entries.partition_point(|entry| entry.provision.from <= on);
        &self.entries[..started]
    }

    /// Returns whether some entry depends on facts.
    pub(crate) fn asks_for_facts(&self) -> bool {
        self.keys.iter().any(|key| key.condition.is_some())
    }
}

impl Key {
    fn of(entry: &Entry, number: u32) -> Key {
        let provision = &entry.provision;
        Key {
            from: provision.from,
            until: provision.until.unwrap_or(NaiveDate::MAX),
            condition: entry.condition,
            entry: number,
        }
    }
}
