//! The day of a person with all its evidence, and the calendar of a month.

use crate::model::{DayStatus, Duty, ExpectedDay};
use crate::ops::day_law::{self, KnownLaw};
use crate::ops::rebuild::{self, Roster, elapsed_minutes, first_of, last_of};
use crate::rules::{self, Rates, Tally, decode_month, rates};
use crate::store::days::{self as store, CheckinRow, FindingRow, PunchRow, RecapRow, RequestRow};
use crate::store::derived;
use chrono::{DateTime, Days, NaiveDate, Utc};
use siaga_access::Action;
use siaga_arrangements::Arranged;
use siaga_directory::{self as directory, Identity, PinSpan};
use siaga_platform::{Ctx, Problem};
use siaga_policy::Decision;
use uuid::Uuid;

/// The day of a person.
#[derive(Debug)]
pub(crate) struct DayView {
    pub(crate) person: Identity,
    pub(crate) agency: Option<directory::Agency>,
    pub(crate) on: NaiveDate,
    /// Nothing for a day that has not come, or on which the person is not in service.
    pub(crate) decision: Option<Decision<DayStatus>>,
    pub(crate) expected: Option<ExpectedDay>,
    /// Where a signed roster has the person, if one had any effect.
    pub(crate) arranged: Option<Arranged>,
    pub(crate) is_over: bool,
    pub(crate) punches: Vec<PunchRow>,
    pub(crate) checkins: Vec<CheckinRow>,
    pub(crate) recaps: Vec<RecapRow>,
    pub(crate) requests: Vec<RequestRow>,
    pub(crate) findings: Vec<FindingRow>,
}

/// A month of a person.
#[derive(Debug)]
pub(crate) struct MonthView {
    pub(crate) person: Identity,
    pub(crate) agency: Option<directory::Agency>,
    pub(crate) month: NaiveDate,
    /// Each day with its status and where duty is; nothing for days without service.
    pub(crate) days: Vec<(NaiveDate, Option<DayStatus>, Option<Duty>)>,
    pub(crate) rates: Rates,
    pub(crate) late_minutes: i32,
    pub(crate) early_minutes: i32,
}

/// Returns the day of a person with everything that it rests on.
///
/// # Shape
/// Judged anew from the facts, so that it never shows what is not there any more.
///
/// # Errors
/// `directory.employee_missing`, `platform.forbidden`.
pub(crate) async fn day_of(ctx: &Ctx, uid: Uuid, on: NaiveDate) -> Result<DayView, Problem> {
    day_known(ctx, uid, on, None).await
}

