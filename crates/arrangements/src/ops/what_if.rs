//! What would be if a circular were signed, a quota changed or a case found. Nothing is written.

use super::arranged::{ArrangedDays, arranged_between};
use super::asker::Asker;
use super::frame::{AgencyFrame, Frame, Placing, frame};
use super::look::{Look, look};
use super::orders::reads::visible;
use super::quotas::Tried;
use crate::model::ArrangedPlace;
use chrono::{Days, NaiveDate};
use siaga_directory::Agency;
use siaga_platform::{Ctx, Law, Problem};
use std::collections::HashSet;
use uuid::Uuid;

/// Days that are looked at at most.
pub(crate) const DAYS_MAX: u64 = 14;

/// What is tried.
#[derive(Debug, Clone, Default)]
pub(crate) struct WhatIf {
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// Number of days from it on.
    pub(crate) days: u64,
    /// A draft of a circular that would be in force.
    pub(crate) circular: Option<Uuid>,
    /// Facts and values that would hold.
    pub(crate) tried: Tried,
}

/// What would be.
#[derive(Debug, Clone)]
pub(crate) struct WhatIfAnswer {
    /// The working days that were looked at.
    pub(crate) days: Vec<NaiveDate>,
    /// By code.
    pub(crate) agencies: Vec<AgencyWhatIf>,
}

/// One agency, as it is and as it would be.
#[derive(Debug, Clone)]
pub(crate) struct AgencyWhatIf {
    pub(crate) agency: Agency,
    pub(crate) now: Look,
    pub(crate) then: Look,
    /// People in the office by signed rosters, per day; nothing where there is none.
    pub(crate) planned: Vec<Option<u32>>,
    /// Units whose signed roster would have too many people in the office.
    pub(crate) over: Vec<UnitOver>,
}

/// A unit whose signed roster has more people in the office than would be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitOver {
    pub(crate) unit: String,
    pub(crate) on: NaiveDate,
    pub(crate) planned: u32,
    pub(crate) office_max: u32,
}

impl AgencyWhatIf {
    /// Returns whether anything would be different.
    pub(crate) fn is_changed(&self) -> bool {
        self.now.days != self.then.days
            || self.now.short != self.then.short
            || self.now.faults != self.then.faults
    }
}

/// Returns what would be, for the agencies that the actor may see.
///
/// # Shape
/// People are placed as on the first working day. Of all agencies few queries are made, and law is asked once
/// for equal facts.
///
/// # Errors
/// `arrangements.what_if_days`, `platform.forbidden`; those of the circular.
pub(crate) async fn what_if(ctx: &Ctx, asked: &WhatIf) -> Result<WhatIfAnswer, Problem> {
    let seen: HashSet<i64> = visible(ctx).await?.into_iter().map(|agency| agency.id).collect();
    if !(1..=DAYS_MAX).contains(&asked.days) {
        return Err(Problem::invalid("arrangements.what_if_days").on_field("days").with("most", DAYS_MAX));
    }
    let until_on = asked.from_on.checked_add_days(Days::new(asked.days - 1)).unwrap_or(asked.from_on);
    let drafted = match asked.circular {
        Some(id) => Some(siaga_directives::law_with_draft(ctx, id).await?),
        None => None,
    };
    let only = (seen.len() == 1).then(|| seen.iter().next().copied()).flatten();
    let frame = frame(ctx, only, (asked.from_on, until_on), Placing::FirstDay).await?;
    let arranged = arranged_between(ctx, asked.from_on, until_on, None).await?;
    let tried = Tried { from_on: Some(asked.from_on), ..asked.tried.clone() };
    let then_law: &Law = drafted.as_ref().unwrap_or(ctx.law());
    let mut now = Asker::new(ctx, ctx.law());
    let mut then = Asker::new(ctx, then_law);
    let mut trying = Asker::trying(ctx, then_law, &tried.values);
    let mut agencies = Vec::new();
    for one in frame.agencies.iter().filter(|one| seen.contains(&one.agency.id)) {
        let is_about = tried.is_about(one.agency.id);
        let asker = if is_about { &mut trying } else { &mut then };
        let (now, then) = (look(&frame, one, &mut now, None), look(&frame, one, asker, Some(&tried)));
        let planned = planned(&frame, one, &arranged);
        agencies.push(AgencyWhatIf {
            agency: one.agency.clone(),
            over: over(&frame, one, &arranged, &then),
            now,
            then,
            planned,
        });
    }
    Ok(WhatIfAnswer { days: frame.days, agencies })
}

/// People in the office by signed rosters; nothing on days of which none speaks.
pub(crate) fn planned(frame: &Frame, one: &AgencyFrame, arranged: &ArrangedDays) -> Vec<Option<u32>> {
    let day = |on: &NaiveDate| {
        let mut places =
            one.members.iter().filter_map(|member| arranged.of(member.employee_id, *on)).peekable();
        places.peek()?;
        Some(places.map(|one| u32::from(one.place == ArrangedPlace::Office)).sum())
    };
    frame.days.iter().map(day).collect()
}

fn over(frame: &Frame, one: &AgencyFrame, arranged: &ArrangedDays, then: &Look) -> Vec<UnitOver> {
    if arranged.is_empty() {
        return Vec::new();
    }
    let mut over = Vec::new();
    for (place, unit) in one.units.iter().enumerate() {
        for (day, on) in frame.days.iter().enumerate() {
            let members = one.members.iter().filter(|member| member.unit == place);
            let in_office = members.filter(|member| {
                arranged.of(member.employee_id, *on).is_some_and(|one| one.place == ArrangedPlace::Office)
            });
            let planned = u32::try_from(in_office.count()).unwrap_or(u32::MAX);
            let office_max = then.quotas[place][day].quota.office_max;
            if planned > office_max {
                over.push(UnitOver { unit: unit.name.clone(), on: *on, planned, office_max });
                break;
            }
        }
    }
    over
}
