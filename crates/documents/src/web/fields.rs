//! Reading the fields of our forms, with problems on the field.

use chrono::{Datelike, NaiveDate};
use siaga_access::Action;
use siaga_civil::{Rupiah, parse_date};
use siaga_directory::Person;
use siaga_platform::web::FormPairs;
use siaga_platform::{Ctx, Problem};

/// Years that letters of offices lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1945..=2200;
/// Lines of a list in a form.
const LINES_MAX: usize = 200;
/// People that a search by number looks at.
const PEOPLE_LOOKED_AT: usize = 20;

/// Returns the text of a field that must have one.
pub(super) fn needed<'a>(given: &'a FormPairs, field: &str) -> Result<&'a str, Problem> {
    match given.text(field) {
        "" => Err(Problem::invalid("documents.field_missing").on_field(field)),
        text => Ok(text),
    }
}

/// Returns the date of a field that must have one.
pub(super) fn date(given: &FormPairs, field: &str) -> Result<NaiveDate, Problem> {
    let text = needed(given, field)?;
    let found = parse_date(text).ok().filter(|on| YEARS.contains(&on.year()));
    found.ok_or_else(|| Problem::invalid("documents.date_unreadable").on_field(field).with("text", text))
}

/// Returns a time of day as letters print it: `09.00`.
pub(super) fn time(given: &FormPairs, field: &str) -> Result<String, Problem> {
    let text = needed(given, field)?;
    let fault = || Problem::invalid("documents.time_unreadable").on_field(field).with("text", text);
    let (hour, minute) = text.split_once(['.', ':']).ok_or_else(fault)?;
    let part = |text: &str, most: u32| text.parse::<u32>().ok().filter(|value| *value <= most);
    match (part(hour, 23), part(minute, 59)) {
        (Some(hour), Some(minute)) => Ok(siaga_civil::clock_of_minutes(hour * 60 + minute)),
        _ => Err(fault()),
    }
}

/// Returns an amount above zero.
pub(super) fn amount(given: &FormPairs, field: &str) -> Result<Rupiah, Problem> {
    let text = needed(given, field)?;
    let found = Rupiah::parse(text).ok().filter(|amount| amount.0 > 0);
    found.ok_or_else(|| Problem::invalid("documents.amount_unreadable").on_field(field).with("text", text))
}

/// Returns the lines of a field, without empty ones.
pub(super) fn lines(given: &FormPairs, field: &str) -> Result<Vec<String>, Problem> {
    let lines: Vec<String> =
        given.text(field).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if lines.len() > LINES_MAX {
        return Err(Problem::invalid("documents.too_many_lines").on_field(field).with("maximum", LINES_MAX));
    }
    Ok(lines)
}

/// Returns the lines of a field that must have one.
pub(super) fn needed_lines(given: &FormPairs, field: &str) -> Result<Vec<String>, Problem> {
    needed(given, field)?;
    lines(given, field)
}

/// Returns the agency of a select; 0 stands for the whole government.
pub(super) fn agency(given: &FormPairs, field: &str) -> Result<Option<i64>, Problem> {
    match needed(given, field)?.parse::<i64>() {
        Ok(0) => Ok(None),
        Ok(id) if id > 0 => Ok(Some(id)),
        _ => Err(Problem::invalid("documents.field_missing").on_field(field)),
    }
}

/// Returns the person of a NIP or staff number, as placed on a day, if the actor may see people there.
pub(super) async fn person(ctx: &Ctx, number: &str, field: &str, on: NaiveDate) -> Result<Person, Problem> {
    let unknown = || {
        Problem::invalid("documents.person_unknown")
            .on_field(field)
            .with("number", number)
            .with("date", siaga_civil::date_short(on))
    };
    let bare: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let people = siaga_directory::search_people(ctx, &bare, on, PEOPLE_LOOKED_AT).await?;
    let is_meant = |person: &Person| {
        [&person.nip, &person.staff_number]
            .into_iter()
            .flatten()
            .any(|known| known.eq_ignore_ascii_case(&bare))
    };
    let person = people.into_iter().find(is_meant).ok_or_else(unknown)?;
    let agency = siaga_directory::agency(ctx, person.agency_id).await?;
    if ctx.may(Action::EmployeeView, &ctx.in_agency(&agency.path)).permit {
        Ok(person)
    } else {
        Err(unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(value: &str) -> FormPairs {
        FormPairs::from_pairs(vec![("f".to_owned(), value.to_owned())])
    }

    #[test]
    fn dates_times_and_amounts_are_read_as_people_write_them() {
        assert_eq!(date(&given("26 Mei 2020"), "f").unwrap().to_string(), "2020-05-26");
        assert_eq!(date(&given("31/02/2020"), "f").unwrap_err().code, "documents.date_unreadable");
        assert_eq!(date(&given("2201-01-01"), "f").unwrap_err().code, "documents.date_unreadable");
        assert_eq!(date(&given(" "), "f").unwrap_err().code, "documents.field_missing");
        assert_eq!(time(&given("9:05"), "f").unwrap(), "09.05");
        for wrong in ["24.00", "9.60", "pagi", "9"] {
            assert_eq!(time(&given(wrong), "f").unwrap_err().code, "documents.time_unreadable");
        }
        assert_eq!(amount(&given("Rp1.500.000"), "f").unwrap(), Rupiah(1_500_000));
        for wrong in ["0", "-5", "1.50", "seribu"] {
            assert_eq!(amount(&given(wrong), "f").unwrap_err().code, "documents.amount_unreadable");
        }
    }

    #[test]
    fn lists_have_an_end() {
        assert_eq!(lines(&given(" a \r\n\r\n b"), "f").unwrap(), ["a", "b"]);
        assert!(needed_lines(&given("\n"), "f").is_err());
        assert_eq!(lines(&given(&"x\n".repeat(201)), "f").unwrap_err().code, "documents.too_many_lines");
    }

    #[test]
    fn the_whole_government_is_zero() {
        assert_eq!(agency(&given("0"), "f").unwrap(), None);
        assert_eq!(agency(&given("7"), "f").unwrap(), Some(7));
        assert!(agency(&given("-1"), "f").is_err() && agency(&given(""), "f").is_err());
    }
}
