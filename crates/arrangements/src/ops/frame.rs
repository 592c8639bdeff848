//! What quotas and rosters of agencies rest on, read at once.

use super::working_days::is_working;
use crate::model::person_fact::{Absence, EnteredException, PersonAnswer};
use crate::store::{absences, exceptions, person_facts};
use chrono::{Days, NaiveDate};
use siaga_directives::{FactsBetween, FactsOn, facts_between};
use siaga_directory::{self as directory, Agency, PeopleFilter, Person, Span, Unit};
use siaga_platform::{Ctx, Problem};
use siaga_services::{Desk, DeskDay, DeskStaff, desk_days, desk_staff};
use std::collections::{HashMap, HashSet};

/// How far back a flag is looked for that may close an office today; no closure is longer.
pub(crate) const FLAG_DAYS_BACK: u64 = 31;

/// Facts of agencies over some working days.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The working days, in order.
    pub(crate) days: Vec<NaiveDate>,
    /// Facts of the period and of the days before it.
    pub(crate) facts: FactsBetween,
    /// Facts per working day.
    pub(crate) facts_on: Vec<FactsOn>,
    /// The agencies, by code.
    pub(crate) agencies: Vec<AgencyFrame>,
}

/// One agency.
#[derive(Debug)]
pub(crate) struct AgencyFrame {
    pub(crate) agency: Agency,
    pub(crate) units: Vec<Unit>,
    pub(crate) members: Vec<FrameMember>,
    pub(crate) desks: Vec<FrameDesk>,
    pub(crate) exceptions: Vec<EnteredException>,
}

/// Somebody who works in the agency on some day.
#[derive(Debug, Clone)]
pub(crate) struct FrameMember {
    pub(crate) employee_id: i64,
    pub(crate) name: String,
    /// Place among the units of the agency.
    pub(crate) unit: usize,
    /// 1 heads the agency, 2 a unit of it, 0 neither.
    pub(crate) head_level: u8,
    /// Places among the desks of the agency.
    pub(crate) desks: Vec<usize>,
    /// Per working day: away in the morning, in the afternoon.
    pub(crate) away: Vec<[bool; 2]>,
    /// Per working day: belongs to the agency.
    pub(crate) placed: Vec<bool>,
    /// Places among the exceptions of the agency.
    pub(crate) exceptions: Vec<usize>,
    /// Answers about the person, in the order of recording.
    pub(crate) answers: Vec<PersonAnswer>,
    /// Other units of the agency in which the person works on some days.
    pub(crate) other_units: Vec<usize>,
}

/// A desk of the agency.
#[derive(Debug, Clone)]
pub(crate) struct FrameDesk {
    pub(crate) desk: Desk,
    /// The unit that staffs it.
    pub(crate) unit: usize,
    /// Per working day: people needed in the morning, in the afternoon.
    pub(crate) need: Vec<[u16; 2]>,
}

/// How exactly people are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placing {
    /// As on the first working day, for all days.
    FirstDay,
    /// Day by day.
    EachDay,
}

/// Reads the facts of one agency or of all.
///
/// # Errors
/// As the stores say.
pub(crate) async fn frame(
    ctx: &Ctx,
    agency_id: Option<i64>,
    (from_on, until_on): (NaiveDate, NaiveDate),
    placing: Placing,
) -> Result<Frame, Problem> {
    let in_period = from_on.iter_days().take_while(|day| *day <= until_on);
    let days: Vec<NaiveDate> = in_period.filter(|day| is_working(ctx, *day)).collect();
    let first = days.first().copied().unwrap_or(from_on);
    let back = from_on.checked_sub_days(Days::new(FLAG_DAYS_BACK)).unwrap_or(from_on);
    let facts = facts_between(ctx, back, until_on, None).await?;
    let filter = PeopleFilter { agency_id, ..PeopleFilter::default() };
    let mut people = directory::people_on(ctx, first, filter).await?;
    let spans = match placing {
        Placing::FirstDay => None,
        Placing::EachDay => Some(spans(ctx, &mut people, filter, &days).await?),
    };
    let read = Read {
        days: &days,
        people,
        spans,
        desk_days: desk_days(ctx, agency_id, from_on, until_on).await?,
        desk_staff: desk_staff(ctx, agency_id, first).await?,
        exceptions: exceptions::between(ctx, agency_id, from_on, until_on).await?,
        absences: absences::between(ctx, from_on, until_on).await?,
        answers: person_facts::between(ctx, from_on, until_on).await?,
    };
    let mut agencies = directory::agencies(ctx).await?;
    agencies.retain(|agency| agency_id.is_none_or(|id| agency.id == id));
    let agencies = read.sort(agencies, directory::units(ctx, agency_id).await?);
    let facts_on = days.iter().map(|day| facts.on(*day)).collect();
    Ok(Frame { days, facts, facts_on, agencies })
}

