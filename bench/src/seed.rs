//! Days of people as attendance derives them, written straight into its tables.

use crate::world;
use anyhow::Result;
use chrono::{Datelike, Months, NaiveDate, Weekday};
use siaga_attendance::{DayStatus, StaffGroup, StatusKind};
use siaga_directory::{Span, spans_between};
use siaga_platform::Ctx;
use siaga_platform::db::{self, Bulk, Insert, Tx};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How much was written.
#[derive(Debug, Default)]
pub(crate) struct Seeded {
    pub(crate) months: usize,
    pub(crate) counts: usize,
    pub(crate) exceptions: usize,
}

/// Day, agency, unit, group and status.
type CountKey = (NaiveDate, i64, i64, StaffGroup, StatusKind);

/// What is counted of a [`CountKey`].
#[derive(Debug, Default)]
struct Count {
    people: i64,
    late_people: i64,
    late_minutes: i64,
    early_people: i64,
    early_minutes: i64,
}

const MONTHS: Insert<'_> =
    Insert { table: "attendance_month_derived", columns: &["month", "employee_id", "days"], tail: "" };
const COUNTS: Insert<'_> = Insert {
    table: "attendance_count_derived",
    columns: &[
        "day",
        "agency_id",
        "unit_id",
        "staff_group",
        "status",
        "people",
        "late_people",
        "late_minutes",
        "early_people",
        "early_minutes",
    ],
    tail: "",
};
const EXCEPTIONS: Insert<'_> = Insert {
    table: "attendance_exception_derived",
    columns: &["day", "employee_id", "agency_id", "unit_id", "status", "late_minutes", "early_minutes"],
    tail: "",
};

/// Replaces everything derived by invented days of everybody in service, from one day to another.
pub(crate) async fn days(ctx: &Ctx, from_on: NaiveDate, until_on: NaiveDate) -> Result<Seeded> {
    let people = spans_between(ctx, from_on, until_on).await.map_err(world::explain)?;
    let tx = ctx.db().begin().await?;
    for table in [MONTHS.table, COUNTS.table, EXCEPTIONS.table] {
        db::exec(&*tx, &format!("delete from {table}"), []).await?;
    }
    tx.commit().await?;
    let mut seeded = Seeded::default();
    let mut month = from_on.with_day(1).expect("every month has a first day");
    while month <= until_on {
        let days: Vec<NaiveDate> = month.iter_days().take_while(|on| on.month() == month.month()).collect();
        let is_seeded = |on: NaiveDate| from_on <= on && on <= until_on;
        let tx = ctx.db().begin().await?;
        seeded.months += write_months(&tx, month, &days, &people, is_seeded).await?;
        let days: Vec<NaiveDate> = days.into_iter().filter(|on| is_seeded(*on)).collect();
        seeded.counts += write_counts(&tx, &days, &people).await?;
        seeded.exceptions += write_exceptions(&tx, &days, &people).await?;
        tx.commit().await?;
        month = month + Months::new(1);
    }
    Ok(seeded)
}

/// Returns what a day of a person was: the same for the same person and day, and about as in an office.
pub(crate) fn status(employee_id: i64, on: NaiveDate) -> DayStatus {
    if matches!(on.weekday(), Weekday::Sat | Weekday::Sun) {
        return DayStatus::plain(StatusKind::Off);
    }
    let mixed = mix(employee_id.unsigned_abs() << 24 | u64::from(on.num_days_from_ce().unsigned_abs()));
    let minutes = i32::try_from(1 + mixed / 1000 % 45).expect("less than an hour");
    let present = DayStatus::plain(StatusKind::Present);
    match mixed % 1000 {
        0..30 => DayStatus::plain(StatusKind::Leave),
        30..45 => DayStatus::plain(StatusKind::OfficialTravel),
        45..55 => DayStatus::plain(StatusKind::Sick),
        55..62 => DayStatus::plain(StatusKind::Excused),
        62..65 => DayStatus::plain(StatusKind::Unexcused),
        65..70 => DayStatus::plain(StatusKind::NoRecord),
        70..80 => DayStatus::plain(StatusKind::WorkFromHome),
        80..120 => DayStatus { late_minutes: minutes, ..present },
        120..130 => DayStatus { early_minutes: minutes, ..present },
        _ => present,
    }
}

