//! What a roster is made from: the problem of an agency, and the way between letters and plans.

use super::arranged::{ArrangedDays, arranged_between};
use super::asker::Asker;
use super::frame::{Placing, frame};
use super::plan_problem::{Habits, PlanProblem, of_agency};
use super::quotas::UnitQuota;
use crate::model::{ArrangedPlace, DayGround, RosterRow, UNSAID};
use crate::rules::roster_text::{letters, wish_on};
use crate::store::teams;
use chrono::{Datelike, Days, NaiveDate};
use siaga_directory::{self as directory, Agency, Capacity};
use siaga_platform::{Ctx, Problem};
use siaga_roster::{Availability, Wishes};
use std::collections::HashMap;

/// Weeks in which the last plan of a weekday is looked for.
const WEEKS_BACK: u64 = 4;

/// The problem of one agency for a period.
#[derive(Debug, Clone)]
pub(crate) struct RosterInput {
    pub(crate) agency: Agency,
    pub(crate) period: (NaiveDate, NaiveDate),
    pub(crate) plan: PlanProblem,
    /// Member → planned day → belongs to the agency.
    placed: Vec<Vec<bool>>,
}

impl RosterInput {
    /// Returns the number of days of the period.
    fn days(&self) -> usize {
        usize::try_from((self.period.1 - self.period.0).num_days() + 1).unwrap_or(0)
    }

    /// Returns the places of the planned days in the letters of a row.
    pub(crate) fn planned(&self) -> Vec<usize> {
        let place = |on: NaiveDate| usize::try_from((on - self.period.0).num_days()).unwrap_or(0);
        self.plan.problem.days.iter().map(|day| place(day.on)).collect()
    }

    /// Returns the rows of a plan.
    pub(crate) fn rows(&self, office: &[Vec<bool>]) -> Vec<RosterRow> {
        let planned = self.planned();
        let row = |(index, employee_id): (usize, &i64)| {
            let member = &self.plan.problem.members[index];
            let of_day = planned.iter().enumerate().filter(|(day, _)| self.placed[index][*day]);
            let said = of_day.map(|(day, place)| (*place, member.days[day], office[index][day]));
            RosterRow {
                employee_id: *employee_id,
                unit_id: self.plan.units[member.group],
                letters: letters(self.days(), said),
            }
        };
        self.plan.employees.iter().enumerate().map(row).collect()
    }

