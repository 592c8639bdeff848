//! What law says about events on a day, with its circulars.

use crate::params;
use serde::{Deserialize, Serialize};
use siaga_policy::{PolicyBook, Question, Reason};

/// A value of law and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bound {
    /// People, thousandths, or 1 for yes.
    pub(crate) value: i64,
    /// Title of the circular.
    pub(crate) title: String,
    pub(crate) reason: Reason,
}

/// What law says on a day; nothing where no circular speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct LawOn {
    pub(crate) persons_max: Option<Bound>,
    pub(crate) capacity_share_max: Option<Bound>,
    pub(crate) virtual_required: Option<Bound>,
    pub(crate) village_gathering_virtual: Option<Bound>,
}

impl LawOn {
    /// Asks the book for everything that concerns events; a flag that says no is the same as silence.
    pub(crate) fn read(book: &PolicyBook, question: &Question<'_>) -> Self {
        let bound = |parameter: &'static str, words: &'static str| {
            let ruling = book.ruling(parameter, question)?;
            let value = ruling.integer().or_else(|| ruling.flag().filter(|flag| *flag).map(i64::from))?;
            Some(Bound { value, title: ruling.provision.title.to_string(), reason: ruling.reason(words) })
        };
        Self {
            persons_max: bound(params::PERSONS_MAX, "largest number of people at an event"),
            capacity_share_max: bound(
                params::CAPACITY_SHARE_MAX,
                "largest share of a place that may be filled",
            ),
            virtual_required: bound(params::VIRTUAL_REQUIRED, "events may only be virtual"),
            village_gathering_virtual: bound(
                params::VILLAGE_GATHERING_VIRTUAL,
                "gatherings of villages to inform people must be virtual",
            ),
        }
    }
}