/// Returns the same as it was known at an instant: judged from the facts that were recorded by then.
///
/// # Errors
/// As [`day_of`].
pub(crate) async fn day_known(
    ctx: &Ctx,
    uid: Uuid,
    on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<DayView, Problem> {
    let person = directory::identity(ctx, uid).await?;
    let agency = permitted_agency(ctx, person.id, on).await?;
    let roster = Roster::read(ctx, Some(&[person.id]), on, on).await?;
    let serves = roster.workers.first().is_some_and(|worker| worker.place_on(on).is_some());
    let pins = directory::pins_of(ctx, &[person.id], on, on + Days::new(1)).await?;
    let connection = ctx.db().reader();
    let task = rebuild::gather_known(ctx, connection, roster, (on, on), known_at).await?;
    let mut view = DayView {
        agency,
        on,
        decision: None,
        expected: None,
        arranged: None,
        is_over: false,
        punches: own_punches(ctx, &pins, on).await?,
        checkins: store::checkins(connection, person.id, on).await?,
        recaps: store::recaps(connection, person.id, on).await?,
        requests: store::requests(connection, person.id, on).await?,
        findings: store::findings(connection, person.id, on).await?,
        person,
    };
    if serves && on <= task.now.date() {
        let (expected, arranged) = task.expected_on(0, on);
        let mut marks = Vec::new();
        task.facts.marks_of(0, on, &mut marks);
        let elapsed = elapsed_minutes(task.now, on);
        view.is_over = expected.hours.is_none_or(|hours| elapsed > hours.window.until_minute);
        view.decision = Some(rules::day_status(&expected, &task.evidence(0, on, &marks), elapsed));
        view.keep_scans_of(&expected);
        view.expected = Some(expected);
        view.arranged = arranged;
    } else {
        view.punches.retain(|punch| punch.punched_on == on);
    }
    if let Some(known_at) = known_at {
        view.forget_after(known_at);
    }
    Ok(view)
}

impl DayView {
    /// Leaves out what was recorded after an instant, and undoes what was decided after it.
    fn forget_after(&mut self, known_at: DateTime<Utc>) {
        self.punches.retain(|punch| punch.received_at.is_none_or(|at| at <= known_at));
        self.checkins.retain(|checkin| checkin.received_at <= known_at);
        self.recaps.retain(|recap| recap.signed_at.is_some_and(|at| at <= known_at));
        let mut newest = None;
        for recap in &mut self.recaps {
            // The first version of each agency is its newest: it was in force then.
            if newest.replace(recap.agency_id) != Some(recap.agency_id) && recap.state == "superseded" {
                "signed".clone_into(&mut recap.state);
            }
        }
        self.requests.retain(|request| request.made_at <= known_at);
        for request in &mut self.requests {
            if request.decided_at.is_some_and(|at| at > known_at) {
                "open".clone_into(&mut request.state);
                (request.decided_at, request.decided_name) = (None, None);
            }
        }
        for finding in &mut self.findings {
            finding.resolved_at = finding.resolved_at.filter(|at| *at <= known_at);
        }
    }

    /// Scans of the next morning belong to this day only inside the window of a night shift.
    fn keep_scans_of(&mut self, expected: &ExpectedDay) {
        let on = self.on;
        self.punches.retain(|punch| {
            punch.punched_on == on
                || expected.hours.is_some_and(|hours| hours.window.has(punch.second_of_day + 86_400))
        });
    }
}

/// Returns the calendar of a month of a person.
///
/// # Errors
/// `directory.employee_missing`, `platform.forbidden`.
pub(crate) async fn month_of(ctx: &Ctx, uid: Uuid, month: NaiveDate) -> Result<MonthView, Problem> {
    let person = directory::identity(ctx, uid).await?;
    let month = first_of(month);
    let last = last_of(month);
    let agency = permitted_agency(ctx, person.id, last.min(ctx.today()).max(month)).await?;
    let rows = derived::months(ctx.db().reader(), month, Some(&[person.id])).await?;
    let stored = rows.first().and_then(|row| decode_month(&row.days)).unwrap_or_default();
    let roster = Roster::read(ctx, Some(&[person.id]), month, last).await?;
    let task = rebuild::gather(ctx, ctx.db().reader(), roster, (month, last)).await?;
    let worker = task.roster.workers.first();
    let duty = |on| worker?.place_on(on).map(|_| task.expected_on(0, on).0.duty);
    let days: Vec<(NaiveDate, Option<DayStatus>, Option<Duty>)> = month
        .iter_days()
        .take_while(|on| *on <= last)
        .enumerate()
        .map(|(index, on)| (on, stored.get(index).copied().flatten(), duty(on)))
        .collect();
    let mut tally = Tally::default();
    let judged = || days.iter().filter_map(|(_, day, _)| *day);
    for day in judged() {
        tally.add(day.kind, 1);
    }
    let place = &ctx.government.region;
    let leave_is_obliged =
        day_law::leave_is_obliged(KnownLaw { law: ctx.law(), known_on: None }, place, month);
    Ok(MonthView {
        person,
        agency,
        month,
        rates: rates(&tally, leave_is_obliged),
        late_minutes: judged().map(|day| day.late_minutes).sum(),
        early_minutes: judged().map(|day| day.early_minutes).sum(),
        days,
    })
}

/// Returns the agency of a person on a day when the actor may see the person's days.
async fn permitted_agency(
    ctx: &Ctx,
    employee_id: i64,
    on: NaiveDate,
) -> Result<Option<directory::Agency>, Problem> {
    let placed = directory::person_by_id(ctx, employee_id, on).await?;
    let agency = match placed {
        Some(person) => Some(directory::agency(ctx, person.agency_id).await?),
        None => None,
    };
    let path = agency.as_ref().map(|agency| agency.path.clone()).unwrap_or_default();
    let mut resource = ctx.in_agency(&path);
    resource.employee = Some(employee_id);
    if !ctx.may(Action::DayViewOwn, &resource).permit {
        ctx.require(Action::DayView, &resource)?;
    }
    Ok(agency)
}

/// A PIN may have been somebody else's the day before: only scans of its own days are shown.
async fn own_punches(ctx: &Ctx, pins: &[PinSpan], on: NaiveDate) -> Result<Vec<PunchRow>, Problem> {
    let numbers: Vec<String> = pins.iter().map(|span| span.pin.clone()).collect();
    let mut rows = store::punches(ctx.db().reader(), ctx.government.id, &numbers, on).await?;
    let is_own = |span: &PinSpan, row: &PunchRow| {
        let is_in_time =
            span.from_on <= row.punched_on && span.until_on.is_none_or(|until| row.punched_on <= until);
        is_in_time && span.pin_group == row.pin_group && span.pin == row.pin
    };
    rows.retain(|row| pins.iter().any(|span| is_own(span, row)));
    Ok(rows)
}
