//! Figures of attendance: who attended, by agency, unit or person, for a day, a month or a year.

mod answer;
mod people;
mod reports;
mod sums;

pub use answer::{Figure, RecapAnswer, RecapBy, RecapPeriod, RecapQuestion, RecapRow, UnknownPerson};
pub(crate) use reports::read as agency_reports;
pub use reports::{AgencyReport, ReportState};
pub(crate) use sums::Sum;

use crate::model::StaffGroup;
use crate::store::figures as store;
use answer::UNKNOWN_NAMED;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem, ProblemKind};

/// Returns figures with the rows that make them.
///
/// # Shape
/// Only agencies that the actor may see, so the total is of those. People are named only where the
/// actor may see their recap.
///
/// # Errors
/// `platform.forbidden`, `directory.agency_missing`.
pub async fn recap(ctx: &Ctx, question: &RecapQuestion) -> Result<RecapAnswer, Problem> {
    let agencies = visible_agencies(ctx, question.action(), question.agency.as_deref()).await?;
    answer(ctx, question, &agencies).await
}

/// Returns the same of those agencies only whose figures the actor may take out as a file.
///
/// # Errors
/// As [`recap`].
pub(crate) async fn recap_to_export(ctx: &Ctx, question: &RecapQuestion) -> Result<RecapAnswer, Problem> {
    let mut agencies = visible_agencies(ctx, Action::RecapExport, question.agency.as_deref()).await?;
    let visible = visible_agencies(ctx, question.action(), question.agency.as_deref()).await?;
    agencies.retain(|agency| visible.contains(agency));
    answer(ctx, question, &agencies).await
}

async fn answer(ctx: &Ctx, question: &RecapQuestion, agencies: &[Agency]) -> Result<RecapAnswer, Problem> {
    let span = question.period.span(ctx.today());
    let units = match question.by {
        RecapBy::Unit | RecapBy::Person => directory::units(ctx, None).await?,
        _ => Vec::new(),
    };
    let sums = sums::read(ctx, span, question.by == RecapBy::Unit).await?;
    let mut total = Figure::default();
    let mut groups = StaffGroup::ALL.map(|group| (group, Figure::default()));
    let of_visible = |id: i64| agencies.iter().any(|agency| agency.id == id);
    for sum in sums.iter().filter(|sum| of_visible(sum.agency_id) && question.takes(sum.group)) {
        total.add_all(&sum.figure);
        groups[sum.group as usize].1.add_all(&sum.figure);
    }
    let rows = match question.by {
        RecapBy::Person => people::people_rows(ctx, question, agencies, &units, span).await?,
        _ => sums::rows(ctx, question, agencies, &units, &sums),
    };
    let is_day = span.0 == span.1;
    let mut reports = Vec::new();
    let mut unknown = Vec::new();
    if is_day {
        reports = reports::read(ctx, agencies, &sums, span.0).await?;
        unknown = unknown_people(ctx, agencies, span.0).await?;
    }
    let definition = if sums::leave_is_obliged(ctx, span.1) {
        "figure-definition-with-leave"
    } else {
        "figure-definition"
    };
    Ok(RecapAnswer {
        question: question.clone(),
        span,
        rows,
        total,
        groups,
        definition,
        as_of: ctx.now(),
        reports,
        unknown,
    })
}

/// Returns the sums of one day of all agencies, units together.
pub(crate) async fn day_sums(ctx: &Ctx, on: NaiveDate) -> Result<Vec<Sum>, Problem> {
    sums::read(ctx, (on, on), false).await
}

/// Returns the agencies of which the actor may ask, by code; a named one must be among them.
pub(crate) async fn visible_agencies(
    ctx: &Ctx,
    action: Action,
    code: Option<&str>,
) -> Result<Vec<Agency>, Problem> {
    let mut agencies = match code {
        Some(code) => vec![directory::agency_by_code(ctx, code).await?],
        None => directory::agencies(ctx).await?,
    };
    if ctx.may(action, &ctx.whole_government()).permit {
        return Ok(agencies);
    }
    agencies.retain(|agency| ctx.may(action, &ctx.in_agency(&agency.path)).permit);
    if agencies.is_empty() {
        return Err(
            Problem::new(ProblemKind::Forbidden, "platform.forbidden").with("action", action.as_str())
        );
    }
    Ok(agencies)
}

/// Returns those without record or explanation by name, as far as the actor may see their agency.
async fn unknown_people(
    ctx: &Ctx,
    agencies: &[Agency],
    on: NaiveDate,
) -> Result<Vec<UnknownPerson>, Problem> {
    let sees_all = ctx.may(Action::RecapView, &ctx.whole_government()).permit;
    let named: Vec<&Agency> = agencies
        .iter()
        .filter(|agency| sees_all || ctx.may(Action::RecapView, &ctx.in_agency(&agency.path)).permit)
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = named.iter().map(|agency| agency.id).collect();
    let mut people = Vec::new();
    for row in store::unknown(ctx.db().reader(), on, &ids, UNKNOWN_NAMED).await? {
        let Some(agency) = named.iter().find(|agency| agency.id == row.agency_id) else { continue };
        let Some(person) = directory::person_by_id(ctx, row.employee_id, on).await? else { continue };
        people.push(UnknownPerson {
            uid: person.uid,
            name: person.name,
            is_civil_servant: person.kind.is_civil_servant(),
            agency_code: agency.code.clone(),
            agency_name: agency.name.clone(),
            status: row.status,
        });
    }
    Ok(people)
}

impl RecapQuestion {
    /// Rows by person are records; other rows are figures.
    fn action(&self) -> Action {
        if self.by == RecapBy::Person { Action::RecapView } else { Action::BoardView }
    }

    fn takes(&self, group: StaffGroup) -> bool {
        self.group.is_none_or(|wanted| wanted == group)
    }
}
