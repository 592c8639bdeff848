//! Fields of the forms of rosters.

use crate::model::ArrangedPlace;
use crate::ops::roster_change::{DayChange, NewException};
use chrono::{Datelike, NaiveDate};
use siaga_platform::Problem;
use siaga_platform::web::FormPairs;

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `arrangements.date` on the field.
pub(super) fn date(form: &FormPairs, field: &'static str) -> Result<NaiveDate, Problem> {
    let on = siaga_civil::parse_date(form.text(field)).ok().filter(|on| (1900..=2200).contains(&on.year()));
    on.ok_or_else(|| Problem::invalid("arrangements.date").on_field(field))
}

/// Reads the version that a form was made from.
///
/// # Errors
/// `arrangements.form`.
pub(super) fn version(form: &FormPairs) -> Result<i64, Problem> {
    form.text("version").parse().map_err(|_| Problem::invalid("arrangements.form"))
}

/// Reads the days of a person: fields `d-2021-06-28` with the name of a place.
///
/// # Errors
/// `arrangements.form`.
pub(super) fn day_changes(form: &FormPairs, employee_id: i64) -> Result<Vec<DayChange>, Problem> {
    let wrong = || Problem::invalid("arrangements.form");
    let days = form.pairs().filter_map(|(name, value)| Some((name.strip_prefix("d-")?, value)));
    days.map(|(on, place)| {
        let on = on.parse().map_err(|_| wrong())?;
        let place = ArrangedPlace::parse(place).ok_or_else(wrong)?;
        Ok(DayChange { employee_id, on, place })
    })
    .collect()
}

/// Reads the rules for which a reason is written: fields `rule` as `code|subject|day`.
///
/// # Errors
/// `arrangements.form`.
pub(super) fn exceptions(form: &FormPairs) -> Result<Vec<NewException>, Problem> {
    let wrong = || Problem::invalid("arrangements.form");
    let reason = form.first("reason").unwrap_or_default();
    let rule = |text: &str| {
        let mut parts = text.split('|');
        let (rule, subject, on) = (parts.next(), parts.next(), parts.next());
        let subject_id = subject.and_then(|text| text.parse().ok()).ok_or_else(wrong)?;
        let on = match on.unwrap_or_default() {
            "" => None,
            text => Some(text.parse().map_err(|_| wrong())?),
        };
        let rule = rule.unwrap_or_default().to_owned();
        Ok(NewException { rule, subject_id, on, reason: reason.to_owned() })
    };
    form.all("rule").map(rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_rules_are_read_and_nonsense_is_refused() {
        let form =
            FormPairs::parse(b"version=3&d-2021-06-28=home&rule=office-max%7C7%7C2021-06-28&reason=Tamu");
        assert_eq!(version(&form).unwrap(), 3);
        let days = day_changes(&form, 9).unwrap();
        assert_eq!((days[0].employee_id, days[0].place), (9, ArrangedPlace::Home));
        let rules = exceptions(&form).unwrap();
        assert_eq!(
            (rules[0].rule.as_str(), rules[0].subject_id, rules[0].reason.as_str()),
            ("office-max", 7, "Tamu")
        );
        for bad in ["d-2021-06-31=home", "d-2021-06-28=moon", "d-=home"] {
            assert!(day_changes(&FormPairs::parse(bad.as_bytes()), 9).is_err(), "{bad}");
        }
        assert!(exceptions(&FormPairs::parse(b"rule=a")).is_err());
        assert!(version(&FormPairs::parse(b"")).is_err());
        assert_eq!(date(&FormPairs::parse(b"a=28+Juni+2021"), "a").unwrap().to_string(), "2021-06-28");
    }
}
