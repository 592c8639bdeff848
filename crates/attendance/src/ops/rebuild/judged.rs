//! Applies the rule of a day to everybody, on all cores.

use super::facts::Facts;
use super::roster::{Roster, Worker};
use crate::model::{DayEvidence, DayStatus, ExpectedDay, PunchMark};
use crate::ops::day_law::{self, KnownLaw};
use crate::rules::{self, DayParams, FindingCode};
use chrono::{Days, NaiveDate, NaiveDateTime};
use siaga_civil::{CalendarDay, RegionCode};

/// Workers that one thread judges at least; below twice as many a second thread costs more than it brings.
const WORKERS_A_THREAD: usize = 500;
/// More threads than these wait for the memory.
const MOST_THREADS: usize = 4;

/// The law of consecutive days with what it expects of people without a schedule.
#[derive(Debug)]
pub(crate) struct LawDays {
    first: NaiveDate,
    begins_on: NaiveDate,
    days: Vec<(CalendarDay, DayParams)>,
    expected: Vec<ExpectedDay>,
}

impl LawDays {
    /// Asks the law for each day of a period and one on each side, where windows of scans may meet.
    ///
    /// Days before `begins_on` are marked: the government kept no records here yet.
    pub(crate) fn ask(
        known: KnownLaw<'_>,
        place: &RegionCode,
        begins_on: NaiveDate,
        (from_on, until_on): (NaiveDate, NaiveDate),
    ) -> Self {
        let first = from_on - Days::new(1);
        let days: Vec<(CalendarDay, DayParams)> = first
            .iter_days()
            .take_while(|on| *on <= until_on + Days::new(1))
            .map(|on| {
                let params = day_law::known_day_params(known, place, on);
                (known.law.calendar.day(on, None, params.week), params)
            })
            .collect();
        let mut law_days = Self { first, begins_on, days, expected: Vec::new() };
        law_days.expected = law_days.expected_by(|_| None);
        law_days
    }

    /// Returns what is expected of one person, day by day from `first`.
    pub(crate) fn expected_of(&self, worker: &Worker, facts: &Facts) -> Vec<ExpectedDay> {
        self.expected_by(|on| {
            let place = worker.place_on(on)?;
            facts.shift(worker.employee_id, place.unit_id, on)
        })
    }

    fn expected_by(&self, shift: impl Fn(NaiveDate) -> Option<rules::Shift>) -> Vec<ExpectedDay> {
        let days = self.first.iter_days().zip(&self.days);
        let mut expected: Vec<ExpectedDay> = days
            .map(|(on, (calendar, params))| rules::expected_day(on, calendar, params, shift(on)))
            .collect();
        rules::part_windows(&mut expected);
        for day in &mut expected {
            day.is_before_records = day.on < self.begins_on;
        }
        expected
    }

    /// Returns the position of a day in [`LawDays::expected_of`].
    pub(crate) fn index(&self, on: NaiveDate) -> usize {
        usize::try_from((on - self.first).num_days()).expect("only days that were asked for are looked up")
    }
}

/// The judged days of one person.
#[derive(Debug, Default)]
pub(crate) struct PersonDays {
    /// From the first judged day on; nothing for a day that has not come or without service.
    pub(crate) days: Vec<Option<DayStatus>>,
    /// Days with something for somebody to resolve.
    pub(crate) findings: Vec<(NaiveDate, FindingCode)>,
}

/// What all threads need.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) roster: Roster,
    pub(crate) facts: Facts,
    pub(crate) law: LawDays,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
    /// Civil time at the government's offices.
    pub(crate) now: NaiveDateTime,
}

impl Task {
    /// Judges everybody of the roster, in its order.
    pub(crate) fn run(&self) -> Vec<PersonDays> {
        let workers = self.roster.workers.len();
        let cores = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let threads = (workers / WORKERS_A_THREAD).clamp(1, cores);
        let mut judged: Vec<PersonDays> = Vec::new();
        judged.resize_with(workers, PersonDays::default);
        let share = workers.div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            for (index, part) in judged.chunks_mut(share).enumerate() {
                scope.spawn(move || self.judge_part(index * share, part));
            }
        });
        judged
    }

    fn judge_part(&self, first_worker: usize, part: &mut [PersonDays]) {
        let mut marks = Vec::new();
        for (offset, person) in part.iter_mut().enumerate() {
            *person = self.judge_person(first_worker + offset, &mut marks);
        }
    }

    fn judge_person(&self, position: usize, marks: &mut Vec<PunchMark>) -> PersonDays {
        let worker = &self.roster.workers[position];
        let own;
        let expected = if self.facts.has_schedules() {
            own = self.law.expected_of(worker, &self.facts);
            &own
        } else {
            &self.law.expected
        };
        let mut person = PersonDays::default();
        for on in self.from_on.iter_days().take_while(|on| *on <= self.until_on) {
            if on > self.now.date() || worker.place_on(on).is_none() {
                person.days.push(None);
                continue;
            }
            self.facts.marks_of(position, on, marks);
            let evidence = self.evidence(position, on, marks);
            let expected = &expected[self.law.index(on)];
            let judged = rules::judge(expected, &evidence, elapsed_minutes(self.now, on));
            person.days.push(Some(judged.status));
            let codes = judged.findings.iter().filter(|code| code.needs_somebody());
            person.findings.extend(codes.map(|code| (on, code)));
        }
        person
    }

    /// Returns everything known about a person on a day.
    pub(crate) fn evidence<'a>(
        &'a self,
        position: usize,
        on: NaiveDate,
        marks: &'a [PunchMark],
    ) -> DayEvidence<'a> {
        DayEvidence {
            marks,
            paper: self.facts.paper(position, on),
            absence: self.facts.absence(position, on),
            excused_spans: self.facts.excused(position, on),
            decided: self.facts.decided(position, on),
        }
    }
}

/// Returns the minutes since the midnight with which a day begins.
pub(crate) fn elapsed_minutes(now: NaiveDateTime, on: NaiveDate) -> i32 {
    let minutes = (now - on.and_time(chrono::NaiveTime::MIN)).num_minutes();
    i32::try_from(minutes).unwrap_or(i32::MAX)
}
