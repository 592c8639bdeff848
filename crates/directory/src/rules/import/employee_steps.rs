//! What one row of an employee list changes in the dated facts of one person.

use super::employee_row::EmployeeRow;
use crate::model::EmployeeKind;
use chrono::NaiveDate;

/// Holds the newest employment on file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KnownEmployment {
    /// Key of the row.
    pub(crate) id: i64,
    /// Kind.
    pub(crate) kind: EmployeeKind,
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// Last day.
    pub(crate) until_on: Option<NaiveDate>,
}

/// Holds the newest definitive post on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownPost {
    /// Key of the row.
    pub(crate) id: i64,
    /// Unit.
    pub(crate) unit_id: i64,
    /// Title.
    pub(crate) title: String,
    /// Level.
    pub(crate) level: Option<String>,
    /// Whether it heads the unit.
    pub(crate) is_head: bool,
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// Last day.
    pub(crate) until_on: Option<NaiveDate>,
}

/// Says how a fact of the list enters the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    /// The row that it corrects; nothing for a fact that follows.
    pub(crate) supersedes: Option<i64>,
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// Last day.
    pub(crate) until_on: Option<NaiveDate>,
    /// First day on which anything is different.
    pub(crate) touched_on: NaiveDate,
}

/// Returns how the employment of a row enters the file; nothing when it is there already.
///
/// The same kind with other dates is a correction, and so is another kind from the same day or an earlier one;
/// another kind from a later day follows. A list without the date means: from today.
pub(crate) fn employment_step(
    row: &EmployeeRow,
    known: Option<&KnownEmployment>,
    today: NaiveDate,
) -> Option<Step> {
    let Some(known) = known else {
        let from_on = row.employed_from.or_else(|| appointed_on(row)).or(row.post_from).unwrap_or(today);
        return Some(fresh(from_on, row.employed_until));
    };
    if row.kind == known.kind {
        let from_on = row.employed_from.unwrap_or(known.from_on);
        let until_on = row.employed_until.or(known.until_on);
        if (from_on, until_on) == (known.from_on, known.until_on) {
            return None;
        }
        // Whoever comes back after the end is employed anew; the former time stays.
        if known.until_on.is_some_and(|until| until < from_on) {
            return Some(fresh(from_on, row.employed_until));
        }
        let touched_on = match from_on == known.from_on {
            true => day_after_the_earlier(known.until_on, until_on).unwrap_or(from_on),
            false => from_on.min(known.from_on),
        };
        return Some(Step { supersedes: Some(known.id), from_on, until_on, touched_on });
    }
    let from_on = row.employed_from.unwrap_or(today);
    if from_on > known.from_on {
        return Some(fresh(from_on, row.employed_until));
    }
    Some(Step { supersedes: Some(known.id), from_on, until_on: row.employed_until, touched_on: from_on })
}

/// Returns how the post of a row enters the file; nothing when it is there already.
///
/// The same post from another day is a correction, and so is another post from the same day or an earlier one;
/// another post from a later day follows and ends the one before. A list without the date means: from today.
pub(crate) fn post_step(
    row: &EmployeeRow,
    known: Option<&KnownPost>,
    employed_from: NaiveDate,
    today: NaiveDate,
) -> Option<Step> {
    let Some(known) = known else { return Some(fresh(row.post_from.unwrap_or(employed_from), None)) };
    let is_same = row.unit_id == known.unit_id
        && row.title == known.title
        && row.is_head == known.is_head
        && (row.level.is_none() || row.level == known.level);
    let has_ended_before = |from_on: NaiveDate| known.until_on.is_some_and(|until| until < from_on);
    if is_same {
        let from_on = row.post_from.unwrap_or(known.from_on);
        if from_on == known.from_on {
            return None;
        }
        if has_ended_before(from_on) {
            return Some(fresh(from_on, None));
        }
        let touched_on = from_on.min(known.from_on);
        return Some(Step { supersedes: Some(known.id), from_on, until_on: known.until_on, touched_on });
    }
    let from_on = row.post_from.unwrap_or(today);
    if from_on > known.from_on {
        return Some(fresh(from_on, None));
    }
    Some(Step { supersedes: Some(known.id), from_on, until_on: known.until_on, touched_on: from_on })
}

fn fresh(from_on: NaiveDate, until_on: Option<NaiveDate>) -> Step {
    Step { supersedes: None, from_on, until_on, touched_on: from_on }
}

/// Returns the first day of the month of appointment that the number of a permanent civil servant holds.
fn appointed_on(row: &EmployeeRow) -> Option<NaiveDate> {
    if row.kind != EmployeeKind::PermanentCivilServant && row.kind != EmployeeKind::ProbationaryCivilServant {
        return None;
    }
    let (year, month) = row.nip?.appointed_month()?;
    NaiveDate::from_ymd_opt(year, month, 1)
}