/// Returns where people are placed on the days, and adds those who come later.
async fn spans(
    ctx: &Ctx,
    people: &mut Vec<Person>,
    filter: PeopleFilter,
    days: &[NaiveDate],
) -> Result<Vec<Span>, Problem> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    if last > first {
        let known: HashSet<i64> = people.iter().map(|person| person.id).collect();
        let later = directory::people_on(ctx, *last, filter).await?;
        people.extend(later.into_iter().filter(|person| !known.contains(&person.id)));
    }
    let ids: Vec<i64> = people.iter().map(|person| person.id).collect();
    match filter.agency_id {
        Some(_) => directory::spans_of(ctx, &ids, *first, *last).await,
        None => directory::spans_between(ctx, *first, *last).await,
    }
}

struct Read<'a> {
    days: &'a [NaiveDate],
    people: Vec<Person>,
    spans: Option<Vec<Span>>,
    desk_days: Vec<DeskDay>,
    desk_staff: Vec<DeskStaff>,
    exceptions: Vec<EnteredException>,
    absences: Vec<Absence>,
    answers: Vec<PersonAnswer>,
}

impl Read<'_> {
    fn sort(self, agencies: Vec<Agency>, units: Vec<Unit>) -> Vec<AgencyFrame> {
        let mut units_of: HashMap<i64, Vec<Unit>> = HashMap::new();
        for unit in units {
            units_of.entry(unit.agency_id).or_default().push(unit);
        }
        let (spans, absences, answers) = (self.spans(), by_employee(&self.absences), self.answers());
        let mut people_of: HashMap<i64, Vec<&Person>> = HashMap::new();
        for person in &self.people {
            people_of.entry(person.agency_id).or_default().push(person);
        }
        let serving = self.serving();
        let frame = |agency: Agency| {
            let units = units_of.remove(&agency.id).unwrap_or_default();
            let exceptions: Vec<EnteredException> =
                self.exceptions.iter().filter(|one| one.agency_id == agency.id).cloned().collect();
            let mut desks = self.desks(agency.id, &units);
            let sorting = Sorting {
                days: self.days,
                units: &units,
                desks: &desks,
                exceptions: &exceptions,
                spans: spans.as_ref(),
                absences: &absences,
                answers: &answers,
                serving: &serving,
            };
            let people = people_of.remove(&agency.id).unwrap_or_default();
            let members: Vec<FrameMember> =
                people.into_iter().filter_map(|person| sorting.member(person, agency.id)).collect();
            place_desks(&mut desks, &members, &units);
            AgencyFrame { agency, units, members, desks, exceptions }
        };
        agencies.into_iter().map(frame).collect()
    }

    fn spans(&self) -> Option<HashMap<i64, Vec<Span>>> {
        let spans = self.spans.as_ref()?;
        let mut by: HashMap<i64, Vec<Span>> = HashMap::new();
        for span in spans {
            by.entry(span.employee_id).or_default().push(*span);
        }
        Some(by)
    }

    fn answers(&self) -> HashMap<i64, Vec<PersonAnswer>> {
        let mut by: HashMap<i64, Vec<PersonAnswer>> = HashMap::new();
        for answer in &self.answers {
            by.entry(answer.employee_id).or_default().push(answer.clone());
        }
        by
    }

    fn serving(&self) -> HashMap<i64, Vec<i64>> {
        let mut by: HashMap<i64, Vec<i64>> = HashMap::new();
        for staff in &self.desk_staff {
            by.entry(staff.employee_id).or_default().push(staff.desk_id);
        }
        by
    }

    fn desks(&self, agency_id: i64, units: &[Unit]) -> Vec<FrameDesk> {
        let mut desks: Vec<FrameDesk> = Vec::new();
        for day in self.desk_days.iter().filter(|day| day.desk.agency_id == agency_id) {
            let Ok(place) = self.days.binary_search(&day.on) else { continue };
            let at = desks.iter().position(|one| one.desk.id == day.desk.id).unwrap_or_else(|| {
                let unit = units.iter().position(|unit| Some(unit.id) == day.desk.unit_id);
                desks.push(FrameDesk {
                    desk: day.desk.clone(),
                    unit: unit.unwrap_or(usize::MAX),
                    need: vec![[0, 0]; self.days.len()],
                });
                desks.len() - 1
            });
            desks[at].need[place] = [day.morning_min, day.afternoon_min];
        }
        desks
    }
}

