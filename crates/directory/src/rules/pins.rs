//! Terminal PINs: what one looks like, and that it belongs to one person at a time.

use crate::model::NewPin;
use chrono::NaiveDate;

/// Longest PIN that terminals of the push protocol send.
const PIN_MAX: usize = 24;

/// Holds the use of a PIN by an employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PinUse<'a> {
    /// Group of agencies that share PINs.
    pub(crate) pin_group: &'a str,
    /// The PIN.
    pub(crate) pin: &'a str,
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// Last day, inclusive.
    pub(crate) until_on: Option<NaiveDate>,
    /// Whose it is.
    pub(crate) employee_id: i64,
}

impl<'a> From<&'a NewPin> for PinUse<'a> {
    fn from(new: &'a NewPin) -> Self {
        Self {
            pin_group: &new.pin_group,
            pin: &new.pin,
            from_on: new.from_on,
            until_on: new.until_on,
            employee_id: new.employee_id,
        }
    }
}

/// Says whether a text can be a PIN: 1 to 24 visible ASCII characters.
pub(crate) fn is_well_formed(pin: &str) -> bool {
    (1..=PIN_MAX).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Returns the first PIN that two employees would have on one day.
pub(crate) fn shared<'a>(uses: &[PinUse<'a>]) -> Option<&'a str> {
    let mut ordered = uses.to_vec();
    ordered.sort_unstable();
    ordered
        .chunk_by(|a, b| (a.pin_group, a.pin) == (b.pin_group, b.pin))
        .find(|uses| is_shared(uses))
        .map(|uses| uses[0].pin)
}

/// Compares every pair: uses of one PIN are few.
fn is_shared(uses: &[PinUse<'_>]) -> bool {
    uses.iter().enumerate().any(|(place, one)| uses[place + 1..].iter().any(|other| is_clash(one, other)))
}

/// Says whether two uses of one PIN by different people share a day.
pub(crate) fn is_clash(one: &PinUse<'_>, other: &PinUse<'_>) -> bool {
    one.employee_id != other.employee_id
        && one.until_on.is_none_or(|until| other.from_on <= until)
        && other.until_on.is_none_or(|until| one.from_on <= until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(group: &'static str, employee_id: i64, from: &str, until: &str) -> PinUse<'static> {
        let until_on = (!until.is_empty()).then(|| until.parse().unwrap());
        PinUse { pin_group: group, pin: "007", from_on: from.parse().unwrap(), until_on, employee_id }
    }

    #[test]
    fn a_pin_passes_to_the_next_person_the_day_after() {
        let first = pin("A", 1, "2020-01-01", "2020-05-25");
        assert_eq!(shared(&[first, pin("A", 2, "2020-05-26", "")]), None);
        assert_eq!(shared(&[first, pin("A", 2, "2020-05-25", "")]), Some("007"));
        assert_eq!(
            shared(&[pin("A", 1, "2020-01-01", ""), pin("A", 2, "2020-05-26", "2020-05-26")]),
            Some("007")
        );
    }

    #[test]
    fn the_same_pin_in_another_group_or_of_the_same_person_is_no_conflict() {
        let first = pin("A", 1, "2020-01-01", "");
        assert_eq!(shared(&[first, pin("B", 2, "2020-01-01", "")]), None);
        assert_eq!(shared(&[first, pin("A", 1, "2020-03-01", "")]), None);
    }

    #[test]
    fn a_pin_is_1_to_24_visible_characters() {
        assert!(is_well_formed("0001"));
        assert!(is_well_formed(&"9".repeat(24)));
        assert!(!is_well_formed(&"9".repeat(25)));
        assert!(!is_well_formed(""));
        assert!(!is_well_formed("1 2"));
    }
}
