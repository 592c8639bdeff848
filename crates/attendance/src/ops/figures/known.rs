//! "As known on": until when facts count, as people and programs write it.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};
use siaga_platform::{Ctx, Problem};

/// Reads an instant (`2020-05-27T10:00:00+07:00`) or a date, which means its end at the offices; empty is
/// nothing.
///
/// # Errors
/// `attendance.known_at` for anything else.
pub fn known_at(ctx: &Ctx, text: &str) -> Result<Option<DateTime<Utc>>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let end_of = |on: NaiveDate| {
        let next = on.checked_add_days(Days::new(1))?;
        // The last instant of the day and not the first of the next.
        Some(ctx.government.zone.instant(next.and_time(NaiveTime::MIN)) - TimeDelta::microseconds(1))
    };
    let on = text.parse::<NaiveDate>().ok().and_then(crate::web::plausible).and_then(end_of);
    let at = on.or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc()));
    at.map(Some).ok_or_else(|| {
        let text: String = text.chars().take(30).collect();
        Problem::invalid("attendance.known_at").on_field("diketahui").with("text", text)
    })
}

/// Writes an instant as it is read.
pub(crate) fn known_text(at: Option<DateTime<Utc>>) -> String {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)).unwrap_or_default()
}
