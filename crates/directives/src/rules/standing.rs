//! How a circular stands on a day, as it was known on another.

use chrono::NaiveDate;
use siaga_policy::Document;

/// How a circular stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody knew it yet.
    NotYetKnown,
    /// It begins later.
    Coming {
        /// First day of its first line.
        from: NaiveDate,
    },
    /// At least one line holds.
    InForce,
    /// Its last line is over.
    Over {
        /// Last day of its last line.
        until: NaiveDate,
    },
    /// Another circular, or a decision, ended it.
    Revoked {
        /// Id of what ended it.
        by: String,
        /// First day out of force.
        from: NaiveDate,
    },
}

impl Standing {
    /// Returns the word that stands in addresses and in the API.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotYetKnown => "unknown",
            Self::Coming { .. } => "coming",
            Self::InForce => "in_force",
            Self::Over { .. } => "over",
            Self::Revoked { .. } => "revoked",
        }
    }
}

/// Returns how a circular stands on a day, among all others, as it was known on a day.
///
/// # Shape
/// A circular that only ends others holds from the first day on which it does so.
pub(crate) fn standing<'d>(
    document: &Document,
    all: impl IntoIterator<Item = &'d Document>,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Standing {
    let starts = document.sets.iter().map(|line| line.from);
    let starts = starts.chain(document.revokes.iter().map(|revocation| revocation.from));
    let Some(first) = starts.min() else { return Standing::InForce };
    let is_known = |document: &Document, from: NaiveDate| {
        known_on.is_none_or(|known_on| document.circular.known_from(from) <= known_on)
    };
    if !is_known(document, first) {
        return Standing::NotYetKnown;
    }
    let ends = all.into_iter().flat_map(|other| {
        let ends = other.revokes.iter().filter(|end| end.circular == document.circular.id);
        ends.filter(|end| end.from <= on && is_known(other, end.from))
            .map(|end| (end.from, other.circular.id.clone()))
    });
    if let Some((from, by)) = ends.min() {
        return Standing::Revoked { by, from };
    }
    if first > on {
        return Standing::Coming { from: first };
    }
    let holds = |line: &siaga_policy::SetLine| line.from <= on && line.until.is_none_or(|until| on <= until);
    if document.sets.is_empty() || document.sets.iter().any(holds) {
        return Standing::InForce;
    }
    if let Some(next) = document.sets.iter().map(|line| line.from).filter(|from| *from > on).min() {
        return Standing::Coming { from: next };
    }
    let last = document.sets.iter().filter_map(|line| line.until).max();
    last.map_or(Standing::InForce, |until| Standing::Over { until })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn document(id: &str, rest: &str) -> Document {
        let text = format!(
            "[circular]\nid = \"{id}\"\nissuer = \"B\"\ntitle = \"T\"\nsource = \"s\"\nchecked_on = 2021-06-20\n\
             verified = true\nissued_on = 2021-06-20\n{rest}"
        );
        Document::parse("test", &text).expect("complete")
    }

    const LINE: &str =
        "[[set]]\nparameter = \"a.b\"\nvalue = 1\nfrom = 2021-06-21\nuntil = 2021-07-04\narticle = \"1\"\n";

    fn on(all: &[Document], text: &str, known_on: Option<&str>) -> Standing {
        standing(&all[0], all, day(text), known_on.map(day))
    }

    #[test]
    fn a_circular_comes_holds_and_is_over() {
        let all = [document("x/a", LINE)];
        assert_eq!(on(&all, "2021-06-20", None), Standing::Coming { from: day("2021-06-21") });
        assert_eq!(on(&all, "2021-06-21", None), Standing::InForce);
        assert_eq!(on(&all, "2021-07-04", None), Standing::InForce);
        assert_eq!(on(&all, "2021-07-05", None), Standing::Over { until: day("2021-07-04") });
    }

    #[test]
    fn before_its_signature_nobody_knew_it() {
        let all = [document("x/a", LINE)];
        assert_eq!(on(&all, "2021-06-21", Some("2021-06-19")), Standing::NotYetKnown);
        assert_eq!(on(&all, "2021-06-21", Some("2021-06-20")), Standing::InForce);
    }

    #[test]
    fn a_revocation_ends_it_from_its_day_and_for_those_who_know_of_it() {
        let end = "[[revokes]]\ncircular = \"x/a\"\nfrom = 2021-06-28\narticle = \"2\"\n";
        let mut all = vec![document("x/a", LINE), document("x/b", end)];
        all[1].circular.known_from = Some(day("2021-06-25"));
        let revoked = Standing::Revoked { by: "x/b".to_owned(), from: day("2021-06-28") };
        assert_eq!(on(&all, "2021-06-27", None), Standing::InForce);
        assert_eq!(on(&all, "2021-06-28", None), revoked);
        assert_eq!(on(&all, "2021-06-28", Some("2021-06-24")), Standing::InForce);
        assert_eq!(on(&all, "2021-06-28", Some("2021-06-25")), revoked);
        assert_eq!(
            standing(&all[1], &all, day("2021-06-27"), None),
            Standing::Coming { from: day("2021-06-28") }
        );
    }
}
