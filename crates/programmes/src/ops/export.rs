//! Programmes as a table for spreadsheets, in the form in which they can be read in again.

use super::{told, words};
use crate::model::ProgrammeProgress;
use siaga_platform::Ctx;
use siaga_platform::files::{Sheet, Value};

/// Returns programmes as a sheet with titles in the reader's language.
pub(crate) fn sheet(ctx: &Ctx, year: i32, all: &[ProgrammeProgress]) -> Sheet {
    let mut headers: Vec<String> = [
        "programmes-column-agency",
        "programmes-column-year",
        "programmes-column-name",
        "programmes-column-indicator",
        "programmes-column-unit",
        "programmes-column-target",
        "programmes-column-budget",
        "programmes-column-responsible",
    ]
    .map(|id| ctx.text(id, &[]))
    .to_vec();
    headers.extend((1..=12).map(|month| month_title(ctx, month)));
    headers.extend(
        [
            "programmes-agency",
            "programmes-real",
            "programmes-planned",
            "programmes-real-share",
            "programmes-planned-share",
            "programmes-spent",
            "programmes-state",
            "programmes-measured-on",
            "programmes-overdue",
        ]
        .map(|id| ctx.text(id, &[])),
    );
    Sheet { name: format!("Program {year}"), headers, rows: all.iter().map(|one| row(ctx, one)).collect() }
}

/// Returns the title of the column with the plan of a month: `Rencana 3`.
fn month_title(ctx: &Ctx, month: u32) -> String {
    ctx.text("programmes-column-month", &[("month", month.to_string())])
}

fn row(ctx: &Ctx, one: &ProgrammeProgress) -> Vec<Value> {
    let (plan, standing) = (&one.plan, &one.standing);
    let share = |permille: Option<i64>| match permille {
        Some(permille) => Value::PercentHundredths(permille.saturating_mul(10)),
        None => Value::Empty,
    };
    let mut cells: Vec<Value> = vec![
        one.agency_code.as_str().into(),
        Value::Whole(i64::from(one.year)),
        plan.name.as_str().into(),
        plan.indicator.as_str().into(),
        plan.unit.as_str().into(),
        plan.target.into(),
        plan.budget_rupiah.into(),
        plan.responsible.as_str().into(),
    ];
    cells.extend(plan.months.0.map(Value::from));
    cells.extend([
        one.agency_name.as_str().into(),
        standing.real.into(),
        standing.planned.into(),
        share(standing.real_permille),
        share(standing.planned_permille),
        standing.spent_rupiah.into(),
        told::state(ctx, standing.state).into(),
        words::date(ctx, standing.measured_on).into(),
        told::overdue(ctx, one).join("; ").into(),
    ]);
    cells
}
