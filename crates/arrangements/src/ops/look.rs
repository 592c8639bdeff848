//! How many people may come and which desks fall under their minimum, without making a roster.

use super::asker::Asker;
use super::frame::{AgencyFrame, Frame};
use super::plan_problem::{self, Habits};
use super::quotas::{Tried, UnitQuota};
use crate::model::quota::QuotaFault;
use chrono::NaiveDate;
use siaga_roster::{Half, outlook};

/// What quotas leave of one agency.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    /// Unit → day → quota.
    pub(crate) quotas: Vec<Vec<UnitQuota>>,
    /// Per working day.
    pub(crate) days: Vec<Load>,
    /// Desks that fall under their minimum.
    pub(crate) short: Vec<DeskShort>,
    /// What does not fit together, by the name of the unit; each once.
    pub(crate) faults: Vec<(String, QuotaFault)>,
}

/// People of an agency on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// People of the agency.
    pub(crate) staff: u32,
    /// Of them absent all day.
    pub(crate) away: u32,
    /// At most so many in the office.
    pub(crate) office: u32,
    /// At least so many from home.
    pub(crate) home: u32,
}

/// A desk under its minimum in a half-day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeskShort {
    pub(crate) desk: String,
    pub(crate) on: NaiveDate,
    pub(crate) half: Half,
    pub(crate) need: u16,
    pub(crate) filled: u16,
}

impl Look {
    /// Returns the day with most people in the office, the first of several.
    pub(crate) fn fullest(&self) -> Load {
        let mut fullest = self.days.first().copied().unwrap_or_default();
        for day in &self.days {
            if day.office > fullest.office {
                fullest = *day;
            }
        }
        fullest
    }

    /// Returns how many desks are short on some day.
    pub(crate) fn short_desks(&self) -> Vec<&str> {
        let mut desks: Vec<&str> = self.short.iter().map(|short| short.desk.as_str()).collect();
        desks.dedup();
        desks.sort_unstable();
        desks.dedup();
        desks
    }

    /// Returns whether some unit works under a case or a cluster on the first day, the graver of both.
    pub(crate) fn case_state(&self) -> &str {
        let first = self.quotas.iter().filter_map(|days| days.first());
        let states: Vec<&str> = first.map(|quota| &*quota.case_state).collect();
        ["cluster", "case"].into_iter().find(|state| states.contains(state)).unwrap_or("none")
    }
}

/// Looks at one agency of a frame.
pub(crate) fn look(frame: &Frame, one: &AgencyFrame, asker: &mut Asker<'_>, tried: Option<&Tried>) -> Look {
    let plan = plan_problem::of_agency(frame, one, asker, tried, &Habits::default());
    let outlook = outlook(&plan.problem);
    let mut look = Look { quotas: plan.quotas, ..Look::default() };
    for (place, day) in outlook.days.iter().enumerate() {
        let placed = one.members.iter().filter(|member| member.placed[place]);
        let (mut staff, mut away) = (0, 0);
        for member in placed {
            staff += 1;
            away += u32::from(member.is_away(place));
        }
        let office = day.office_most.min(staff - away);
        look.days.push(Load { staff, away, office, home: staff - away - office });
        look.short.extend(day.short.iter().map(|short| DeskShort {
            desk: one.desks[short.desk].desk.name.clone(),
            on: day.on,
            half: short.half,
            need: short.need,
            filled: short.filled,
        }));
    }
    for (unit, days) in one.units.iter().zip(&look.quotas) {
        for fault in days.iter().flat_map(|day| &day.quota.faults) {
            let told = (unit.name.clone(), *fault);
            if !look.faults.contains(&told) {
                look.faults.push(told);
            }
        }
    }
    look
}
