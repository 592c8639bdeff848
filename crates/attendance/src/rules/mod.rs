//! The rules of a day: pure functions from facts and parameters to decisions.

mod day_status;
pub(crate) mod desk_cover;
pub(crate) mod distance;
mod expected_day;
mod finding_code;
pub(crate) mod finding_resolution;
mod lateness;
mod month_text;
mod pairing;
pub(crate) mod plausible;
mod rate;
mod recap_difference;
pub(crate) mod recap_lines;
pub(crate) mod request_dates;
pub(crate) mod schedule_form;
pub(crate) mod suppression;
#[cfg(test)]
mod totality;
pub(crate) mod who_is_meant;

pub use day_status::day_status;
pub(crate) use day_status::judge;
pub use desk_cover::{CoverState, HalfCover};
pub(crate) use expected_day::{
    DayParams, ReportLaw, Shift, arrange, expected_day, hours_parameters, part_windows, report_due_on,
};
pub use finding_code::FindingCode;
pub(crate) use month_text::{decode_month, encode_month};
pub use rate::{Rates, Tally, rates};
pub use recap_difference::RecapDifference;
pub(crate) use recap_difference::difference;
