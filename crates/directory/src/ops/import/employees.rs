//! Import of employees: what is on file, and writing what the plan says.

use super::steps::{Planned, Work, lost_digits, refused_rows};
use super::{Counts, ImportKind};
use crate::model::{Capacity, EmployeeKey, NewEmployment, NewPin, NewPost};
use crate::ops::people::{insert_employees, number_taken};
use crate::ops::publish_change;
use crate::rules::import::cells::Finding;
use crate::rules::import::employee_plan::{IndexedRow, Known, RowPlan, plan};
use crate::rules::import::employee_row::{self, Places};
use crate::rules::import::employee_steps::{KnownEmployment, KnownPost, Step};
use crate::rules::import::fields::Mapping;
use crate::rules::pins::PinUse;
use crate::store::facts::{self, Recorded, Scope};
use crate::store::people::{self, EmployeeRow};
use crate::store::structure;
use siaga_platform::db::{ConnectionTrait, Tx};
use siaga_platform::files::Table;
use siaga_platform::{Ctx, Problem};
use std::collections::{HashMap, HashSet};

/// Returns what a list of employees would do now.
pub(super) async fn planned(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    table: &Table,
    mapping: &Mapping,
) -> Result<Planned, Problem> {
    let government = ctx.government.id;
    let agencies = structure::agencies(connection, government).await?;
    let units = structure::units(connection, government, None).await?;
    let places = Places::new(&agencies, &units);
    let mut findings = lost_digits(ImportKind::Employees, table, mapping);
    let lost: HashSet<u32> = findings.iter().map(|finding| finding.row).collect();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in table.rows.iter().filter(|row| !lost.contains(&row.number)) {
        match employee_row::read(row.number, &row.cells, mapping, &places) {
            Ok(row) => {
                rows.push(IndexedRow { nik_index: row.nik.map(|nik| people::nik_index(ctx, &nik)), row })
            }
            Err(wrong) => findings.extend(wrong),
        }
    }
    let known = known(connection, government).await?;
    let pins = facts::pins(connection, government, Scope::All).await?;
    let pins: Vec<PinUse<'_>> = pins.iter().map(PinUse::from).collect();
    let (plans, wrong) = plan(rows, &known, &pins, ctx.today());
    findings.extend(wrong);
    findings.sort();
    Ok(Planned { counts: counts(&plans, &findings), findings, work: Work::Employees(plans) })
}

fn counts(plans: &[RowPlan], findings: &[Finding]) -> Counts {
    let added = plans.iter().filter(|plan| plan.employee_id.is_none()).count();
    let changed = plans.iter().filter(|plan| plan.employee_id.is_some() && plan.changes()).count();
    let unchanged = plans.len() - added - changed;
    Counts { added, changed, unchanged, refused: refused_rows(findings) }
}

async fn known(connection: &impl ConnectionTrait, government_id: i64) -> Result<Vec<Known>, Problem> {
    let mut employments: HashMap<i64, KnownEmployment> = HashMap::new();
    for row in facts::employments(connection, government_id, Scope::All).await? {
        let new =
            KnownEmployment { id: row.id, kind: row.kind, from_on: row.from_on, until_on: row.until_on };
        let newest = employments.entry(row.employee_id).or_insert(new);
        if newest.from_on <= new.from_on {
            *newest = new;
        }
    }
    let mut posts: HashMap<i64, KnownPost> = HashMap::new();
    for row in facts::posts(connection, government_id, Scope::All).await? {
        if row.of.capacity != Capacity::Definitive {
            continue;
        }
        let new = KnownPost {
            id: row.id,
            unit_id: row.unit_id,
            title: row.of.title,
            level: row.of.level,
            is_head: row.of.is_head,
            from_on: row.of.from_on,
            until_on: row.of.until_on,
        };
        match posts.get(&row.of.employee_id) {
            Some(newest) if newest.from_on > new.from_on => {}
            _ => {
                posts.insert(row.of.employee_id, new);
            }
        }
    }
    let known = |row: EmployeeRow| Known {
        employment: employments.remove(&row.id),
        post: posts.remove(&row.id),
        sex: people::stored_sex(row.sex.as_deref()),
        id: row.id,
        name: row.name,
        nip: row.nip,
        staff_number: row.staff_number,
        nik_index: row.nik_index,
        birth_on: row.birth_on,
    };
    Ok(people::all(connection, government_id).await?.into_iter().map(known).collect())
}

