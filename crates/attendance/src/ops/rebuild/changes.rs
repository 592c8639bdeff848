//! What differs between the derived rows and the judged days.

use super::last_of;
use super::roster::Worker;
use crate::model::{DayStatus, StatusKind};
use crate::rules::decode_month;
use crate::store::derived::{self, CountKey, Counts, ExceptionRow};
use chrono::NaiveDate;
use siaga_platform::db::{ConnectionTrait, DbError};
use std::collections::HashMap;

/// The differences of counts, and the exceptions of the people who changed.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) counts: Counts,
    pub(crate) exceptions: Vec<ExceptionRow>,
}

impl Changes {
    /// Adds a person whose days from `first` on were `before` and are `after`.
    ///
    /// # Shape
    /// An empty `before` means that nothing was counted. Days off are not counted: figures are about
    /// those who were expected.
    pub(crate) fn add_person(
        &mut self,
        worker: &Worker,
        first: NaiveDate,
        before: &[Option<DayStatus>],
        after: &[Option<DayStatus>],
    ) {
        for (index, (on, now)) in first.iter_days().zip(after).enumerate() {
            let was = before.get(index).copied().flatten();
            if let Some(now) = now.filter(|day| !day.is_ordinary()) {
                self.add_exception(worker, on, now);
            }
            if was != *now {
                self.count(worker, on, was, -1);
                self.count(worker, on, *now, 1);
            }
        }
    }

    fn add_exception(&mut self, worker: &Worker, day: NaiveDate, status: DayStatus) {
        let Some(place) = worker.place_on(day) else { return };
        self.exceptions.push(ExceptionRow {
            day,
            employee_id: worker.employee_id,
            agency_id: place.agency_id,
            unit_id: place.unit_id,
            status,
        });
    }

    fn count(&mut self, worker: &Worker, day: NaiveDate, status: Option<DayStatus>, sign: i64) {
        let Some(status) = status.filter(|status| status.kind != StatusKind::Off) else { return };
        let Some(place) = worker.place_on(day) else { return };
        let key = CountKey {
            day,
            agency_id: place.agency_id,
            unit_id: place.unit_id,
            group: place.group,
            kind: status.kind,
        };
        self.counts.entry(key).or_default().add(status, sign);
    }
}

/// The months as they are stored.
#[derive(Debug)]
pub(crate) struct OldMonths(HashMap<i64, Vec<Option<DayStatus>>>);

impl OldMonths {
    /// Reads the months of people; a text that is not ours counts as none.
    pub(crate) async fn read(
        connection: &impl ConnectionTrait,
        month: NaiveDate,
        employees: Option<&[i64]>,
    ) -> Result<Self, DbError> {
        let rows = derived::months(connection, month, employees).await?;
        let decoded = rows.into_iter().filter_map(|row| Some((row.employee_id, decode_month(&row.days)?)));
        Ok(Self(decoded.filter(|(_, days)| days.len() == days_in(month)).collect()))
    }

    pub(crate) fn has(&self, employee_id: i64) -> bool {
        self.0.contains_key(&employee_id)
    }

    pub(crate) fn days_of(&self, employee_id: i64, month: NaiveDate) -> Vec<Option<DayStatus>> {
        self.0.get(&employee_id).cloned().unwrap_or_else(|| vec![None; days_in(month)])
    }
}

fn days_in(month: NaiveDate) -> usize {
    usize::try_from((last_of(month) - month).num_days() + 1).expect("a month has days")
}
