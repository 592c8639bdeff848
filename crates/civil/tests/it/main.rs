//! The tests of the crate from outside: tables at the boundaries, and properties for every value.

mod calendar;
mod dates;
mod identity;
mod national_calendar;
mod numbers;
mod region;
mod serial_form;
mod totality;
mod zone;

use chrono::NaiveDate;

/// Returns a date written in ISO form.
fn day(text: &str) -> NaiveDate {
    text.parse().expect("the test writes a date")
}