/// Writes a plan inside a transaction; permission and audit are the caller's.
pub(super) async fn write(ctx: &Ctx, tx: &Tx, mut plans: Vec<RowPlan>) -> Result<(), Problem> {
    let ids = write_identities(ctx, tx, &mut plans).await?;
    let mut employments = Vec::new();
    let mut posts = Vec::new();
    let mut pins = Vec::new();
    let mut touched = Vec::new();
    for (plan, employee_id) in plans.iter().zip(ids) {
        let (kind, row) = (plan.row.kind, &plan.row);
        if let Some(step) = plan.employment {
            touched.push(step.touched_on);
            let (from_on, until_on) = (step.from_on, step.until_on);
            employments.push(recorded(step, NewEmployment { employee_id, kind, from_on, until_on }));
        }
        if let Some(step) = plan.post {
            touched.push(step.touched_on);
            posts.push(recorded(step, new_post(plan, employee_id, step)));
        }
        if let (Some(pin), Some(from_on)) = (row.pin.clone(), plan.pin_from) {
            touched.push(from_on);
            let pin_group = row.agency_code.clone();
            pins.push(Recorded::fresh(NewPin { pin_group, pin, employee_id, from_on, until_on: None }));
        }
    }
    facts::insert_employments(ctx, &**tx, &employments).await?;
    facts::insert_posts(ctx, &**tx, &posts).await?;
    facts::insert_pins(ctx, &**tx, &pins).await?;
    // A corrected name alone touches no day, but open pages should show it.
    let from_on = touched.into_iter().min().unwrap_or_else(|| ctx.today());
    publish_change(ctx, tx, Some(from_on)).await
}

/// Returns the key of the employee of each plan.
async fn write_identities(ctx: &Ctx, tx: &Tx, plans: &mut [RowPlan]) -> Result<Vec<i64>, Problem> {
    let is_new = |plan: &RowPlan| plan.employee_id.is_none();
    let new = plans.iter_mut().filter(|plan| is_new(plan)).filter_map(|plan| plan.identity.take()).collect();
    let mut added = insert_employees(ctx, tx, new).await?.into_iter();
    let stored = people::all(&**tx, ctx.government.id).await?;
    let uids: HashMap<i64, uuid::Uuid> = stored.into_iter().map(|row| (row.id, row.uid)).collect();
    let mut ids = Vec::with_capacity(plans.len());
    for plan in plans {
        let Some(id) = plan.employee_id else {
            ids.extend(added.next().map(|key| key.id));
            continue;
        };
        ids.push(id);
        if let (Some(identity), Some(uid)) = (&plan.identity, uids.get(&id)) {
            let key = EmployeeKey { id, uid: *uid };
            people::update(ctx, &**tx, key, identity).await.map_err(number_taken)?;
        }
    }
    Ok(ids)
}

fn recorded<T>(step: Step, new: T) -> Recorded<T> {
    match step.supersedes {
        Some(id) => Recorded::instead_of(id, new),
        None => Recorded::fresh(new),
    }
}

fn new_post(plan: &RowPlan, employee_id: i64, step: Step) -> NewPost {
    let row = &plan.row;
    NewPost {
        employee_id,
        agency_id: row.agency_id,
        unit_id: Some(row.unit_id),
        title: row.title.clone(),
        level: row.level.clone(),
        capacity: Capacity::Definitive,
        is_head: row.is_head,
        from_on: step.from_on,
        until_on: step.until_on,
        decree: None,
    }
}
