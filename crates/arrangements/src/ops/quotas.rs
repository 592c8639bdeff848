//! Quotas of work units on days, from law and facts.

use super::asker::Asker;
use super::frame::{AgencyFrame, Frame, FrameMember};
use crate::model::quota::{ExceptionKind, Ground, Quota, QuotaLaw, UnitFacts};
use crate::rules;
use chrono::NaiveDate;
use siaga_directives::FactsOn;
use siaga_directives::facts::CASE_STATE;
use siaga_policy::{FactValue, Facts};
use std::sync::Arc;

/// The quota of one work unit on one day.
#[derive(Debug, Clone)]
pub(crate) struct UnitQuota {
    pub(crate) unit_id: i64,
    pub(crate) on: NaiveDate,
    pub(crate) quota: Quota,
    /// What law says.
    pub(crate) law: Arc<QuotaLaw>,
    /// `none`, `case` or `cluster`.
    pub(crate) case_state: Arc<str>,
}

impl UnitQuota {
    /// Returns the lines of law behind it.
    pub(crate) fn grounds(&self) -> impl Iterator<Item = &Ground> {
        self.law.grounds()
    }
}

/// Facts that are tried instead of the recorded ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    /// Agencies that they are about; none for all.
    pub(crate) agencies: Vec<i64>,
    /// First day.
    pub(crate) from_on: Option<NaiveDate>,
    /// Facts by name.
    pub(crate) facts: Vec<(String, FactValue)>,
    /// Values of parameters by name.
    pub(crate) values: Vec<(String, i64)>,
}

impl Tried {
    /// Returns whether it is about an agency.
    pub(crate) fn is_about(&self, agency_id: i64) -> bool {
        self.agencies.is_empty() || self.agencies.contains(&agency_id)
    }
}

/// Returns the quotas of one agency of a frame: unit → day.
pub(crate) fn of_agency(
    frame: &Frame,
    one: &AgencyFrame,
    asker: &mut Asker<'_>,
    tried: Option<&Tried>,
) -> Vec<Vec<UnitQuota>> {
    let tried = tried.filter(|tried| tried.is_about(one.agency.id));
    let with_own = frame.facts.units();
    let mut quotas: Vec<Vec<UnitQuota>> =
        one.units.iter().map(|_| Vec::with_capacity(frame.days.len())).collect();
    for (day, on) in frame.days.iter().enumerate() {
        let facts_on = &frame.facts_on[day];
        let of_agency = changed(facts_on.of_agency(&one.agency.path), tried);
        let general = asker.quota_law(*on, &one.agency.code, &of_agency);
        for (place, unit) in one.units.iter().enumerate() {
            let has_own = with_own.binary_search(&unit.id).is_ok();
            let own = has_own.then(|| changed(facts_on.of_unit(&one.agency.path, unit.id), tried));
            let law = match &own {
                Some(facts) => asker.quota_law(*on, &one.agency.code, facts),
                None => Arc::clone(&general),
            };
            let state = case_state(own.as_ref().unwrap_or(&of_agency));
            let flag_days = flag_days(frame, one, unit.id, *on, &state, tried, &law);
            let facts = unit_facts(one, place, day, *on, flag_days);
            let quota = rules::quota::quota(&facts, &law).value;
            quotas[place].push(UnitQuota { unit_id: unit.id, on: *on, quota, law, case_state: state.into() });
        }
    }
    quotas
}

fn changed(mut facts: Facts, tried: Option<&Tried>) -> Facts {
    for (name, value) in tried.into_iter().flat_map(|tried| &tried.facts) {
        facts.set(name, value.clone());
    }
    facts
}

/// Returns the recorded word of the case state.
pub(crate) fn case_state(facts: &Facts) -> String {
    facts.get(CASE_STATE).map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// Returns the days since the state of cases began that may close the office.
fn flag_days(
    frame: &Frame,
    one: &AgencyFrame,
    unit_id: i64,
    on: NaiveDate,
    state: &str,
    tried: Option<&Tried>,
    law: &QuotaLaw,
) -> Option<u32> {
    if law.office_closed_days.as_ref().is_none_or(|ground| ground.value == 0) || state == "none" {
        return None;
    }
    let is_tried = tried.is_some_and(|tried| tried.facts.iter().any(|(name, _)| name == CASE_STATE));
    let began = match tried.filter(|_| is_tried) {
        Some(tried) => tried.from_on.unwrap_or(on),
        None => {
            let was = |day: &NaiveDate| recorded(&frame.facts.on(*day), one, unit_id) == state;
            let limit = usize::try_from(super::frame::FLAG_DAYS_BACK).unwrap_or(0);
            std::iter::successors(on.pred_opt(), NaiveDate::pred_opt)
                .take(limit)
                .take_while(was)
                .last()
                .unwrap_or(on)
        }
    };
    u32::try_from((on - began).num_days()).ok()
}

fn recorded(facts: &FactsOn, one: &AgencyFrame, unit_id: i64) -> String {
    case_state(&facts.of_unit(&one.agency.path, unit_id))
}

fn unit_facts(
    one: &AgencyFrame,
    unit: usize,
    day: usize,
    on: NaiveDate,
    flag_days: Option<u32>,
) -> UnitFacts {
    let unit_id = one.units[unit].id;
    let mut facts = UnitFacts { flag_days, ..UnitFacts::default() };
    // Who is on leave still counts among the staff; who is not yet or no longer here does not.
    for member in one.members.iter().filter(|member| member.unit == unit && member.placed[day]) {
        facts.staff += 1;
        if member.is_away(day) || !member.desks.is_empty() {
            continue;
        }
        match member.head_level {
            level @ 1..=2 => facts.heads[usize::from(level) - 1] += 1,
            _ => facts.fixed += u32::from(has_fixed_duty(one, member, on)),
        }
    }
    let halves = [0, 1].map(|half| {
        let desks = one.desks.iter().filter(|desk| desk.unit == unit);
        desks.map(|desk| u32::from(desk.need[day][half])).sum::<u32>()
    });
    facts.desk_need = halves.into_iter().max().unwrap_or(0);
    for exception in
        one.exceptions.iter().filter(|exception| exception.unit_id == unit_id && exception.covers(on))
    {
        if exception.employee_id.is_none() {
            match exception.kind {
                ExceptionKind::DirectService => facts.is_desk_exempt = true,
                _ => facts.is_exempt = true,
            }
        }
    }
    facts
}

/// Returns whether an entered exception brings the person to the office on a day.
pub(crate) fn has_fixed_duty(one: &AgencyFrame, member: &FrameMember, on: NaiveDate) -> bool {
    member.exceptions.iter().any(|place| one.exceptions[*place].covers(on))
}
