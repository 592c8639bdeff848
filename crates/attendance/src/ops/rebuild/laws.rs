//! The law of consecutive days, asked once for all who stand under the same law.
//!
//! Agencies and units may stand under different law on the same day: a circular may name an agency, or a
//! condition that is met in one place only. Distinct situations are few, so each is asked once and places
//! point to it.

use super::facts::Facts;
use super::law_asker::{Asker, Key};
use super::roster::{Place, Roster, Worker};
use crate::model::ExpectedDay;
use crate::rules::{self, DayParams};
use chrono::{DateTime, Days, NaiveDate, Utc};
use siaga_civil::CalendarDay;
use siaga_directives::FactsOn;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::{BTreeSet, HashMap};

/// The law of consecutive days for everybody of a roster.
#[derive(Debug)]
pub(crate) struct Laws {
    first: NaiveDate,
    count: usize,
    begins_on: NaiveDate,
    /// The first is the law of the government as a whole.
    kinds: Vec<LawDays>,
    /// Where a place has another one than the first: agency and unit.
    places: HashMap<(i64, i64), usize>,
}

/// The law of consecutive days with what it expects of people without a schedule.
#[derive(Debug)]
struct LawDays {
    days: Vec<(CalendarDay, DayParams)>,
    expected: Vec<ExpectedDay>,
}

impl Laws {
    /// Asks the law for each day of a period and one on each side, where windows of scans may meet.
    ///
    /// # Shape
    /// Days before the government began to keep records are marked. With `known_at` law and facts are
    /// those that were known then.
    pub(crate) async fn read(
        ctx: &Ctx,
        roster: &Roster,
        (from_on, until_on): (NaiveDate, NaiveDate),
        known_at: Option<DateTime<Utc>>,
    ) -> Result<Self, Problem> {
        let days: Vec<NaiveDate> =
            (from_on - Days::new(1)).iter_days().take_while(|on| *on <= until_on + Days::new(1)).collect();
        let mut laws = Self {
            first: from_on - Days::new(1),
            count: days.len(),
            begins_on: ctx.government.begins_on,
            kinds: Vec::new(),
            places: HashMap::new(),
        };
        let mut asker = Asker::open(ctx, days, known_at).await?;
        laws.kind(&mut asker, None, FactsOn::government);
        if !asker.is_for_all() {
            laws.ask_places(ctx, &mut asker, roster).await?;
        }
        Ok(laws)
    }

    /// Returns what is expected of one person, day by day from the day before the first.
    pub(crate) fn expected_of(&self, worker: &Worker, facts: &Facts) -> Vec<ExpectedDay> {
        self.expected_by(|index, on| {
            let place = worker.place_on(on);
            let shift = place.and_then(|place| facts.shift(worker.employee_id, place.unit_id, on));
            (&self.of(place).days[index], shift)
        })
    }

    /// Returns the same for a person without a schedule who stands under one law all the time.
    pub(crate) fn shared_by(&self, worker: &Worker) -> Option<&[ExpectedDay]> {
        let kind = |(agency_id, unit_id): (i64, i64)| self.places.get(&(agency_id, unit_id)).copied();
        let mut kinds = worker.spans.iter().map(|span| kind((span.agency_id, span.unit_id)).unwrap_or(0));
        let first = kinds.next().unwrap_or(0);
        kinds.all(|other| other == first).then(|| self.kinds[first].expected.as_slice())
    }

    /// Returns the law of a place on a day.
    pub(crate) fn params(&self, place: Option<Place>, on: NaiveDate) -> &DayParams {
        &self.of(place).days[self.index(on)].1
    }

    /// Returns the position of a day in [`Laws::expected_of`].
    pub(crate) fn index(&self, on: NaiveDate) -> usize {
        usize::try_from((on - self.first).num_days()).expect("only days that were asked for are looked up")
    }

    fn of(&self, place: Option<Place>) -> &LawDays {
        let kind = place.and_then(|place| self.places.get(&(place.agency_id, place.unit_id)));
        &self.kinds[kind.copied().unwrap_or(0)]
    }

    async fn ask_places(&mut self, ctx: &Ctx, asker: &mut Asker<'_>, roster: &Roster) -> Result<(), Problem> {
        let agencies: HashMap<i64, Agency> =
            directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency)).collect();
        let spans = roster.workers.iter().flat_map(|worker| &worker.spans);
        let places: BTreeSet<(i64, i64)> = spans.map(|span| (span.agency_id, span.unit_id)).collect();
        let mut of_agencies: HashMap<i64, usize> = HashMap::new();
        for (agency_id, unit_id) in places {
            let Some(agency) = agencies.get(&agency_id) else { continue };
            let kind = if asker.has_own_facts(unit_id) {
                self.kind(asker, Some(agency), |facts| facts.of_unit(&agency.path, unit_id))
            } else if let Some(kind) = of_agencies.get(&agency_id) {
                *kind
            } else {
                let kind = self.kind(asker, Some(agency), |facts| facts.of_agency(&agency.path));
                of_agencies.insert(agency_id, kind);
                kind
            };
            self.places.insert((agency_id, unit_id), kind);
        }
        Ok(())
    }

    /// Returns the position of the law of somebody, asked only when nobody else stands under the same.
    fn kind(
        &mut self,
        asker: &mut Asker<'_>,
        agency: Option<&Agency>,
        facts: impl Fn(&FactsOn) -> siaga_policy::Facts,
    ) -> usize {
        let key: Key = asker.key(agency, facts);
        if let Some(kind) = asker.asked.get(&key) {
            return *kind;
        }
        let days = asker.ask(&key);
        let expected = self.expected_by(|index, _| (&days[index], None));
        self.kinds.push(LawDays { days, expected });
        asker.asked.insert(key, self.kinds.len() - 1);
        self.kinds.len() - 1
    }

    fn expected_by<'a>(
        &self,
        law: impl Fn(usize, NaiveDate) -> (&'a (CalendarDay, DayParams), Option<rules::Shift>),
    ) -> Vec<ExpectedDay> {
        let days = self.first.iter_days().take(self.count).enumerate();
        let mut expected: Vec<ExpectedDay> = days
            .map(|(index, on)| {
                let ((calendar, params), shift) = law(index, on);
                rules::expected_day(on, calendar, params, shift)
            })
            .collect();
        rules::part_windows(&mut expected);
        for day in &mut expected {
            day.is_before_records = day.on < self.begins_on;
        }
        expected
    }
}
