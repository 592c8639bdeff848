//! Tests of the gate through its public face.

mod gate;
mod loading;
mod matrix;
mod reference;

use std::sync::LazyLock;

use chrono::NaiveDate;
use siaga_access::{Gate, Grant, Resource, Role, Subject};

static GATE: LazyLock<Gate> = LazyLock::new(|| Gate::load().expect("the shipped texts are sound"));

/// The day of May 2020 on which the tests ask.
fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 5, day).expect("a day of May")
}

fn grant(role: Role, agency: Option<&[i64]>) -> Grant {
    Grant { role, agency: agency.map(<[i64]>::to_vec), from_on: day(1), until_on: Some(day(28)) }
}

/// An account of government 1 with employee 7.
fn subject(grants: Vec<Grant>) -> Subject {
    Subject { account: Some("ani".to_owned()), employee: Some(7), government: 1, grants }
}

fn record(agency_path: &[i64]) -> Resource {
    Resource { government: 1, agency_path: agency_path.to_vec(), employee: None, made_by: None }
}