/// Spreads near numbers over all numbers.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

async fn write_months(
    tx: &Tx,
    month: NaiveDate,
    days: &[NaiveDate],
    people: &[Span],
    is_seeded: impl Fn(NaiveDate) -> bool,
) -> Result<usize> {
    let mut bulk = Bulk::new(MONTHS);
    for person in people {
        let mut text = String::with_capacity(days.len() * 3);
        for (index, on) in days.iter().enumerate() {
            if index > 0 {
                text.push(';');
            }
            if is_seeded(*on) {
                write_day(&mut text, status(person.employee_id, *on));
            }
        }
        bulk.push(tx, [month.into(), person.employee_id.into(), text.into()]).await?;
    }
    Ok(usize::try_from(bulk.finish(tx).await?)?)
}

/// Writes a day in the form of the table: a letter, late minutes, `-` and early minutes.
fn write_day(text: &mut String, day: DayStatus) {
    text.push(match day.kind {
        StatusKind::Present => 'P',
        StatusKind::WorkFromHome => 'W',
        StatusKind::Sick => 'S',
        StatusKind::Excused => 'E',
        StatusKind::Leave => 'L',
        StatusKind::OfficialTravel => 'T',
        StatusKind::Unexcused => 'U',
        StatusKind::NoRecord => 'N',
        StatusKind::Off => 'O',
    });
    if day.late_minutes > 0 {
        write!(text, "{}", day.late_minutes).expect("writing to a string");
    }
    if day.early_minutes > 0 {
        write!(text, "-{}", day.early_minutes).expect("writing to a string");
    }
}

async fn write_counts(tx: &Tx, days: &[NaiveDate], people: &[Span]) -> Result<usize> {
    let mut bulk = Bulk::new(COUNTS);
    for on in days {
        for ((day, agency_id, unit_id, group, kind), count) in counts(*on, people) {
            let row = [
                day.into(),
                agency_id.into(),
                unit_id.into(),
                group.as_str().into(),
                kind.as_str().into(),
                count.people.into(),
                count.late_people.into(),
                count.late_minutes.into(),
                count.early_people.into(),
                count.early_minutes.into(),
            ];
            bulk.push(tx, row).await?;
        }
    }
    Ok(usize::try_from(bulk.finish(tx).await?)?)
}

/// Counts a day; whoever was not expected is not counted.
fn counts(on: NaiveDate, people: &[Span]) -> BTreeMap<CountKey, Count> {
    let mut counts: BTreeMap<CountKey, Count> = BTreeMap::new();
    for person in people {
        let day = status(person.employee_id, on);
        if day.kind == StatusKind::Off {
            continue;
        }
        let group = if person.kind.is_civil_servant() {
            StaffGroup::CivilServant
        } else {
            StaffGroup::ContractWorker
        };
        let count = counts.entry((on, person.agency_id, person.unit_id, group, day.kind)).or_default();
        count.people += 1;
        count.late_people += i64::from(day.late_minutes > 0);
        count.late_minutes += i64::from(day.late_minutes);
        count.early_people += i64::from(day.early_minutes > 0);
        count.early_minutes += i64::from(day.early_minutes);
    }
    counts
}

async fn write_exceptions(tx: &Tx, days: &[NaiveDate], people: &[Span]) -> Result<usize> {
    let mut bulk = Bulk::new(EXCEPTIONS);
    for on in days {
        for person in people {
            let day = status(person.employee_id, *on);
            if day.is_ordinary() {
                continue;
            }
            let row = [
                (*on).into(),
                person.employee_id.into(),
                person.agency_id.into(),
                person.unit_id.into(),
                day.kind.as_str().into(),
                day.late_minutes.into(),
                day.early_minutes.into(),
            ];
            bulk.push(tx, row).await?;
        }
    }
    Ok(usize::try_from(bulk.finish(tx).await?)?)
}