fn by_employee(absences: &[Absence]) -> HashMap<i64, Vec<&Absence>> {
    let mut by: HashMap<i64, Vec<&Absence>> = HashMap::new();
    for absence in absences {
        by.entry(absence.employee_id).or_default().push(absence);
    }
    by
}

/// A desk of the whole agency counts in the unit where most people can serve it, else in the main unit.
fn place_desks(desks: &mut [FrameDesk], members: &[FrameMember], units: &[Unit]) {
    let main = units.iter().position(|unit| unit.is_main).unwrap_or(0);
    for (place, desk) in desks.iter_mut().enumerate().filter(|(_, desk)| desk.unit == usize::MAX) {
        let serving = |unit: usize| {
            members.iter().filter(|member| member.unit == unit && member.desks.contains(&place)).count()
        };
        let best = (0..units.len()).max_by_key(|unit| (serving(*unit), std::cmp::Reverse(*unit)));
        desk.unit = best.filter(|unit| serving(*unit) > 0).unwrap_or(main);
    }
}

struct Sorting<'a> {
    days: &'a [NaiveDate],
    units: &'a [Unit],
    desks: &'a [FrameDesk],
    exceptions: &'a [EnteredException],
    spans: Option<&'a HashMap<i64, Vec<Span>>>,
    absences: &'a HashMap<i64, Vec<&'a Absence>>,
    answers: &'a HashMap<i64, Vec<PersonAnswer>>,
    serving: &'a HashMap<i64, Vec<i64>>,
}

impl Sorting<'_> {
    fn member(&self, person: &Person, agency_id: i64) -> Option<FrameMember> {
        let unit = self.units.iter().position(|unit| unit.id == person.unit_id)?;
        let head_level = match (person.is_head, self.units[unit].is_main) {
            (true, true) => 1,
            (true, false) => 2,
            (false, _) => 0,
        };
        let serving = self.serving.get(&person.id).map_or(&[][..], Vec::as_slice);
        let desk = |id: &i64| self.desks.iter().position(|desk| desk.desk.id == *id);
        let of_person =
            |(place, one): (usize, &EnteredException)| (one.employee_id == Some(person.id)).then_some(place);
        let mut member = FrameMember {
            employee_id: person.id,
            name: person.name.clone(),
            unit,
            head_level,
            desks: serving.iter().filter_map(desk).collect(),
            away: vec![[false, false]; self.days.len()],
            placed: vec![true; self.days.len()],
            exceptions: self.exceptions.iter().enumerate().filter_map(of_person).collect(),
            answers: self.answers.get(&person.id).cloned().unwrap_or_default(),
            other_units: Vec::new(),
        };
        self.place(&mut member, agency_id);
        for absence in self.absences.get(&person.id).into_iter().flatten() {
            for (place, day) in self.days.iter().enumerate() {
                if (absence.from_on..=absence.until_on).contains(day) {
                    member.away[place][0] |= absence.is_morning;
                    member.away[place][1] |= absence.is_afternoon;
                }
            }
        }
        Some(member)
    }

    /// Who is not yet or no longer here is away; who changes the unit counts in the first one.
    fn place(&self, member: &mut FrameMember, agency_id: i64) {
        let Some(spans) = self.spans else { return };
        let own = spans.get(&member.employee_id).map_or(&[][..], Vec::as_slice);
        for (place, day) in self.days.iter().enumerate() {
            let span = own
                .iter()
                .find(|span| span.agency_id == agency_id && (span.from_on..=span.until_on).contains(day));
            match span {
                None => {
                    member.placed[place] = false;
                    member.away[place] = [true, true];
                }
                Some(span) => {
                    let unit = self.units.iter().position(|unit| unit.id == span.unit_id);
                    if let Some(unit) =
                        unit.filter(|unit| *unit != member.unit && !member.other_units.contains(unit))
                    {
                        member.other_units.push(unit);
                    }
                }
            }
        }
    }
}

impl FrameMember {
    /// Returns whether the person is at work on no half of a day.
    pub(crate) fn is_away(&self, day: usize) -> bool {
        self.away[day] == [true, true]
    }
}
