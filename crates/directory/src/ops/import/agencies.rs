//! Import of agencies and units.

use super::steps::{Planned, Work, lost_digits, refused_rows};
use super::{Counts, ImportKind};
use crate::model::{Agency, NewAgency, NewUnit};
use crate::ops::structure::{change_agency, insert_agencies, insert_units};
use crate::rules::import::agency_plan::{AgencyStep, plan};
use crate::rules::import::agency_row;
use crate::rules::import::fields::Mapping;
use crate::store::structure;
use siaga_platform::db::{ConnectionTrait, Tx};
use siaga_platform::files::Table;
use siaga_platform::{Ctx, Problem, accounts};
use std::collections::HashMap;

/// Returns what a list of agencies would do now.
pub(super) async fn planned(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    table: &Table,
    mapping: &Mapping,
) -> Result<Planned, Problem> {
    let agencies = structure::agencies(connection, ctx.government.id).await?;
    let units = structure::units(connection, ctx.government.id, None).await?;
    let mut findings = lost_digits(ImportKind::Agencies, table, mapping);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match agency_row::read(row.number, &row.cells, mapping) {
            Ok(row) => rows.push(row),
            Err(wrong) => findings.extend(wrong),
        }
    }
    let plan = plan(rows, &agencies, &units);
    findings.extend(plan.findings);
    findings.sort();
    let count = |is: fn(&AgencyStep) -> bool| plan.steps.iter().filter(|step| is(step)).count();
    let counts = Counts {
        added: count(|step| matches!(step, AgencyStep::Add(_) | AgencyStep::AddUnit { .. })),
        changed: count(|step| matches!(step, AgencyStep::Change(..) | AgencyStep::RenameUnit { .. })),
        unchanged: count(|step| *step == AgencyStep::Nothing),
        refused: refused_rows(&findings),
    };
    Ok(Planned { counts, findings, work: Work::Agencies(plan.steps) })
}

/// Writes a plan inside a transaction; permission and audit are the caller's.
pub(super) async fn write(ctx: &Ctx, tx: &Tx, steps: Vec<AgencyStep>) -> Result<(), Problem> {
    let new: Vec<NewAgency> = steps
        .iter()
        .filter_map(|step| if let AgencyStep::Add(new) = step { Some(new.clone()) } else { None })
        .collect();
    insert_agencies(ctx, tx, &new).await?;
    let agencies = structure::agencies(&**tx, ctx.government.id).await?;
    let ids: HashMap<&str, i64> = agencies.iter().map(|agency| (agency.code.as_str(), agency.id)).collect();
    let mut units = Vec::new();
    for step in steps {
        match step {
            AgencyStep::Add(_) | AgencyStep::Nothing => {}
            AgencyStep::Change(id, new) => change_agency(ctx, tx, &agencies, id, &new).await?,
            AgencyStep::AddUnit { agency_code, code, name } => {
                units.push(NewUnit { agency_id: ids[agency_code.as_str()], code, name });
            }
            AgencyStep::RenameUnit { agency_id, code, name } => {
                structure::rename_unit(&**tx, agency_id, &code, &name).await?;
            }
        }
    }
    insert_units(ctx, tx, &units).await?;
    move_grants(ctx, tx, &agencies).await
}

/// Lets grants follow every agency that stands elsewhere in the tree now, together with those above it.
async fn move_grants(ctx: &Ctx, tx: &Tx, before: &[Agency]) -> Result<(), Problem> {
    let old_paths: HashMap<i64, &[i64]> =
        before.iter().map(|agency| (agency.id, agency.path.as_slice())).collect();
    for agency in structure::agencies(&**tx, ctx.government.id).await? {
        if let Some(old) = old_paths.get(&agency.id).filter(|old| **old != agency.path) {
            accounts::agency_moved(ctx, tx, old, &agency.path).await?;
        }
    }
    Ok(())
}
