//! What law and calendar say about services.

use crate::params;
use crate::rules::need::LawMinimum;
use chrono::NaiveDate;
use siaga_civil::{CalendarDay, WorkWeek};
use siaga_directory::Agency;
use siaga_platform::Ctx;
use siaga_policy::{Question, Reason};

/// Staff of an open desk where neither office nor any circular speaks.
const WITHOUT_LAW: u16 = 1;

/// Returns the staff of a desk of an agency where the office has set none.
pub(crate) fn desk_minimum(ctx: &Ctx, agency: &Agency, on: NaiveDate) -> LawMinimum {
    let question = Question { unit: Some(&agency.code), ..Question::on(on).at(&ctx.government.region) };
    let ruling = ctx.law().book.ruling(params::DESK_MINIMUM, &question);
    match ruling.as_ref().and_then(|ruling| Some((ruling, ruling.integer()?))) {
        Some((ruling, people)) => LawMinimum {
            people: u16::try_from(people).unwrap_or(WITHOUT_LAW),
            reason: ruling.reason("staff of a desk where the office has set none"),
        },
        None => LawMinimum {
            people: WITHOUT_LAW,
            reason: Reason::fact("no circular says how many people a desk needs"),
        },
    }
}

/// Returns the public holiday or collective leave of a day, as known on a day.
pub(crate) fn day_off(ctx: &Ctx, on: NaiveDate, known_on: Option<NaiveDate>) -> Option<String> {
    // Which days of the week are worked, each service says itself.
    match ctx.law().calendar.day(on, known_on, WorkWeek::SixDays) {
        CalendarDay::PublicHoliday { name, .. } | CalendarDay::CollectiveLeave { name, .. } => Some(name),
        CalendarDay::Working | CalendarDay::Weekend => None,
    }
}
