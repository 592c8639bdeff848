//! The facts of a period, laid out by person and day.

use super::roster::{Roster, holder};
use crate::model::{AbsenceKind, PaperStatus, PunchMark, PunchSource, StatusKind};
use crate::params;
use crate::rules::Shift;
use crate::store::day_facts::{self, ApprovedRequest, Folded, Period, Schedule};
use chrono::{Days, NaiveDate};
use siaga_platform::Ctx;
use siaga_platform::db::{ConnectionTrait, DbError};
use siaga_policy::Question;
use std::collections::HashMap;

/// Seconds of a civil day; none has a leap second on a terminal.
pub(crate) const DAY_SECONDS: i64 = 86_400;
/// More PINs than these are not named in SQL: reading all is then as fast.
const MOST_NAMED_PINS: usize = 200;
/// Days after the last judged one whose scans may still count: a night shift and its window.
const DAYS_AFTER: u64 = 2;

/// The facts about everybody of a roster, from `first` on.
#[derive(Debug)]
pub(crate) struct Facts {
    first: NaiveDate,
    days: usize,
    /// Sorted: worker, second since `first`, source, packed by [`pack`].
    marks: Vec<u64>,
    /// Where the marks of each worker begin; one more than there are workers.
    offsets: Vec<usize>,
    paper: Vec<Option<PaperStatus>>,
    absence: Vec<Option<AbsenceKind>>,
    decided: Vec<Option<StatusKind>>,
    /// By cell, each in the order of its beginnings.
    excused: HashMap<usize, Vec<(i32, i32)>>,
    schedules: Vec<Schedule>,
}

impl Facts {
    /// Reads the facts of the days from `period.from_on` to `period.until_on`.
    pub(crate) async fn read(
        ctx: &Ctx,
        connection: &impl ConnectionTrait,
        roster: &Roster,
        period: Period,
    ) -> Result<Self, DbError> {
        let days = usize::try_from((period.until_on - period.from_on).num_days() + 1).unwrap_or(0);
        let cells = roster.workers.len() * days;
        let mut facts = Self {
            first: period.from_on,
            days,
            marks: Vec::new(),
            offsets: Vec::new(),
            paper: vec![None; cells],
            absence: vec![None; cells],
            decided: vec![None; cells],
            excused: HashMap::new(),
            schedules: day_facts::schedules(connection, period).await?,
        };
        facts.add_punches(connection, roster, period).await?;
        let wider = Period { until_on: period.until_on + Days::new(DAYS_AFTER), ..period };
        let known_on = super::known_on(ctx, period.known_at);
        for row in day_facts::checkins(connection, wider).await? {
            facts.add_checkins(roster, &row, far_metres(ctx, row.day, known_on));
        }
        for row in day_facts::recap_lines(connection, period).await? {
            facts.add_recap(roster, &row);
        }
        for request in day_facts::approved_requests(connection, period).await? {
            facts.add_request(roster, period, &request);
        }
        for resolved in day_facts::resolved_findings(connection, period).await? {
            let cell = facts.cell(roster, resolved.employee_id, resolved.day);
            if let (Some(cell), Some(kind)) = (cell, StatusKind::parse(&resolved.resolution)) {
                facts.decided[cell] = Some(kind);
            }
        }
        facts.sort_marks(roster.workers.len());
        Ok(facts)
    }

    /// Returns the marks of a worker around a day, in the order of time, into `marks`.
    pub(crate) fn marks_of(&self, worker: usize, on: NaiveDate, marks: &mut Vec<PunchMark>) {
        marks.clear();
        let own = &self.marks[self.offsets[worker]..self.offsets[worker + 1]];
        let midnight = (on - self.first).num_days() * DAY_SECONDS;
        let second = |mark: u64| second_of(mark) - midnight;
        let from = own.partition_point(|mark| second(*mark) < -DAY_SECONDS);
        for mark in &own[from..] {
            let second = second(*mark);
            if second >= 3 * DAY_SECONDS {
                break;
            }
            let second = i32::try_from(second).expect("three days have few seconds");
            marks.push(PunchMark { second, source: PunchSource::ALL[(mark & 3) as usize] });
        }
    }

