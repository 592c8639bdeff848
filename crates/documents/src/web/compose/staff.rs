//! Summons, assignment letters and circulars.

use super::letter::json;
use super::people::letter_person;
use crate::rules::summons::{LONGEST_WORKING_DAYS, check_examination, working_days_after};
use crate::web::fields;
use chrono::NaiveDate;
use serde_json::Value;
use siaga_platform::web::FormPairs;
use siaga_platform::{Ctx, Problem};
use siaga_typeset::{AssignmentLetter, Circular, CircularSection, Hearing, Summons};

pub(super) async fn summons(ctx: &Ctx, given: &FormPairs, dated_on: NaiveDate) -> Result<Value, Problem> {
    let person = letter_person(ctx, fields::needed(given, "nip")?, "nip", dated_on).await?;
    let is_second = match fields::needed(given, "ordinal")? {
        "I" => false,
        "II" => true,
        _ => return Err(Problem::invalid("documents.field_missing").on_field("ordinal")),
    };
    let previous = if is_second { Some(fields::needed(given, "previous")?.to_owned()) } else { None };
    // The second call is counted from the day on which the person did not come.
    let counted_from = if is_second { fields::date(given, "missed_on")? } else { dated_on };
    let examined_on = fields::date(given, "examined_on")?;
    let calendar = &ctx.law().calendar;
    check_examination(calendar, counted_from, dated_on, examined_on).map_err(|code| {
        Problem::invalid(code)
            .on_field("examined_on")
            .with("days", working_days_after(calendar, counted_from, examined_on))
            .with("maximum", LONGEST_WORKING_DAYS)
            .with("date", siaga_civil::date_short(counted_from))
    })?;
    let time = fields::time(given, "examined_at")?;
    let examiner = letter_person(ctx, fields::needed(given, "examiner")?, "examiner", dated_on).await?;
    json(&Summons {
        ordinal: if is_second { "II" } else { "I" }.to_owned(),
        person,
        hearing: Hearing {
            day_text: siaga_civil::date_long(examined_on),
            time_text: format!("{time} {}", ctx.government.zone.abbreviation()),
            place: fields::needed(given, "place")?.to_owned(),
            examiner_name: examiner.name,
            examiner_post: examiner.post,
        },
        reason: fields::needed(given, "reason")?.to_owned(),
        legal_basis: fields::lines(given, "legal_basis")?,
        previous,
    })
}

pub(super) async fn assignment(ctx: &Ctx, given: &FormPairs, dated_on: NaiveDate) -> Result<Value, Problem> {
    let mut people = Vec::new();
    for number in fields::needed_lines(given, "people")? {
        people.push(letter_person(ctx, &number, "people", dated_on).await?);
    }
    let (from_on, until_on) = (fields::date(given, "from_on")?, fields::date(given, "until_on")?);
    if until_on < from_on {
        return Err(Problem::invalid("documents.period_reversed").on_field("until_on"));
    }
    json(&AssignmentLetter {
        basis: fields::needed_lines(given, "basis")?,
        people,
        tasks: fields::needed_lines(given, "tasks")?,
        period_text: period(from_on, until_on),
        place: fields::needed(given, "place")?.to_owned(),
        budget: given.text("budget").to_owned(),
    })
}

/// Returns a period with its length in figures and words, as offices write it.
fn period(from_on: NaiveDate, until_on: NaiveDate) -> String {
    let days = (until_on - from_on).num_days() + 1;
    let length = format!("{days} ({}) hari", siaga_civil::terbilang(days));
    if days == 1 {
        return format!("{length}, {}", siaga_civil::date_long(from_on));
    }
    format!(
        "{length}, {} sampai dengan {}",
        siaga_civil::date_short(from_on),
        siaga_civil::date_short(until_on)
    )
}

pub(super) fn circular(given: &FormPairs) -> Result<Value, Problem> {
    let background = fields::lines(given, "background")?;
    let section = |heading: &str, paragraphs: Vec<String>, items: Vec<String>| CircularSection {
        heading: heading.to_owned(),
        paragraphs,
        items,
    };
    let mut sections = Vec::new();
    if !background.is_empty() {
        sections.push(section("Latar Belakang", background, Vec::new()));
    }
    sections.push(section("Dasar", Vec::new(), fields::needed_lines(given, "basis")?));
    sections.push(section("Isi Edaran", Vec::new(), fields::needed_lines(given, "paragraphs")?));
    let closing = match given.text("closing") {
        "" => "Demikian surat edaran ini untuk dilaksanakan sebagaimana mestinya.",
        closing => closing,
    };
    json(&Circular { sections, closing: closing.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn periods_are_told_with_their_length() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(period(day("2020-05-26"), day("2020-05-26")), "1 (satu) hari, Selasa, 26 Mei 2020");
        assert_eq!(
            period(day("2020-05-26"), day("2020-06-05")),
            "11 (sebelas) hari, 26 Mei 2020 sampai dengan 5 Juni 2020"
        );
    }
}
