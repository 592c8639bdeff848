//! Letters of rosters and of weekly wishes.

use crate::model::{ArrangedPlace, RosterRow, UNSAID};
use chrono::{Datelike, NaiveDate};
use siaga_roster::Availability;

/// Weekdays from Monday to Sunday.
pub(crate) const WEEKDAYS: usize = 7;

/// Returns one letter for each day of a period.
///
/// # Shape
/// `planned` are the places of the planned days in the period, with what is known of the person and
/// whether the plan has the person in the office. Nothing is said of the other days.
pub(crate) fn letters(days: usize, planned: impl IntoIterator<Item = (usize, Availability, bool)>) -> String {
    let mut letters = vec![UNSAID; days];
    for (day, known, is_in) in planned {
        let place = match (known.is_away_all_day(), is_in) {
            (true, _) => ArrangedPlace::Off,
            (false, true) => ArrangedPlace::Office,
            (false, false) => ArrangedPlace::Home,
        };
        if let Some(letter) = letters.get_mut(day) {
            *letter = place.letter();
        }
    }
    letters.into_iter().collect()
}

/// Returns letters with one of them replaced, and the one that stood there; nothing when the day is outside
/// or the roster says nothing about it.
pub(crate) fn replaced(letters: &str, day: usize, place: ArrangedPlace) -> Option<(String, char)> {
    let before = letters.chars().nth(day).filter(|letter| *letter != UNSAID)?;
    let put = |(index, letter)| if index == day { place.letter() } else { letter };
    Some((letters.chars().enumerate().map(put).collect(), before))
}

/// Reads a weekly wish: `O`, `H` or `.` for each weekday from Monday on; nothing when it is no such text.
pub(crate) fn week_wish(text: &str) -> Option<String> {
    let is_fit = text.chars().count() == WEEKDAYS && text.chars().all(|letter| "OH.".contains(letter));
    is_fit.then(|| text.to_owned())
}

/// Returns what a weekly wish says about a day: above 0 for the office, below 0 for home.
pub(crate) fn wish_on(week: &str, on: NaiveDate) -> i8 {
    let weekday = usize::try_from(on.weekday().num_days_from_monday()).unwrap_or(0);
    match week.chars().nth(weekday) {
        Some('O') => 1,
        Some('H') => -1,
        _ => 0,
    }
}

/// Returns rows as lines of employee, unit and letters.
pub(crate) fn packed(rows: &[RosterRow]) -> String {
    let line = |row: &RosterRow| format!("{} {} {}\n", row.employee_id, row.unit_id, row.letters);
    rows.iter().map(line).collect()
}

/// Reads rows as [`packed`] writes them; nothing when a line is no such row.
pub(crate) fn unpacked(text: &str) -> Option<Vec<RosterRow>> {
    let row = |line: &str| {
        let mut parts = line.split(' ');
        let (employee_id, unit_id) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(RosterRow { employee_id, unit_id, letters: parts.next()?.to_owned() })
    };
    text.lines().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWAY: Availability = Availability::Away { morning: true, afternoon: true };
    const HALF: Availability = Availability::Away { morning: true, afternoon: false };

    #[test]
    fn a_day_that_is_not_planned_stays_unsaid() {
        let planned = [
            (0, Availability::Free, true),
            (1, Availability::Home, false),
            (3, AWAY, false),
            (4, HALF, true),
            (9, Availability::Free, true),
        ];
        assert_eq!(letters(5, planned), "OH.-O");
    }

    #[test]
    fn only_said_days_are_replaced() {
        assert_eq!(replaced("OH.-", 1, ArrangedPlace::Elsewhere), Some(("OE.-".to_owned(), 'H')));
        assert_eq!(replaced("OH.-", 2, ArrangedPlace::Home), None);
        assert_eq!(replaced("OH.-", 4, ArrangedPlace::Home), None);
    }

    #[test]
    fn wishes_are_read_by_weekday() {
        let week = week_wish("OH.....").unwrap();
        let of = |on: &str| wish_on(&week, on.parse().unwrap());
        assert_eq!((of("2020-06-01"), of("2020-06-02"), of("2020-06-03")), (1, -1, 0));
        for bad in ["", "OH", "OHXXXXX", "OH......"] {
            assert_eq!(week_wish(bad), None, "{bad}");
        }
    }

    #[test]
    fn packed_rows_read_back() {
        let row =
            |employee_id, letters: &str| RosterRow { employee_id, unit_id: 7, letters: letters.to_owned() };
        let rows = [row(1, "OH..-E"), row(22, "......")];
        assert_eq!(unpacked(&packed(&rows)).as_deref(), Some(&rows[..]));
        assert_eq!(unpacked("").as_deref(), Some(&[][..]));
        assert_eq!(unpacked("1 x OH\n"), None);
    }
}
