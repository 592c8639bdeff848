//! Who is to be judged: people with their places, and whose PIN is whose.

use crate::model::StaffGroup;
use chrono::{Days, NaiveDate};
use siaga_directory::{self as directory, PinSpan, Span};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

/// More people than these are not named in SQL: reading all is then as fast.
const MOST_NAMED_PEOPLE: usize = 1_000;

/// A person to be judged.
#[derive(Debug)]
pub(crate) struct Worker {
    pub(crate) employee_id: i64,
    /// In the order of time, not overlapping.
    pub(crate) spans: Vec<Span>,
}

/// Where a person counts on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) agency_id: i64,
    pub(crate) unit_id: i64,
    pub(crate) group: StaffGroup,
}

impl Worker {
    /// Returns whether the person is in service on any day of a period.
    pub(crate) fn serves_between(&self, from_on: NaiveDate, until_on: NaiveDate) -> bool {
        self.spans.iter().any(|span| span.from_on <= until_on && from_on <= span.until_on)
    }

    /// Returns where the person counts on a day, if in service.
    pub(crate) fn place_on(&self, on: NaiveDate) -> Option<Place> {
        let span = self.spans.iter().find(|span| span.from_on <= on && on <= span.until_on)?;
        let is_civil_servant = span.kind.is_civil_servant();
        Some(Place {
            agency_id: span.agency_id,
            unit_id: span.unit_id,
            group: if is_civil_servant { StaffGroup::CivilServant } else { StaffGroup::ContractWorker },
        })
    }
}

/// When a PIN was whose; `worker` is a position in the roster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PinUse {
    worker: u32,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
}

/// The PINs of one group.
pub(crate) type Pins = HashMap<String, Vec<PinUse>>;

/// The people to be judged, by key.
#[derive(Debug)]
pub(crate) struct Roster {
    pub(crate) workers: Vec<Worker>,
    positions: HashMap<i64, u32>,
    pins: HashMap<String, Pins>,
}

impl Roster {
    /// Reads those in service in a period, all or the given ones.
    ///
    /// # Shape
    /// One day more on each side: a shift of the day before may end in the period.
    pub(crate) async fn read(
        ctx: &Ctx,
        employees: Option<&[i64]>,
        from_on: NaiveDate,
        until_on: NaiveDate,
    ) -> Result<Self, Problem> {
        let (from_on, until_on) = (from_on - Days::new(1), until_on + Days::new(1));
        let pins_until = until_on + Days::new(1);
        let (spans, pins) = match employees.filter(|employees| employees.len() <= MOST_NAMED_PEOPLE) {
            Some(few) => {
                let spans = directory::spans_of(ctx, few, from_on, until_on).await?;
                (spans, directory::pins_of(ctx, few, from_on, pins_until).await?)
            }
            None => {
                let spans = directory::spans_between(ctx, from_on, until_on).await?;
                (spans, directory::pins_between(ctx, from_on, pins_until).await?)
            }
        };
        Ok(Self::new(spans, pins, employees))
    }

    fn new(spans: Vec<Span>, pin_spans: Vec<PinSpan>, employees: Option<&[i64]>) -> Self {
        let wanted: Option<std::collections::HashSet<i64>> =
            employees.map(|employees| employees.iter().copied().collect());
        let mut workers: Vec<Worker> = Vec::new();
        let is_wanted = |span: &Span| wanted.as_ref().is_none_or(|wanted| wanted.contains(&span.employee_id));
        for span in spans.into_iter().filter(is_wanted) {
            match workers.last_mut() {
                Some(last) if last.employee_id == span.employee_id => last.spans.push(span),
                _ => workers.push(Worker { employee_id: span.employee_id, spans: vec![span] }),
            }
        }
        let positions: HashMap<i64, u32> =
            workers.iter().zip(0..).map(|(worker, position)| (worker.employee_id, position)).collect();
        let mut pins: HashMap<String, Pins> = HashMap::new();
        for span in pin_spans {
            let Some(worker) = positions.get(&span.employee_id).copied() else { continue };
            let pin_use = PinUse { worker, from_on: span.from_on, until_on: span.until_on };
            pins.entry(span.pin_group).or_default().entry(span.pin).or_default().push(pin_use);
        }
        Self { workers, positions, pins }
    }

    /// Returns the position of an employee, if it is to be judged.
    pub(crate) fn position(&self, employee_id: i64) -> Option<u32> {
        self.positions.get(&employee_id).copied()
    }

    /// Returns the PINs of a group, if any belong to somebody here.
    pub(crate) fn pins_of(&self, group: &str) -> Option<&Pins> {
        self.pins.get(group)
    }

    /// Returns every PIN that belongs to somebody here, of all groups, each once.
    pub(crate) fn all_pins(&self) -> Vec<&str> {
        let mut all: Vec<&str> =
            self.pins.values().flat_map(|pins| pins.keys().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Returns whose PIN it was on a day.
pub(crate) fn holder(pins: &Pins, pin: &str, on: NaiveDate) -> Option<u32> {
    let uses = pins.get(pin)?;
    let held = |used: &&PinUse| used.from_on <= on && used.until_on.is_none_or(|until| on <= until);
    uses.iter().rfind(held).map(|used| used.worker)
}
