//! Which scans of a day count, and which is the first and the last.

use crate::model::{PunchMark, PunchSource, ScanWindow};

/// What the scans of a day come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Second of the first scan that counts.
    pub(crate) first: Option<i32>,
    /// Second of the last scan, when there is more than one press.
    pub(crate) last: Option<i32>,
    /// Whether a terminal saw the person.
    pub(crate) by_terminal: bool,
    /// Whether the person was at the place of work, by whatever source.
    pub(crate) at_work: bool,
    /// Whether a request corrects the scans.
    pub(crate) corrected: bool,
    /// Whether scans lie outside the window.
    pub(crate) outside: bool,
}

/// Returns first and last scan inside the window.
///
/// # Shape
/// `marks` are in the order of time. The in/out mode of a terminal is not looked at: people press the
/// wrong key. Presses within `double_press_seconds` of the one before are one press, so a person who
/// scans three times on arrival has one scan and no departure.
pub(crate) fn seen(marks: &[PunchMark], window: ScanWindow, double_press_seconds: i32) -> Seen {
    let mut seen = Seen::default();
    let mut press = i32::MIN;
    for mark in marks {
        if !window.has(mark.second) {
            seen.outside = true;
            continue;
        }
        seen.by_terminal |= mark.source == PunchSource::Terminal;
        seen.at_work |= mark.source != PunchSource::PhoneFar;
        seen.corrected |= mark.source == PunchSource::Correction;
        match seen.first {
            None => seen.first = Some(mark.second),
            Some(_) if mark.second.saturating_sub(press) > double_press_seconds => {
                seen.last = Some(mark.second);
            }
            Some(_) => {}
        }
        press = mark.second;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: ScanWindow = ScanWindow { from_minute: 360, until_minute: 1080 };

    fn marks(seconds: &[i32]) -> Vec<PunchMark> {
        seconds.iter().map(|second| PunchMark { second: *second, source: PunchSource::Terminal }).collect()
    }

    fn ends(seconds: &[i32]) -> (Option<i32>, Option<i32>) {
        let seen = seen(&marks(seconds), WINDOW, 60);
        (seen.first, seen.last)
    }

    #[test]
    fn presses_within_the_time_of_a_double_press_are_one() {
        assert_eq!(ends(&[27_000, 27_060]), (Some(27_000), None));
        assert_eq!(ends(&[27_000, 27_061]), (Some(27_000), Some(27_061)));
    }

    #[test]
    fn a_chain_of_quick_presses_is_one_press() {
        assert_eq!(ends(&[27_000, 27_050, 27_100, 27_150]), (Some(27_000), None));
    }

    #[test]
    fn the_last_of_several_presses_is_the_departure() {
        assert_eq!(ends(&[27_000, 43_200, 57_600, 57_630]), (Some(27_000), Some(57_600)));
    }

    #[test]
    fn the_window_has_both_of_its_ends() {
        assert_eq!(ends(&[360 * 60 - 1, 360 * 60]), (Some(360 * 60), None));
        assert_eq!(ends(&[1080 * 60 + 59, 1081 * 60]), (Some(1080 * 60 + 59), None));
        assert!(seen(&marks(&[1081 * 60]), WINDOW, 60).outside);
    }
}
