//! Which days offices work, by the calendar and the working week of the place.

use chrono::NaiveDate;
use siaga_civil::WorkWeek;
use siaga_platform::Ctx;
use siaga_policy::Question;

/// The parameter of attendance that tells the working days of a week; a program without it works five.
const WORK_WEEK_DAYS: &str = "attendance.work_week_days";

/// Returns whether offices work on a day, as known now.
pub(crate) fn is_working(ctx: &Ctx, on: NaiveDate) -> bool {
    let question = Question::on(on).at(&ctx.government.region);
    let days = ctx.law().book.ruling(WORK_WEEK_DAYS, &question).and_then(|ruling| ruling.integer());
    let week = if days == Some(6) { WorkWeek::SixDays } else { WorkWeek::FiveDays };
    ctx.law().calendar.day(on, None, week).is_working()
}