    pub(crate) fn paper(&self, worker: usize, on: NaiveDate) -> Option<PaperStatus> {
        self.paper[self.cell_of(worker, on)?]
    }

    pub(crate) fn absence(&self, worker: usize, on: NaiveDate) -> Option<AbsenceKind> {
        self.absence[self.cell_of(worker, on)?]
    }

    pub(crate) fn decided(&self, worker: usize, on: NaiveDate) -> Option<StatusKind> {
        self.decided[self.cell_of(worker, on)?]
    }

    pub(crate) fn excused(&self, worker: usize, on: NaiveDate) -> &[(i32, i32)] {
        let cell = self.cell_of(worker, on);
        cell.and_then(|cell| self.excused.get(&cell)).map_or(&[], Vec::as_slice)
    }

    /// Returns whether anybody has a schedule, so that most rebuilds need not ask person by person.
    pub(crate) fn has_schedules(&self) -> bool {
        !self.schedules.is_empty()
    }

    /// Returns the shift that holds: the person's before the unit's, the newest recorded first.
    pub(crate) fn shift(&self, employee_id: i64, unit_id: i64, on: NaiveDate) -> Option<Shift> {
        let holds = |schedule: &&Schedule| {
            schedule.from_on <= on && schedule.until_on.is_none_or(|until| on <= until)
        };
        let mut live = self.schedules.iter().rev().filter(holds);
        let own = live.clone().find(|schedule| schedule.employee_id == Some(employee_id));
        let of_unit =
            || live.find(|schedule| schedule.employee_id.is_none() && schedule.unit_id == Some(unit_id));
        let schedule = own.or_else(of_unit)?;
        Some(Shift::new(&schedule.weekdays, schedule.start_minute, schedule.end_minute))
    }

    async fn add_punches(
        &mut self,
        connection: &impl ConnectionTrait,
        roster: &Roster,
        period: Period,
    ) -> Result<(), DbError> {
        let groups: HashMap<i64, String> = day_facts::terminal_groups(connection, period.government_id)
            .await?
            .into_iter()
            .map(|terminal| (terminal.id, terminal.pin_group))
            .collect();
        let pins = roster.all_pins();
        let named = (pins.len() <= MOST_NAMED_PINS).then_some(pins.as_slice());
        if named.is_some_and(<[&str]>::is_empty) {
            return Ok(());
        }
        let wider = Period { until_on: period.until_on + Days::new(DAYS_AFTER), ..period };
        for row in day_facts::punches(connection, wider, named).await? {
            let Some(pins) = groups.get(&row.owner_id).and_then(|group| roster.pins_of(group)) else {
                continue;
            };
            for entry in row.entries.split(';') {
                let Some((second, pin)) = entry.split_once(' ') else { continue };
                if let (Ok(second), Some(worker)) = (second.parse(), holder(pins, pin, row.day)) {
                    self.add_mark(worker, row.day, second, PunchSource::Terminal);
                }
            }
        }
        Ok(())
    }

    /// Only a known distance within the limit proves the place of work.
    fn add_checkins(&mut self, roster: &Roster, row: &Folded, far_metres: Option<i64>) {
        for entry in row.entries.split(';') {
            let mut parts = entry.splitn(3, ' ');
            let second = parts.next().and_then(|part| part.parse().ok());
            let worker = parts.next().and_then(|part| part.parse().ok()).and_then(|id| roster.position(id));
            let distance = parts.next().and_then(|part| part.parse::<i64>().ok());
            let is_near = distance.zip(far_metres).is_some_and(|(distance, limit)| distance <= limit);
            let source = if is_near { PunchSource::PhoneNear } else { PunchSource::PhoneFar };
            if let (Some(second), Some(worker)) = (second, worker) {
                self.add_mark(worker, row.day, second, source);
            }
        }
    }

