//! Applies the rule of a day to everybody, on all cores.

use super::facts::Facts;
use super::laws::Laws;
use super::roster::{Roster, Worker};
use crate::model::{DayEvidence, DayStatus, ExpectedDay, PunchMark};
use crate::rules::{self, FindingCode};
use chrono::{NaiveDate, NaiveDateTime};
use siaga_arrangements::{Arranged, ArrangedDays, ReportState, WorkReports};
use siaga_policy::Reason;

/// Workers that one thread judges at least; below twice as many a second thread costs more than it brings.
const WORKERS_A_THREAD: usize = 500;
/// More threads than these wait for the memory.
const MOST_THREADS: usize = 4;

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
    pub(crate) laws: Laws,
    /// Where signed rosters have everybody.
    pub(crate) arranged: ArrangedDays,
    pub(crate) reports: WorkReports,
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
        let shared = self.laws.shared_by(worker).filter(|_| !self.facts.has_schedules());
        let expected = match shared {
            Some(shared) => shared,
            None => {
                own = self.laws.expected_of(worker, &self.facts);
                &own
            }
        };
        let mut person = PersonDays::default();
        for on in self.from_on.iter_days().take_while(|on| *on <= self.until_on) {
            if on > self.now.date() || worker.place_on(on).is_none() {
                person.days.push(None);
                continue;
            }
            self.facts.marks_of(position, on, marks);
            let evidence = self.evidence(position, on, marks);
            let mut expected = &expected[self.laws.index(on)];
            let at_place;
            if let Some(arranged) = self.arranged_on(worker, on) {
                let mut day = expected.without_reasons();
                let report = self.laws.params(worker.place_on(on), on).report.as_ref();
                rules::arrange(&mut day, arranged.place, report);
                at_place = day;
                expected = &at_place;
            }
            let judged = rules::judge(expected, &evidence, elapsed_minutes(self.now, on));
            person.days.push(Some(judged.status));
            let codes = judged.findings.iter().filter(|code| code.needs_somebody());
            person.findings.extend(codes.map(|code| (on, code)));
        }
        person
    }

    /// Returns what is expected of a person on a day, with its grounds and where a signed roster has the
    /// person, if one had any effect.
    pub(crate) fn expected_on(&self, position: usize, on: NaiveDate) -> (ExpectedDay, Option<Arranged>) {
        let worker = &self.roster.workers[position];
        let mut expected = self.laws.expected_of(worker, &self.facts).swap_remove(self.laws.index(on));
        let Some(arranged) = self.arranged_on(worker, on) else { return (expected, None) };
        let report = self.laws.params(worker.place_on(on), on).report.as_ref();
        if !rules::arrange(&mut expected, arranged.place, report) {
            return (expected, None);
        }
        expected.reasons.push(Reason {
            circular: arranged.circular.clone(),
            article: arranged.article.clone(),
            words: arranged.words.to_string().into(),
        });
        if expected.report_due_on.is_some() {
            expected.reasons.extend(report.into_iter().flat_map(|report| report.reasons.clone()));
        }
        (expected, Some(arranged))
    }

    fn arranged_on(&self, worker: &Worker, on: NaiveDate) -> Option<Arranged> {
        if self.arranged.is_empty() { None } else { self.arranged.of(worker.employee_id, on) }
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
            report: self.report(position, on),
            decided: self.facts.decided(position, on),
        }
    }

    /// A report counts on days that a roster arranges; the rule decides on which of them.
    fn report(&self, position: usize, on: NaiveDate) -> Option<ReportState> {
        if self.arranged.is_empty() {
            return None;
        }
        self.reports.of(self.roster.workers[position].employee_id, on)
    }
}

/// Returns the minutes since the midnight with which a day begins.
pub(crate) fn elapsed_minutes(now: NaiveDateTime, on: NaiveDate) -> i32 {
    let minutes = (now - on.and_time(chrono::NaiveTime::MIN)).num_minutes();
    i32::try_from(minutes).unwrap_or(i32::MAX)
}
