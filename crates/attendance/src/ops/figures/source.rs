//! Where figures come from: the stored days, or days judged anew as they were known at an instant.

use crate::model::DayStatus;
use crate::ops::rebuild::{self, PersonDays, Task, Worker, first_of, last_of};
use crate::rules::decode_month;
use crate::store::derived;
use chrono::{DateTime, Months, NaiveDate, Utc};
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::sync::Arc;

/// Days of people.
#[derive(Debug)]
pub(crate) enum Source {
    /// As they are stored, with all that is known now.
    Stored,
    /// As they were known at an instant, by month. Nothing of it is written.
    Known(Vec<KnownMonth>),
}

/// The days of a span inside one month.
#[derive(Debug)]
pub(crate) struct KnownMonth {
    month: NaiveDate,
    task: Arc<Task>,
    judged: Vec<PersonDays>,
}

/// The days of one person in a month, from its first day on.
pub(crate) type PersonMonth = (i64, Vec<Option<DayStatus>>);

impl Source {
    /// Opens the days of those who served in some agencies in a span.
    ///
    /// # Shape
    /// An instant that has not come asks for all that is known now.
    pub(crate) async fn open(
        ctx: &Ctx,
        agencies: &[Agency],
        span: (NaiveDate, NaiveDate),
        known_at: Option<DateTime<Utc>>,
    ) -> Result<Self, Problem> {
        let Some(known_at) = known_at.filter(|at| *at < ctx.now()) else { return Ok(Self::Stored) };
        let mut employees: Vec<i64> = directory::spans_between(ctx, span.0, span.1)
            .await?
            .into_iter()
            .filter(|served| agencies.iter().any(|agency| agency.id == served.agency_id))
            .map(|served| served.employee_id)
            .collect();
        employees.dedup();
        let mut months = Vec::new();
        let mut month = first_of(span.0);
        while month <= span.1 {
            let part = (span.0.max(month), span.1.min(last_of(month)));
            let (task, judged) = rebuild::judge_known(ctx, &employees, part, known_at).await?;
            months.push(KnownMonth { month, task, judged });
            month = month + Months::new(1);
        }
        Ok(Self::Known(months))
    }

    /// Returns the days of some people in the month that begins with a day.
    pub(crate) async fn days(
        &self,
        ctx: &Ctx,
        month: NaiveDate,
        employees: &[i64],
    ) -> Result<Vec<PersonMonth>, Problem> {
        let Self::Known(months) = self else {
            let rows = derived::months(ctx.db().reader(), month, Some(employees)).await?;
            let decoded =
                rows.into_iter().filter_map(|row| Some((row.employee_id, decode_month(&row.days)?)));
            return Ok(decoded.collect());
        };
        let Some(known) = months.iter().find(|known| known.month == month) else { return Ok(Vec::new()) };
        Ok(employees.iter().filter_map(|id| Some((*id, known.days_of(*id)?))).collect())
    }
}

impl KnownMonth {
    /// Hands every judged day to `take`, with the person.
    pub(crate) fn each(&self, mut take: impl FnMut(&Worker, NaiveDate, DayStatus)) {
        for (worker, person) in self.task.roster.workers.iter().zip(&self.judged) {
            for (on, day) in self.task.from_on.iter_days().zip(&person.days) {
                if let Some(day) = day {
                    take(worker, on, *day);
                }
            }
        }
    }

    fn days_of(&self, employee_id: i64) -> Option<Vec<Option<DayStatus>>> {
        let person = self.judged.get(self.task.roster.position(employee_id)? as usize)?;
        let before = usize::try_from((self.task.from_on - self.month).num_days()).ok()?;
        let mut days = vec![None; before];
        days.extend_from_slice(&person.days);
        Some(days)
    }
}