    /// Returns the letters of each member, empty for whoever the roster does not know.
    pub(crate) fn letters_of<'a>(&self, rows: &'a [RosterRow]) -> Vec<&'a str> {
        let by: HashMap<i64, &str> = rows.iter().map(|row| (row.employee_id, row.letters.as_str())).collect();
        self.plan.employees.iter().map(|id| by.get(id).copied().unwrap_or_default()).collect()
    }

    /// Returns what the days of each unit rest on: days of the same line of law stand together.
    pub(crate) fn grounds(&self) -> Vec<DayGround> {
        let mut grounds: Vec<DayGround> = Vec::new();
        for quota in self.plan.quotas.iter().flatten() {
            let Some((circular, article, words)) = deciding(quota) else { continue };
            let is_same = |last: &&mut DayGround| {
                last.unit_id == quota.unit_id && last.circular == circular && last.article == article
            };
            match grounds.last_mut().filter(is_same) {
                Some(last) => last.until_on = quota.on,
                None => grounds.push(DayGround {
                    unit_id: quota.unit_id,
                    from_on: quota.on,
                    until_on: quota.on,
                    circular: circular.to_owned(),
                    article: article.to_owned(),
                    words: words.to_owned(),
                }),
            }
        }
        grounds
    }

    /// Returns whether law exempts desks of direct service in a group on a planned day.
    pub(crate) fn is_direct_service_exempt(&self, group: usize, day: usize) -> bool {
        let quota = self.plan.quotas.get(group).and_then(|days| days.get(day));
        let ground = quota.and_then(|quota| quota.law.direct_service_exempt.as_ref());
        ground.is_some_and(|ground| ground.value != 0)
    }

    /// Returns the problem that the solver gets: where a share limits the office it is as full as law lets it
    /// be, elsewhere people come unless they wish otherwise.
    pub(crate) fn filled(&self) -> siaga_roster::Problem {
        let mut problem = self.plan.problem.clone();
        for (group, of) in problem.groups.iter_mut().enumerate() {
            let own: Vec<usize> =
                (0..problem.members.len()).filter(|index| problem.members[*index].group == group).collect();
            for day in 0..problem.days.len() {
                let is_able = |index: &&usize| problem.members[**index].days[day].may_be_in_office();
                let able: Vec<usize> = own.iter().filter(is_able).copied().collect();
                if usize::from(of.office_max[day]) < own.len() {
                    let together = largest_together(&problem.members, &able, problem.wishes.teams_apart);
                    let fill = of.office_max[day].min(u16::try_from(together).unwrap_or(u16::MAX));
                    of.office_min[day] = of.office_min[day].max(fill);
                } else {
                    for index in &own {
                        let member = &mut problem.members[*index];
                        member.prefers.resize(problem.days.len(), 0);
                        if member.prefers[day] == 0 {
                            member.prefers[day] = 1;
                        }
                    }
                }
            }
        }
        problem
    }

    /// Returns a plan for when no plan keeps all rules: as many as law lets come, in turns.
    pub(crate) fn in_turns(&self) -> Vec<Vec<bool>> {
        let problem = &self.plan.problem;
        let mut office = vec![vec![false; problem.days.len()]; problem.members.len()];
        for (group, of) in problem.groups.iter().enumerate() {
            let own: Vec<usize> =
                (0..problem.members.len()).filter(|index| problem.members[*index].group == group).collect();
            for (day, most) in of.office_max.iter().enumerate() {
                let known = |index: &usize| problem.members[*index].days[day];
                let mut free: Vec<usize> = own.clone();
                free.rotate_left(if own.is_empty() { 0 } else { day % own.len() });
                let fixed = own.iter().filter(|index| known(index) == Availability::Office);
                let mut places = usize::from(*most);
                for index in fixed {
                    office[*index][day] = true;
                    places = places.saturating_sub(1);
                }
                let able = free.iter().filter(|index| known(index) != Availability::Office);
                for index in able.filter(|index| known(index).may_be_in_office()).take(places) {
                    office[*index][day] = true;
                }
            }
        }
        office
    }
}

/// How many of these people may be in the office together: all, or those of the smallest team of several.
fn largest_together(members: &[siaga_roster::Member], able: &[usize], teams_apart: bool) -> usize {
    if !teams_apart {
        return able.len();
    }
    let mut by_team: HashMap<usize, usize> = HashMap::new();
    for team in able.iter().filter_map(|index| members[*index].team) {
        *by_team.entry(team).or_default() += 1;
    }
    let teamless = able.iter().filter(|index| members[**index].team.is_none()).count();
    teamless + by_team.values().min().copied().unwrap_or(0)
}

/// Returns the line of law that decides the quota of a unit: a circular before a setting of the program.
fn deciding(quota: &UnitQuota) -> Option<(&str, &str, &str)> {
    let found = quota.grounds().find(|ground| !ground.is_default).or_else(|| quota.grounds().next());
    found.map(|ground| (ground.circular.as_str(), ground.article.as_str(), ground.title.as_str()))
}

/// Builds the problems of one agency or of all, with teams, wishes and the last plan.
///
/// # Errors
/// As the stores say.
pub(crate) async fn inputs(
    ctx: &Ctx,
    agency_id: Option<i64>,
    period: (NaiveDate, NaiveDate),
    wishes: Wishes,
) -> Result<Vec<RosterInput>, Problem> {
    let law = ctx.law();
    let frame = frame(ctx, agency_id, period, Placing::EachDay).await?;
    let mut asker = Asker::new(ctx, law);
    let employees = frame.agencies.iter().flat_map(|one| one.members.iter().map(|member| member.employee_id));
    let habits = habits(ctx, agency_id, &frame.days, employees.collect(), (period, wishes)).await?;
    let input = |one: &super::frame::AgencyFrame, asker: &mut Asker<'_>| RosterInput {
        agency: one.agency.clone(),
        period,
        plan: of_agency(&frame, one, asker, None, &habits),
        placed: one.members.iter().map(|member| member.placed.clone()).collect(),
    };
    Ok(frame.agencies.iter().map(|one| input(one, &mut asker)).collect())
}

