//! The people of some agencies on a day with what is known about each.

use super::{Absentee, PersonDifference, SeenCounts};
use crate::model::{PunchMark, PunchSource, StatusKind};
use crate::ops::rebuild::{DAY_SECONDS, Facts, Roster};
use crate::rules::difference;
use crate::store::day_facts::Period;
use crate::store::figures;
use chrono::NaiveDate;
use siaga_directory::{self as directory, Agency, PeopleFilter};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// So many agencies are read person by person; for more, everybody is read at once.
const FEW_AGENCIES: usize = 2;

/// Name and group of a person.
#[derive(Debug, Clone)]
struct Named {
    uid: Uuid,
    name: String,
    is_civil_servant: bool,
}

/// What is known about the people of some agencies on a day.
#[derive(Debug)]
pub(super) struct DayPeople {
    seen: HashMap<i64, SeenCounts>,
    differences: HashMap<i64, Vec<PersonDifference>>,
    absentees: HashMap<i64, Vec<Absentee>>,
}

impl DayPeople {
    /// Reads it for everybody who served in the agencies on the day.
    pub(super) async fn read(ctx: &Ctx, agencies: &[Agency], on: NaiveDate) -> Result<Self, Problem> {
        let (roster, named) = roster_and_names(ctx, agencies, on).await?;
        let period = Period::new(ctx.government.id, on, on);
        let facts = Facts::read(ctx, ctx.db().reader(), &roster, period).await?;
        let mut people =
            Self { seen: HashMap::new(), differences: HashMap::new(), absentees: HashMap::new() };
        let first_seen = first_seen(&roster, &facts, on);
        for (worker, seen) in roster.workers.iter().zip(&first_seen) {
            let Some(place) = worker.place_on(on) else { continue };
            let counts = people.seen.entry(place.agency_id).or_default();
            match seen.map(|mark| mark.source) {
                Some(PunchSource::Terminal) => counts.by_terminal += 1,
                Some(PunchSource::PhoneNear) => counts.by_near_checkin += 1,
                Some(PunchSource::PhoneFar) => counts.by_far_checkin += 1,
                Some(PunchSource::Correction) | None => {}
            }
        }
        people.compare(&roster, &facts, &first_seen, &named, on);
        people.add_absentees(ctx, agencies, &named, on).await?;
        Ok(people)
    }

    fn compare(
        &mut self,
        roster: &Roster,
        facts: &Facts,
        first_seen: &[Option<PunchMark>],
        named: &HashMap<i64, Named>,
        on: NaiveDate,
    ) {
        for (position, (worker, seen)) in roster.workers.iter().zip(first_seen).enumerate() {
            let (Some(place), Some(paper)) = (worker.place_on(on), facts.paper(position, on)) else {
                continue;
            };
            let Some(who) = named.get(&worker.employee_id) else { continue };
            if facts.decided(position, on).is_some() {
                continue;
            }
            let absence = facts.absence(position, on);
            let terminals_saw = self.seen.get(&place.agency_id).is_some_and(|seen| seen.by_terminal > 0);
            let found = difference(paper, seen.map(|mark| mark.source), absence, terminals_saw);
            let Some(difference) = found else { continue };
            self.differences.entry(place.agency_id).or_default().push(PersonDifference {
                uid: who.uid,
                name: who.name.clone(),
                recap: paper,
                difference,
                seen: seen.map(|mark| (mark.source, mark.second)),
                request: absence.map(crate::model::AbsenceKind::kind),
            });
        }
    }

    async fn add_absentees(
        &mut self,
        ctx: &Ctx,
        agencies: &[Agency],
        named: &HashMap<i64, Named>,
        on: NaiveDate,
    ) -> Result<(), Problem> {
        let ids: Vec<i64> = agencies.iter().map(|agency| agency.id).collect();
        for row in figures::unknown(ctx.db().reader(), on, &ids, i64::MAX).await? {
            let (Some(who), Some(status)) = (named.get(&row.employee_id), StatusKind::parse(&row.status))
            else {
                continue;
            };
            self.absentees.entry(row.agency_id).or_default().push(Absentee {
                employee_id: row.employee_id,
                uid: who.uid,
                name: who.name.clone(),
                is_civil_servant: who.is_civil_servant,
                status,
            });
        }
        Ok(())
    }

    /// Returns how many of an agency were seen.
    pub(super) fn seen(&self, agency_id: i64) -> SeenCounts {
        self.seen.get(&agency_id).copied().unwrap_or_default()
    }

    /// Takes the differences of an agency out, by name.
    pub(super) fn differences(&mut self, agency_id: i64, has_names: bool) -> Vec<PersonDifference> {
        let mut rows = self.differences.remove(&agency_id).unwrap_or_default();
        rows.sort_by(|one, other| (&one.name, one.uid).cmp(&(&other.name, other.uid)));
        if !has_names {
            rows.iter_mut().for_each(|row| row.name.clear());
        }
        rows
    }

    /// Takes those without record or explanation of an agency out.
    pub(super) fn absentees(&mut self, agency_id: i64, has_names: bool) -> Vec<Absentee> {
        let mut rows = self.absentees.remove(&agency_id).unwrap_or_default();
        rows.sort_by(|one, other| {
            (one.status, &one.name, one.uid).cmp(&(other.status, &other.name, other.uid))
        });
        if !has_names {
            rows.iter_mut().for_each(|row| row.name.clear());
        }
        rows
    }
}

/// Returns the strongest mark of each worker on the day, the first of its kind.
fn first_seen(roster: &Roster, facts: &Facts, on: NaiveDate) -> Vec<Option<PunchMark>> {
    let mut marks = Vec::new();
    let of_worker = |position: usize| {
        facts.marks_of(position, on, &mut marks);
        let of_day = marks.iter().filter(|mark| (0..DAY_SECONDS).contains(&i64::from(mark.second)));
        of_day.min_by_key(|mark| (mark.source, mark.second)).copied()
    };
    (0..roster.workers.len()).map(of_worker).collect()
}

async fn roster_and_names(
    ctx: &Ctx,
    agencies: &[Agency],
    on: NaiveDate,
) -> Result<(Roster, HashMap<i64, Named>), Problem> {
    let mut named = HashMap::new();
    if agencies.len() <= FEW_AGENCIES {
        for agency in agencies {
            let filter = PeopleFilter { agency_id: Some(agency.id), unit_id: None, include_below: false };
            for person in directory::people_on(ctx, on, filter).await? {
                let is_civil_servant = person.kind.is_civil_servant();
                named.insert(person.id, Named { uid: person.uid, name: person.name, is_civil_servant });
            }
        }
        let ids: Vec<i64> = named.keys().copied().collect();
        return Ok((Roster::read(ctx, Some(&ids), on, on).await?, named));
    }
    let roster = Roster::read(ctx, None, on, on).await?;
    let mut identities = directory::identities(ctx).await?;
    for worker in &roster.workers {
        let span = worker.spans.iter().find(|span| span.from_on <= on && on <= span.until_on);
        let (Some(span), Some(who)) = (span, identities.remove(&worker.employee_id)) else { continue };
        let is_civil_servant = span.kind.is_civil_servant();
        named.insert(worker.employee_id, Named { uid: who.uid, name: who.name, is_civil_servant });
    }
    Ok((roster, named))
}