fn day_after_the_earlier(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    one.into_iter().chain(other).min()?.succ_opt()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use siaga_civil::Nip;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn maybe(text: &str) -> Option<NaiveDate> {
        (!text.is_empty()).then(|| day(text))
    }

    const TODAY: &str = "2020-05-26";

    pub(crate) fn row() -> EmployeeRow {
        EmployeeRow {
            number: 2,
            nip: Some(Nip::parse_civil_servant("198001012005011001").unwrap()),
            staff_number: None,
            name: "Ani".to_owned(),
            nik: None,
            sex: None,
            birth_on: None,
            kind: EmployeeKind::PermanentCivilServant,
            employed_from: None,
            employed_until: None,
            title: "Analis".to_owned(),
            level: None,
            post_from: None,
            agency_id: 1,
            agency_code: "A".to_owned(),
            unit_id: 10,
            is_head: false,
            pin: None,
        }
    }

    fn text(step: Option<Step>) -> String {
        step.map_or_else(String::new, |step| {
            let how = if step.supersedes.is_some() { "corrects" } else { "follows" };
            let until = step.until_on.map(|until| until.to_string()).unwrap_or_default();
            format!("{how} {}..{until} touches {}", step.from_on, step.touched_on)
        })
    }

    #[test]
    fn employment_follows_or_corrects() {
        use EmployeeKind::{PermanentCivilServant as Pns, ProbationaryCivilServant as Cpns};
        // On file (kind, from, until), in the list (from, until), and what happens.
        for (kind, from, until, new_from, new_until, expected) in [
            (Pns, "2005-01-01", "", "", "", ""),
            (Pns, "2005-01-01", "", "2005-01-01", "", ""),
            (Pns, "2005-01-01", "", "2006-01-01", "", "corrects 2006-01-01.. touches 2005-01-01"),
            (Pns, "2005-01-01", "", "", "2020-06-30", "corrects 2005-01-01..2020-06-30 touches 2020-07-01"),
            (Pns, "2005-01-01", "2019-12-31", "2020-03-01", "", "follows 2020-03-01.. touches 2020-03-01"),
            (Cpns, "2019-03-01", "", "2020-03-01", "", "follows 2020-03-01.. touches 2020-03-01"),
            (Cpns, "2019-03-01", "", "2019-03-01", "", "corrects 2019-03-01.. touches 2019-03-01"),
            (Cpns, "2019-03-01", "", "", "", "follows 2020-05-26.. touches 2020-05-26"),
        ] {
            let known = KnownEmployment { id: 1, kind, from_on: day(from), until_on: maybe(until) };
            let row =
                EmployeeRow { employed_from: maybe(new_from), employed_until: maybe(new_until), ..row() };
            let step = employment_step(&row, Some(&known), day(TODAY));
            assert_eq!(text(step), expected, "{kind:?} {from} {new_from} {new_until}");
        }
    }

    #[test]
    fn a_first_employment_begins_with_the_month_in_the_number_when_no_date_is_given() {
        assert_eq!(
            text(employment_step(&row(), None, day(TODAY))),
            "follows 2005-01-01.. touches 2005-01-01"
        );
        let contract = EmployeeRow { kind: EmployeeKind::ContractCivilServant, ..row() };
        assert_eq!(
            text(employment_step(&contract, None, day(TODAY))),
            "follows 2020-05-26.. touches 2020-05-26"
        );
    }

    #[test]
    fn a_post_follows_or_corrects() {
        let known = KnownPost {
            id: 1,
            unit_id: 10,
            title: "Analis".to_owned(),
            level: Some("Fungsional".to_owned()),
            is_head: false,
            from_on: day("2019-01-01"),
            until_on: None,
        };
        for (unit_id, level, from, expected) in [
            (10, None, "", ""),
            (10, Some("Fungsional"), "2019-01-01", ""),
            (10, None, "2018-06-01", "corrects 2018-06-01.. touches 2018-06-01"),
            (10, Some("Pelaksana"), "2019-01-01", "corrects 2019-01-01.. touches 2019-01-01"),
            (11, None, "2020-05-01", "follows 2020-05-01.. touches 2020-05-01"),
            (11, None, "2018-05-01", "corrects 2018-05-01.. touches 2018-05-01"),
            (11, None, "", "follows 2020-05-26.. touches 2020-05-26"),
        ] {
            let row =
                EmployeeRow { unit_id, level: level.map(str::to_owned), post_from: maybe(from), ..row() };
            let step = post_step(&row, Some(&known), day("2005-01-01"), day(TODAY));
            assert_eq!(text(step), expected, "{unit_id} {level:?} {from}");
        }
        let first = post_step(&row(), None, day("2005-01-01"), day(TODAY));
        assert_eq!(text(first), "follows 2005-01-01.. touches 2005-01-01");
        let ended = KnownPost { until_on: Some(day("2019-12-31")), ..known };
        let again = EmployeeRow { post_from: Some(day("2020-02-01")), ..row() };
        assert_eq!(
            text(post_step(&again, Some(&ended), day("2005-01-01"), day(TODAY))),
            "follows 2020-02-01.. touches 2020-02-01"
        );
    }
}