/// Builds the problem of one agency.
///
/// # Errors
/// As the stores say.
pub(crate) async fn input(
    ctx: &Ctx,
    agency_id: i64,
    period: (NaiveDate, NaiveDate),
    wishes: Wishes,
) -> Result<RosterInput, Problem> {
    let one = inputs(ctx, Some(agency_id), period, wishes).await?.pop();
    let mut one = one.ok_or_else(|| Problem::missing("directory.agency_missing").with("code", agency_id))?;
    tell_acting(ctx, &mut one).await?;
    Ok(one)
}

async fn habits(
    ctx: &Ctx,
    agency_id: Option<i64>,
    days: &[NaiveDate],
    employees: Vec<i64>,
    ((from_on, until_on), wishes): ((NaiveDate, NaiveDate), Wishes),
) -> Result<Habits, Problem> {
    let back = from_on.checked_sub_days(Days::new(7 * WEEKS_BACK)).unwrap_or(from_on);
    let last = arranged_between(ctx, back, until_on, None).await?;
    let mut before = HashMap::new();
    for employee in &employees {
        for on in days {
            if let Some(was_in) = last_plan(&last, *employee, *on) {
                before.insert((*employee, *on), was_in);
            }
        }
    }
    let monday = from_on - Days::new(u64::from(from_on.weekday().num_days_from_monday()));
    let of_week = |week: &str| {
        let mut prefers = [0; 7];
        for (prefers, on) in prefers.iter_mut().zip(monday.iter_days()) {
            *prefers = wish_on(week, on);
        }
        prefers
    };
    let said = teams::wishes(ctx, None, from_on).await?;
    Ok(Habits {
        teams: teams::teams(ctx, agency_id, from_on).await?,
        prefers: said.into_iter().map(|(id, wish)| (id, of_week(&wish.week))).collect(),
        before,
        wishes,
    })
}

/// Returns whether the last plan had somebody in the office on a day, or else on its weekday in a week before.
pub(crate) fn last_plan(last: &ArrangedDays, employee_id: i64, on: NaiveDate) -> Option<bool> {
    let days = (0..=WEEKS_BACK).filter_map(|weeks| on.checked_sub_days(Days::new(7 * weeks)));
    let mut places = days.filter_map(|day| last.place_said(employee_id, day));
    places.find(|place| *place != ArrangedPlace::Off).map(|place| place == ArrangedPlace::Office)
}

/// Whoever acts in another unit counts in the own one: that is told.
async fn tell_acting(ctx: &Ctx, input: &mut RosterInput) -> Result<(), Problem> {
    let heads = directory::heads_of_units(ctx, input.agency.id, input.period.0).await?;
    let names: HashMap<i64, String> = directory::units(ctx, Some(input.agency.id))
        .await?
        .into_iter()
        .map(|unit| (unit.id, unit.name))
        .collect();
    for (unit_id, head) in heads.iter().filter(|(_, head)| head.capacity != Capacity::Definitive) {
        let own = input.plan.employees.iter().position(|id| *id == head.employee_id);
        let counted = own.map(|member| input.plan.units[input.plan.problem.members[member].group]);
        if counted.is_some_and(|counted| counted != *unit_id) {
            let name = names.get(unit_id).map_or("", String::as_str);
            let own = counted.and_then(|unit| names.get(&unit)).map_or("", String::as_str);
            let words = format!("{} acts in {name} and counts in {own}", head.name);
            input.plan.oddities.push(("arrangements.acts_elsewhere".to_owned(), words));
        }
    }
    Ok(())
}

/// Returns the rows of people whom a roster knows but the agency no longer has, and of whom it knows nothing.
pub(crate) fn unknown(input: &RosterInput, rows: &[RosterRow]) -> (Vec<i64>, Vec<i64>) {
    let known: Vec<i64> = rows.iter().map(|row| row.employee_id).collect();
    let gone = known.iter().filter(|id| !input.plan.employees.contains(id)).copied().collect();
    let new = input.plan.employees.iter().filter(|id| !known.contains(id)).copied().collect();
    (gone, new)
}

/// Returns whether the letters say nothing at all: nobody of a whole period is planned.
pub(crate) fn is_unsaid(letters: &str) -> bool {
    letters.chars().all(|letter| letter == UNSAID)
}
