//! Minutes of work that were lost before the first scan and after the last one.

use crate::model::WorkHours;

/// Minutes lost on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lateness {
    pub(crate) late_minutes: i32,
    pub(crate) early_minutes: i32,
}

/// Returns the minutes lost.
///
/// # Shape
/// Seconds are cut off: a scan at 07.30.59 is one of 07.30. Within grace nothing is late; beyond it all
/// minutes since the start (or since the end of the flexible span) are. Who came later within the
/// flexible span leaves later by as much. The break and excused minutes are no working time, so they
/// are never lost; `excused` is ordered by beginnings, and what two spans share counts once. Without a last scan nothing is early.
///
/// # Source
/// Seven and a half hours of lateness are a day of absence (explanation of PP 53/2010, art. 3 no. 11),
/// so what is added up are minutes of work.
pub(crate) fn lateness(hours: &WorkHours, first: i32, last: Option<i32>, excused: &[(i32, i32)]) -> Lateness {
    let arrival = first.div_euclid(60);
    let latest_start = hours.start_minute + hours.flexible_minutes;
    let late_minutes = if arrival <= latest_start + hours.grace_minutes {
        0
    } else {
        lost(hours, latest_start, arrival.min(hours.end_minute), excused)
    };
    let shifted_minutes = (arrival - hours.start_minute).clamp(0, hours.flexible_minutes);
    let end = hours.end_minute + shifted_minutes;
    let early_minutes = last.map_or(0, |last| {
        let departure = last.div_euclid(60).max(hours.start_minute);
        lost(hours, departure, end, excused)
    });
    Lateness { late_minutes, early_minutes }
}

/// Returns the working minutes between two times: what lies in the break or is excused does not count.
fn lost(hours: &WorkHours, from: i32, until: i32, excused: &[(i32, i32)]) -> i32 {
    let worked = |span: (i32, i32)| {
        let rest = hours.rest.map(|rest| common(span, rest));
        length(span) - rest.map_or(0, length)
    };
    let mut lost_minutes = 0;
    let mut open_from = from;
    for (start, end) in excused {
        lost_minutes += worked((open_from, (*start).min(until)));
        open_from = open_from.max(*start).max(*end);
    }
    lost_minutes + worked((open_from, until))
}

fn common(one: (i32, i32), other: (i32, i32)) -> (i32, i32) {
    (one.0.max(other.0), one.1.min(other.1))
}

fn length(span: (i32, i32)) -> i32 {
    (span.1 - span.0).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ScanWindow;
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        name: String,
        why: String,
        hours: String,
        #[serde(default)]
        rest: Option<String>,
        #[serde(default)]
        flexible: i32,
        #[serde(default)]
        grace: i32,
        #[serde(default)]
        excused: Vec<String>,
        first: String,
        #[serde(default)]
        last: Option<String>,
        late: i32,
        early: i32,
    }

    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    /// Reads `HH:MM:SS`; hours pass 24 on the next morning.
    fn second(text: &str) -> i32 {
        let parts: Vec<i32> = text.split(':').map(|part| part.parse().unwrap()).collect();
        parts[0] * 3600 + parts[1] * 60 + parts.get(2).unwrap_or(&0)
    }

    fn span(text: &str) -> (i32, i32) {
        let (from, until) = text.split_once('-').unwrap();
        (second(from) / 60, second(until) / 60)
    }

    #[test]
    fn the_table_of_lateness_holds() {
        let cases: Cases = toml::from_str(include_str!("../../tests/cases/lateness.toml")).unwrap();
        assert!(cases.case.len() >= 25, "the table was cut");
        for case in cases.case {
            let (start_minute, end_minute) = span(&case.hours);
            let hours = WorkHours {
                start_minute,
                end_minute,
                rest: case.rest.as_deref().map(span),
                flexible_minutes: case.flexible,
                grace_minutes: case.grace,
                window: ScanWindow { from_minute: 0, until_minute: 2880 },
            };
            let last = case.last.as_deref().map(second);
            let excused: Vec<_> = case.excused.iter().map(|text| span(text)).collect();
            let found = lateness(&hours, second(&case.first), last, &excused);
            let expected = Lateness { late_minutes: case.late, early_minutes: case.early };
            assert_eq!(found, expected, "{}: {}", case.name, case.why);
        }
    }
}
