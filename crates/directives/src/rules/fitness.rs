//! Whether a government may make this circular at all, and what its signer must know.

use crate::model::Fault;
use chrono::NaiveDate;
use siaga_civil::RegionCode;
use siaga_policy::{Document, Scope, SetLine};

/// Returns what is wrong with a circular of a region whatever its values are.
///
/// # Shape
/// `others` are all circulars that are there; a region ends only those of its own.
pub(crate) fn faults<'d>(
    document: &Document,
    region: &RegionCode,
    others: impl IntoIterator<Item = &'d Document>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let head = &document.circular;
    if !lies_within(&head.scope, region) {
        let scope = head.scope.region.map_or_else(|| "Indonesia".to_owned(), |scope| scope.to_string());
        faults.push(outside(scope, region));
    }
    let lines = document.sets.iter().filter(|line| line.scope.region != head.scope.region);
    faults.extend(lines.filter(|line| !lies_within(&line.scope, region)).map(|line| {
        outside(line.scope.region.map_or_else(String::new, |place| place.to_string()), region)
            .with("parameter", &line.parameter)
    }));
    if head.is_default {
        faults.push(Fault::new("directives-fault-default"));
    }
    let others: Vec<&Document> = others.into_iter().collect();
    for end in &document.revokes {
        let found = others.iter().find(|other| other.circular.id == end.circular);
        if found.is_some_and(|other| other.circular.is_default || !lies_within(&other.circular.scope, region))
        {
            faults.push(Fault::new("directives-fault-revokes-foreign").with("circular", &end.circular));
        }
        let earlier = others.iter().find(|other| {
            other.revokes.iter().any(|known| known.circular == end.circular && known.from <= end.from)
        });
        if let Some(earlier) = earlier {
            let fault = Fault::new("directives-fault-revoked-already").with("circular", &end.circular);
            faults.push(fault.with("by", &earlier.circular.id));
        }
    }
    faults
}

fn lies_within(scope: &Scope, region: &RegionCode) -> bool {
    scope.region.is_some_and(|scope| scope.is_within(region))
}

fn outside(place: String, region: &RegionCode) -> Fault {
    Fault::new("directives-fault-outside-region").with("place", place).with("region", region)
}

/// A line that holds, or ends something, on days before the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retroactive {
    /// Name of the parameter, or id of the circular that ends.
    pub subject: String,
    /// Article.
    pub article: String,
    /// First day that changes.
    pub from: NaiveDate,
}

/// Returns what changes days before the one of the signature.
pub(crate) fn retroactive(document: &Document, signed_on: NaiveDate) -> Vec<Retroactive> {
    let line = |line: &SetLine| Retroactive {
        subject: line.parameter.clone(),
        article: line.article.clone(),
        from: line.from,
    };
    let ends = document.revokes.iter().map(|end| Retroactive {
        subject: end.circular.clone(),
        article: end.article.clone(),
        from: end.from,
    });
    let all = document.sets.iter().map(line).chain(ends);
    all.filter(|one| one.from < signed_on).collect()
}

/// Returns the first and the last day that a circular can change; no last day when it goes on.
pub(crate) fn span(document: &Document) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let starts = document.sets.iter().map(|line| line.from);
    let first = starts.chain(document.revokes.iter().map(|end| end.from)).min()?;
    let is_open = !document.revokes.is_empty() || document.sets.iter().any(|line| line.until.is_none());
    let last = document.sets.iter().filter_map(|line| line.until).max();
    Some((first, if is_open { None } else { last }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn document(id: &str, scope: &str, rest: &str) -> Document {
        let text = format!(
            "[circular]\nid = \"{id}\"\nissuer = \"B\"\ntitle = \"T\"\nsource = \"s\"\nchecked_on = 2021-06-20\n\
             verified = true\n{scope}\n{rest}"
        );
        Document::parse("test", &text).expect("complete")
    }

    fn messages(document: &Document, others: &[Document]) -> Vec<&'static str> {
        let region = "12.18".parse().expect("a region");
        faults(document, &region, others).into_iter().map(|fault| fault.message).collect()
    }

    const LINE: &str = "[[set]]\nparameter = \"a.b\"\nvalue = 1\nfrom = 2021-06-21\narticle = \"1\"\n";

    #[test]
    fn a_region_binds_itself_and_nobody_else() {
        let own = document("12.18/a", "scope = { region = \"12.18\" }", LINE);
        assert_eq!(messages(&own, &[]), [""; 0]);
        let below = document("12.18/a", "scope = { region = \"12.18.01\" }", LINE);
        assert_eq!(messages(&below, &[]), [""; 0]);
        for scope in ["", "scope = { region = \"12\" }", "scope = { region = \"12.19\" }"] {
            let other = document("12.18/a", scope, LINE);
            assert_eq!(messages(&other, &[]), ["directives-fault-outside-region"], "{scope}");
        }
        let line = format!("{LINE}place = \"12.19\"\n");
        assert_eq!(messages(&document("12.18/a", "", &line), &[]).len(), 2);
    }

    #[test]
    fn a_setting_is_no_circular() {
        let setting = document("12.18/a", "scope = { region = \"12.18\" }\ndefault = true", LINE);
        assert_eq!(messages(&setting, &[]), ["directives-fault-default"]);
    }

    #[test]
    fn a_region_ends_its_own_circulars_once() {
        let scope = "scope = { region = \"12.18\" }";
        let end = |of: &str, id: &str| {
            document(id, scope, &format!("[[revokes]]\ncircular = \"{of}\"\nfrom = 2021-06-28\n"))
        };
        let others = [document("panrb/x", "", LINE), document("12.18/a", scope, LINE)];
        assert_eq!(messages(&end("12.18/a", "12.18/b"), &others), [""; 0]);
        assert_eq!(messages(&end("panrb/x", "12.18/b"), &others), ["directives-fault-revokes-foreign"]);
        let twice = [others[1].clone(), end("12.18/a", "12.18/c")];
        assert_eq!(messages(&end("12.18/a", "12.18/b"), &twice), ["directives-fault-revoked-already"]);
    }

    #[test]
    fn the_day_of_the_signature_is_no_past() {
        let own = document("12.18/a", "", LINE);
        assert_eq!(retroactive(&own, day("2021-06-21")), []);
        assert_eq!(retroactive(&own, day("2021-06-22")).len(), 1);
    }

    #[test]
    fn a_circular_changes_from_its_first_day_to_its_last() {
        let until = LINE.replace("article", "until = 2021-07-04\narticle");
        assert_eq!(span(&document("a/a", "", &until)), Some((day("2021-06-21"), Some(day("2021-07-04")))));
        assert_eq!(span(&document("a/a", "", &format!("{until}{LINE}"))), Some((day("2021-06-21"), None)));
    }
}
