//! Which version holds on a day.

use crate::model::Version;
use chrono::{DateTime, NaiveDate, Utc};

/// Returns the version that holds on a day: of those that have begun the newest recorded.
pub(crate) fn on<T>(
    versions: &[Version<T>],
    on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Option<&Version<T>> {
    let is_known = |made_at: DateTime<Utc>| known_at.is_none_or(|known_at| made_at <= known_at);
    versions
        .iter()
        .filter(|version| version.from_on <= on && is_known(version.made_at))
        .max_by_key(|version| version.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: i32, from_on: &str, made_at: &str) -> Version<()> {
        let (from_on, made_at) = (from_on.parse().unwrap(), made_at.parse().unwrap());
        Version { number, from_on, plan: (), reason: String::new(), made_name: String::new(), made_at }
    }

    #[test]
    fn the_newest_recorded_of_those_that_have_begun_holds() {
        let all = [
            version(1, "2020-01-01", "2020-01-01T00:00:00Z"),
            version(2, "2020-06-01", "2020-03-01T00:00:00Z"),
            version(3, "2020-05-01", "2020-04-01T00:00:00Z"),
        ];
        let number = |day: &str, known: Option<&str>| {
            on(&all, day.parse().unwrap(), known.map(|at| at.parse().unwrap())).map(|one| one.number)
        };
        assert_eq!(number("2019-12-31", None), None);
        assert_eq!(number("2020-04-30", None), Some(1));
        assert_eq!(number("2020-05-01", None), Some(3));
        assert_eq!(number("2020-06-01", None), Some(3), "the later word covers the earlier one");
        assert_eq!(number("2020-06-01", Some("2020-03-31T23:59:59Z")), Some(2));
        assert_eq!(number("2020-06-01", Some("2019-01-01T00:00:00Z")), None);
    }
}