    /// A person who moved may stand in two recaps: the agency of the day is believed.
    fn add_recap(&mut self, roster: &Roster, row: &Folded) {
        for entry in row.entries.split(';') {
            let Some((employee, status)) = entry.split_once(':') else { continue };
            let Some(worker) = employee.parse().ok().and_then(|id| roster.position(id)) else { continue };
            let Some(cell) = self.cell_of(worker as usize, row.day) else { continue };
            let place = roster.workers[worker as usize].place_on(row.day);
            let is_own_agency = place.is_some_and(|place| place.agency_id == row.owner_id);
            if is_own_agency || self.paper[cell].is_none() {
                self.paper[cell] = PaperStatus::parse(status);
            }
        }
    }

    fn add_request(&mut self, roster: &Roster, period: Period, request: &ApprovedRequest) {
        let Some(worker) = roster.position(request.employee_id) else { return };
        let from_on = request.from_on.max(period.from_on);
        let until_on = request.until_on.min(period.until_on);
        for on in from_on.iter_days().take_while(|on| *on <= until_on) {
            let Some(cell) = self.cell_of(worker as usize, on) else { continue };
            let kind = match request.kind.as_str() {
                "leave" => AbsenceKind::Leave,
                "official_travel" => AbsenceKind::OfficialTravel,
                "sick" => AbsenceKind::Sick,
                "excuse" => AbsenceKind::Excused,
                "forgot_punch" => {
                    for minute in [request.start_minute, request.end_minute].into_iter().flatten() {
                        self.add_mark(worker, on, minute * 60, PunchSource::Correction);
                    }
                    continue;
                }
                _ => continue,
            };
            match (kind, request.start_minute, request.end_minute) {
                (AbsenceKind::Excused, Some(start), Some(end)) => {
                    let spans = self.excused.entry(cell).or_default();
                    spans.push((start, end));
                    spans.sort_unstable();
                }
                // The strongest kind comes first in the order.
                _ => self.absence[cell] = Some(self.absence[cell].map_or(kind, |known| known.min(kind))),
            }
        }
    }

    fn add_mark(&mut self, worker: u32, on: NaiveDate, second: i32, source: PunchSource) {
        let second = (on - self.first).num_days() * DAY_SECONDS + i64::from(second);
        if second >= 0 {
            self.marks.push(pack(worker, second, source));
        }
    }

    fn sort_marks(&mut self, workers: usize) {
        self.marks.sort_unstable();
        self.offsets = Vec::with_capacity(workers + 1);
        let mut at = 0;
        for worker in 0..workers as u64 {
            self.offsets.push(at);
            at += self.marks[at..].partition_point(|mark| mark >> WORKER_SHIFT <= worker);
        }
        self.offsets.push(at);
    }

    fn cell(&self, roster: &Roster, employee_id: i64, on: NaiveDate) -> Option<usize> {
        self.cell_of(roster.position(employee_id)? as usize, on)
    }

    fn cell_of(&self, worker: usize, on: NaiveDate) -> Option<usize> {
        let day = usize::try_from((on - self.first).num_days()).ok()?;
        (day < self.days).then_some(worker * self.days + day)
    }
}

/// Returns the distance up to which a check-in is one at the place of work, by the law of its day.
fn far_metres(ctx: &Ctx, on: NaiveDate, known_on: Option<NaiveDate>) -> Option<i64> {
    let question = Question { known_on, ..Question::on(on).at(&ctx.government.region) };
    ctx.law().book.ruling(params::FAR_CHECKIN_METRES, &question)?.integer()
}

/// Bits of the source at the low end, then those of the second, then the worker.
const SECOND_SHIFT: u32 = 2;
const WORKER_SHIFT: u32 = 36;

fn pack(worker: u32, second: i64, source: PunchSource) -> u64 {
    let second = u64::try_from(second).expect("marks begin with the first day");
    (u64::from(worker) << WORKER_SHIFT) | (second << SECOND_SHIFT) | source as u64
}

fn second_of(mark: u64) -> i64 {
    i64::try_from((mark >> SECOND_SHIFT) & ((1 << (WORKER_SHIFT - SECOND_SHIFT)) - 1))
        .expect("34 bits fit into 63")
}
