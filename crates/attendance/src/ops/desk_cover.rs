//! Who serves the desks of today, and who could step in.

use crate::model::StatusKind;
use crate::ops::figures::visible_agencies;
use crate::ops::rebuild::{self, Roster, Task, elapsed_minutes};
use crate::rules::desk_cover::{DeskNeed, Whereabouts, desk_cover as cover, step_in, whereabouts};
use crate::rules::{self, CoverState, HalfCover};
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use siaga_services::{self as services, DeskDay, ServiceFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// The desks of an agency today.
#[derive(Debug, Clone)]
pub struct AgencyDesks {
    /// Agency.
    pub agency: Agency,
    /// Its desks, in the order in which they were recorded.
    pub desks: Vec<DeskCover>,
    /// Whether the actor may see who could step in.
    pub may_see_names: bool,
}

/// A desk today.
#[derive(Debug, Clone)]
pub struct DeskCover {
    /// Key of the desk outside the program.
    pub uid: Uuid,
    /// Name on its sign.
    pub name: String,
    /// The service.
    pub service: String,
    /// Morning and afternoon.
    pub halves: [HalfCover; 2],
    /// People who can serve it and work outside of the office today; empty where it is not below its
    /// minimum, and for those who may not see names.
    pub step_in: Vec<StepIn>,
    /// How many they are, also for those who may not see names.
    pub could_step_in: usize,
}

/// Somebody who could step in at a desk.
#[derive(Debug, Clone)]
pub struct StepIn {
    /// Key outside the program.
    pub uid: Uuid,
    /// Name.
    pub name: String,
    /// Whether at home, else at another place.
    pub is_at_home: bool,
}

impl DeskCover {
    /// Returns the worse one of its half-days.
    pub fn state(&self) -> CoverState {
        self.halves[0].state().min(self.halves[1].state())
    }
}

/// Returns how the desks of today stand in the agencies whose services the actor may see; agencies without
/// desks are left out.
///
/// # Shape
/// Who was seen at work is there; who has duty at the office and was not seen yet is awaited. Names of those
/// who could step in are for people who may see the rosters of the agency.
///
/// # Errors
/// `platform.forbidden`.
pub async fn desk_cover(ctx: &Ctx) -> Result<Vec<AgencyDesks>, Problem> {
    let agencies = visible_agencies(ctx, Action::ServiceView, None).await?;
    let today = ctx.today();
    let mut by_agency: BTreeMap<i64, Vec<DeskDay>> = BTreeMap::new();
    for day in services::desk_days(ctx, None, today, today).await? {
        by_agency.entry(day.desk.agency_id).or_default().push(day);
    }
    if by_agency.is_empty() {
        return Ok(Vec::new());
    }
    let staff = Staff::read(ctx, today).await?;
    let named = services::services(ctx, &ServiceFilter::on(today)).await?;
    let services: HashMap<Uuid, String> =
        named.into_iter().map(|service| (service.uid, service.plan.name)).collect();
    let with_desks = agencies.into_iter().filter_map(|agency| {
        let days = by_agency.remove(&agency.id)?;
        let may_see_names = ctx.may(Action::ArrangementView, &ctx.in_agency(&agency.path)).permit;
        let desks = staff.cover(&days, &services, may_see_names);
        Some(AgencyDesks { agency, desks, may_see_names })
    });
    Ok(with_desks.collect())
}

/// Everybody who can serve some desk.
struct Staff {
    /// Positions of people by desk.
    of_desk: HashMap<i64, Vec<usize>>,
    people: Vec<(Uuid, String)>,
    whereabouts: Vec<Whereabouts>,
}

impl Staff {
    async fn read(ctx: &Ctx, today: NaiveDate) -> Result<Self, Problem> {
        let entries = services::desk_staff(ctx, None, today).await?;
        let ids: BTreeSet<i64> = entries.iter().map(|entry| entry.employee_id).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let roster = Roster::read(ctx, Some(&ids), today, today).await?;
        let task = rebuild::gather(ctx, ctx.db().reader(), roster, (today, today)).await?;
        let mut persons = directory::people_by_ids(ctx, &ids, today).await?;
        let mut staff = Self { of_desk: HashMap::new(), people: Vec::new(), whereabouts: Vec::new() };
        let mut places: HashMap<i64, usize> = HashMap::new();
        for id in ids {
            let Some(person) = persons.remove(&id) else { continue };
            places.insert(id, staff.people.len());
            staff.people.push((person.uid, person.name));
            let position = task.roster.position(id).map(|position| position as usize);
            staff
                .whereabouts
                .push(position.map_or(Whereabouts::Away, |position| is_where(&task, position, today)));
        }
        for entry in entries {
            if let Some(place) = places.get(&entry.employee_id) {
                staff.of_desk.entry(entry.desk_id).or_default().push(*place);
            }
        }
        Ok(staff)
    }

    fn cover(
        &self,
        days: &[DeskDay],
        services: &HashMap<Uuid, String>,
        may_see_names: bool,
    ) -> Vec<DeskCover> {
        let needs = |need: fn(&DeskDay) -> u16| -> Vec<DeskNeed> {
            let of = |day: &DeskDay| self.of_desk.get(&day.desk.id).cloned().unwrap_or_default();
            days.iter().map(|day| DeskNeed { need: need(day), can_serve: of(day) }).collect()
        };
        let (mornings, afternoons) = (needs(|day| day.morning_min), needs(|day| day.afternoon_min));
        let halves =
            cover(&mornings, &self.whereabouts).into_iter().zip(cover(&afternoons, &self.whereabouts));
        let desks = days.iter().zip(&mornings).zip(halves);
        desks
            .map(|((day, need), (morning, afternoon))| {
                let mut desk = DeskCover {
                    uid: day.desk.uid,
                    name: day.desk.name.clone(),
                    service: services.get(&day.desk.service_uid).cloned().unwrap_or_default(),
                    halves: [morning, afternoon],
                    step_in: Vec::new(),
                    could_step_in: 0,
                };
                if desk.state() <= CoverState::AtRisk {
                    let found = step_in(need, &self.whereabouts);
                    desk.could_step_in = found.len();
                    let named = found.into_iter().filter(|_| may_see_names);
                    desk.step_in = named.map(|person| self.step_in(person)).collect();
                }
                desk
            })
            .collect()
    }

    fn step_in(&self, person: usize) -> StepIn {
        let (uid, name) = self.people[person].clone();
        StepIn { uid, name, is_at_home: self.whereabouts[person] == Whereabouts::AtHome }
    }
}

/// Returns where somebody is now, judged from the facts.
fn is_where(task: &Task, position: usize, today: NaiveDate) -> Whereabouts {
    let (expected, _) = task.expected_on(position, today);
    let mut marks = Vec::new();
    task.facts.marks_of(position, today, &mut marks);
    let elapsed = elapsed_minutes(task.now, today);
    let judged = rules::judge(&expected, &task.evidence(position, today, &marks), elapsed);
    let is_over = expected.hours.is_none_or(|hours| elapsed > hours.end_minute);
    // A request of the morning may excuse some hours: the person still counts as at work.
    let status: StatusKind = judged.status.kind;
    whereabouts(expected.duty, status, is_over)
}
