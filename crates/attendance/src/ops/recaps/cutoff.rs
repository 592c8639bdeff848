//! By when a recap must have been signed.

use crate::params;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use siaga_civil::CivilZone;
use siaga_directory::Agency;
use siaga_platform::Ctx;
use siaga_policy::Question;

/// Returns the cut-off of a day for an agency, by the law of that day; nothing where no law speaks.
pub(crate) fn cutoff_at(ctx: &Ctx, agency: &Agency, day: NaiveDate) -> Option<DateTime<Utc>> {
    let question = question(ctx, agency, day);
    let book = &ctx.law().book;
    let minutes = book.ruling(params::RECAP_CUTOFF, &question)?.minutes()?;
    let clock = book.ruling(params::RECAP_CUTOFF_CLOCK, &question);
    let is_western = clock.is_some_and(|ruling| ruling.text() == Some("wib"));
    let zone = if is_western { CivilZone::Wib } else { ctx.government.zone };
    let minutes = u32::try_from(minutes).ok()?;
    let local = match NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0) {
        Some(time) => day.and_time(time),
        None => day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN),
    };
    Some(zone.instant(local))
}

/// Returns whether a signature at an instant is marked late; the cut-off itself is in time.
pub(crate) fn is_late(ctx: &Ctx, agency: &Agency, day: NaiveDate, signed_at: DateTime<Utc>) -> bool {
    let ruling = ctx.law().book.ruling(params::LATE_REPORT_FLAG, &question(ctx, agency, day));
    let is_marked = ruling.and_then(|ruling| ruling.flag()).unwrap_or(true);
    is_marked && cutoff_at(ctx, agency, day).is_some_and(|cutoff_at| signed_at > cutoff_at)
}

fn question<'a>(ctx: &'a Ctx, agency: &'a Agency, day: NaiveDate) -> Question<'a> {
    Question { unit: Some(&agency.code), ..Question::on(day).at(&ctx.government.region) }
}
