//! Subjects as they stand in addresses.

use siaga_platform::Problem;
use siaga_platform::explain::Subject;
use siaga_platform::web::FormPairs;

/// Query fields of the page itself; all others are keys of the subject.
const WAY: &str = "dari";
const PAGE: &str = "page";

/// Keys of a subject and letters of a value at most; more is no address that this program wrote.
const KEYS_MAX: usize = 20;
const VALUE_MAX: usize = 200;

/// Steps of the way back that are kept.
const WAY_MAX: usize = 6;

/// What an address asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What is to be explained.
    pub(crate) subject: Subject,
    /// The subjects through which the reader came, the first one first.
    pub(crate) way: Vec<Subject>,
    /// The page of its rows.
    pub(crate) page: Option<u32>,
}

impl Asked {
    /// Reads the name and the query of an address.
    ///
    /// # Errors
    /// `board.subject_unreadable`.
    pub(crate) fn read(name: &str, pairs: &FormPairs) -> Result<Self, Problem> {
        let keys = pairs.pairs().filter(|(key, _)| ![WAY, PAGE].contains(key));
        let subject = subject(name, keys)?;
        // A step that cannot be read is left out: the way is a convenience.
        let mut way: Vec<Subject> = pairs.all(WAY).filter_map(subject_of).collect();
        way.drain(..way.len().saturating_sub(WAY_MAX));
        Ok(Self { subject, way, page: pairs.read(PAGE).unwrap_or_default() })
    }

    /// Returns the address of a subject one level further down.
    pub(crate) fn below(&self, subject: &Subject) -> String {
        let mut way = self.way.clone();
        way.push(self.subject.clone());
        way.drain(..way.len().saturating_sub(WAY_MAX));
        with_way(subject, &way)
    }

    /// Returns the address of a step of the way.
    pub(crate) fn step(&self, index: usize) -> String {
        with_way(&self.way[index], &self.way[..index])
    }

    /// Returns the address of this page up to the number of a page of its rows.
    pub(crate) fn page_base(&self) -> String {
        let own = with_way(&self.subject, &self.way);
        let joint = if own.contains('?') { '&' } else { '?' };
        format!("{own}{joint}")
    }
}

fn with_way(subject: &Subject, way: &[Subject]) -> String {
    way.iter().fold(subject.path(), |path, step| {
        let escaped = Subject::new("").with(WAY, step).to_string();
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}{}", escaped.trim_start_matches('?'))
    })
}

/// Returns the subject of a step of the way: `attendance.count?hari=2020-05-26&opd=DISDIK`.
fn subject_of(text: &str) -> Option<Subject> {
    let read = Subject::parse(text)?;
    subject(&read.name, read.keys.iter().map(|(key, value)| (key.as_str(), value.as_str()))).ok()
}

fn subject<'a>(name: &str, keys: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Subject, Problem> {
    let is_word = |text: &str| {
        !text.is_empty()
            && text.len() <= VALUE_MAX
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    let unreadable = || Problem::invalid("board.subject_unreadable");
    let mut subject = Subject::new(name);
    for (key, value) in keys {
        if !is_word(key) || value.chars().count() > VALUE_MAX {
            return Err(unreadable());
        }
        subject = subject.with(key, value.trim());
    }
    if !is_word(name) || subject.keys.len() > KEYS_MAX {
        return Err(unreadable());
    }
    Ok(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &str, query: &str) -> Result<Asked, Problem> {
        Asked::read(name, &FormPairs::parse(query.as_bytes()))
    }

    #[test]
    fn a_subject_comes_back_from_its_own_address() {
        let subject = Subject::new("attendance.count").with("opd", "A&B=c d/é?").with("hari", "2020-05-26");
        assert_eq!(subject_of(&subject.to_string()).unwrap(), subject);
        let (name, query) =
            subject.path().split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert_eq!(asked(name.trim_start_matches("/jelaskan/"), &query).unwrap().subject, subject);
    }

    #[test]
    fn the_way_grows_by_a_step_and_leads_back() {
        let first = asked("a.rate", "periode=2020-05").unwrap();
        let below = first.below(&Subject::new("a.count").with("hari", "2020-05-26"));
        assert_eq!(below, "/jelaskan/a.count?hari=2020-05-26&dari=a.rate%3Fperiode%3D2020-05");
        let second = asked("a.count", below.split_once('?').unwrap().1).unwrap();
        assert_eq!(second.way, std::slice::from_ref(&first.subject));
        assert_eq!(second.step(0), "/jelaskan/a.rate?periode=2020-05");
        let third = second.below(&Subject::new("a.day"));
        assert_eq!(asked("a.day", third.split_once('?').unwrap().1).unwrap().way.len(), 2);
        assert_eq!(asked("a.day", "").unwrap().page_base(), "/jelaskan/a.day?");
    }

    #[test]
    fn a_way_that_never_ends_keeps_its_last_steps() {
        let steps: Vec<String> = (0..9).map(|step| format!("dari=a.step{step}")).collect();
        let asked = asked("a.b", &steps.join("&")).unwrap();
        assert_eq!(asked.way.len(), WAY_MAX);
        assert_eq!(asked.way[0].name, "a.step3");
    }

    #[test]
    fn what_is_no_address_of_ours_is_refused() {
        let long = format!("a={}", "x".repeat(VALUE_MAX + 1));
        let many: Vec<String> = (0..=KEYS_MAX).map(|key| format!("k{key}=1")).collect();
        for (name, query) in [
            ("", ""),
            ("a b", ""),
            ("a/../b", ""),
            ("a.b", "<x>=1"),
            ("a.b", &long),
            ("a.b", &many.join("&")),
        ] {
            let problem = asked(name, query).unwrap_err();
            assert_eq!(problem.code, "board.subject_unreadable", "{name}?{query}");
        }
        assert!(asked("a.b", &many[1..].join("&")).is_ok());
        assert!(asked("a.b", "dari=%3Cscript%3E").unwrap().way.is_empty());
    }
}
