//! Preview, mapping, confirmation, history.

use super::{Counts, ImportEntry, ImportKind, Outcome, Preview, agencies, employees, file, read};
use crate::rules::import::cells::Finding;
use crate::rules::import::fields::{Mapping, guess, missing};
use crate::store::imports::{self, ImportRow};
use sha2::{Digest, Sha256};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::{ConnectionTrait, Tx};
use siaga_platform::files::Table;
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows that are shown beside the titles when columns are mapped by hand.
const SAMPLES: usize = 3;
/// Imports that the history lists.
const HISTORY: i64 = 50;
/// Name that all imports of a database queue for.
const LOCK: &str = "directory.import";

/// What a list would do: counts and problems, and the plan itself.
pub(super) struct Planned {
    pub(super) counts: Counts,
    pub(super) findings: Vec<Finding>,
    pub(super) work: Work,
}

/// A plan that can be written.
pub(super) enum Work {
    Nothing,
    Employees(Vec<crate::rules::import::employee_plan::RowPlan>),
    Agencies(Vec<crate::rules::import::agency_plan::AgencyStep>),
}

/// Reads a file, keeps it sealed, and returns what its confirmation would do. People and agencies stay
/// untouched.
///
/// # Shape
/// Without a mapping the titles are recognised.
///
/// # Errors
/// `platform.forbidden`, the problems of files (`files.not_a_table` …), `directory.import_no_rows`,
/// `directory.mapping_column` when the mapping names a column that is not there or one column twice.
pub async fn import_preview(
    ctx: &Ctx,
    kind: ImportKind,
    file_name: &str,
    bytes: Vec<u8>,
    mapping: Option<Mapping>,
) -> Result<Preview, Problem> {
    let verdict = ctx.require(kind.action(), &ctx.whole_government())?;
    let table = read::table(bytes.clone()).await?;
    let mapping = mapping.unwrap_or_else(|| guess(kind.fields(), &table.headers));
    check_mapping(kind, &mapping, &table)?;
    let planned = planned(ctx, ctx.db().reader(), kind, &table, &mapping).await?;
    let tx = ctx.db().begin().await?;
    let mut row = ImportRow {
        id: ctx.new_id(),
        kind: kind.as_str().to_owned(),
        file_name: file_name.to_owned(),
        file_sha256: hex::encode(Sha256::digest(&bytes)),
        mapping: String::new(),
        added: 0,
        changed: 0,
        unchanged: 0,
        refused: 0,
        made_name: ctx.actor.name.clone(),
        made_at: ctx.now(),
        confirmed_name: None,
        confirmed_at: None,
    };
    put_result(&mut row, &mapping, planned.counts)?;
    imports::insert(ctx, &*tx, &row).await?;
    file::keep(ctx, &tx, row.id, &bytes).await?;
    let detail = serde_json::json!({ "file_sha256": row.file_sha256, "rows": table.rows.len() });
    let entry = Entry::new("import.preview", format!("import/{}", row.id)).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(preview(&row, kind, &table, mapping, planned))
}

/// Returns an import: while it is open, with what it would do now.
///
/// # Errors
/// `platform.not_found`, `platform.forbidden`.
pub async fn import_view(ctx: &Ctx, id: Uuid) -> Result<Preview, Problem> {
    let (row, kind) = open(ctx, id).await?;
    let mapping: Mapping = serde_json::from_str(&row.mapping).map_err(Problem::broken)?;
    if row.confirmed_at.is_some() {
        let done = Planned { counts: counts(&row), findings: Vec::new(), work: Work::Nothing };
        return Ok(preview(&row, kind, &Table::default(), mapping, done));
    }
    let table = file::table(ctx, id).await?;
    let planned = planned(ctx, ctx.db().reader(), kind, &table, &mapping).await?;
    Ok(preview(&row, kind, &table, mapping, planned))
}

/// Reads the columns of an open import in another way and returns what it would do then.
///
/// # Errors
/// As [`import_view`], `directory.mapping_column`, `directory.import_confirmed`.
pub async fn import_map(ctx: &Ctx, id: Uuid, mapping: Mapping) -> Result<Preview, Problem> {
    let (mut row, kind) = open(ctx, id).await?;
    let table = file::table(ctx, id).await?;
    check_mapping(kind, &mapping, &table)?;
    let planned = planned(ctx, ctx.db().reader(), kind, &table, &mapping).await?;
    put_result(&mut row, &mapping, planned.counts)?;
    let tx = ctx.db().begin().await?;
    if !imports::update_open(ctx, &*tx, &row).await? {
        return Err(Problem::conflict("directory.import_confirmed"));
    }
    tx.commit().await?;
    Ok(preview(&row, kind, &table, mapping, planned))
}

/// Writes what the preview showed and takes the file away, in one transaction; rows with problems are
/// left out.
///
/// # Errors
/// `directory.import_confirmed` the second time, `directory.import_not_mapped` while a required column is
/// open, `directory.import_changed` when it would now do something else than the preview showed (the counts
/// of the preview are then the new ones), `directory.import_nothing` when no row would change anything.
pub async fn import_confirm(ctx: &Ctx, id: Uuid) -> Result<Outcome, Problem> {
    let (mut row, kind) = open(ctx, id).await?;
    let verdict = ctx.require(kind.action(), &ctx.whole_government())?;
    let mapping: Mapping = serde_json::from_str(&row.mapping).map_err(Problem::broken)?;
    if row.confirmed_at.is_some() {
        return Err(Problem::conflict("directory.import_confirmed"));
    }
    if !missing(kind.fields(), &mapping).is_empty() {
        return Err(Problem::invalid("directory.import_not_mapped"));
    }
    let table = file::table(ctx, id).await?;
    let tx = ctx.db().begin().await?;
    tx.lock(LOCK).await?;
    let planned = planned(ctx, &*tx, kind, &table, &mapping).await?;
    if planned.counts != counts(&row) {
        put_result(&mut row, &mapping, planned.counts)?;
        let is_open = imports::update_open(ctx, &*tx, &row).await?;
        tx.commit().await?;
        let code = if is_open { "directory.import_changed" } else { "directory.import_confirmed" };
        return Err(Problem::conflict(code));
    }
    if planned.counts.added + planned.counts.changed == 0 {
        return Err(Problem::invalid("directory.import_nothing"));
    }
    if !imports::confirm(ctx, &*tx, id).await? {
        return Err(Problem::conflict("directory.import_confirmed"));
    }
    imports::delete_file(&*tx, id).await?;
    write(ctx, &tx, planned.work).await?;
    let done = planned.counts;
    let detail = serde_json::json!({
        "kind": kind.as_str(), "file_sha256": row.file_sha256, "added": done.added, "changed": done.changed,
        "unchanged": done.unchanged, "refused": done.refused,
    });
    let entry = Entry::new(kind.action().as_str(), format!("import/{id}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tracing::info!(
        import.kind = kind.as_str(),
        rows.added = done.added,
        rows.changed = done.changed,
        rows.refused = done.refused,
        "a list was imported"
    );
    Ok(Outcome { counts: done })
}

/// Returns the newest imports of the kinds that the actor may import.
///
/// # Errors
/// As the store says.
pub async fn imports(ctx: &Ctx) -> Result<Vec<ImportEntry>, Problem> {
    let rows = imports::newest(ctx.db().reader(), ctx.government.id, HISTORY).await?;
    let entry = |row: ImportRow| {
        let kind = ImportKind::parse(&row.kind)?;
        ctx.may(kind.action(), &ctx.whole_government()).permit.then(|| ImportEntry {
            id: row.id,
            kind,
            counts: counts(&row),
            file_name: row.file_name,
            made_name: row.made_name,
            made_at: row.made_at,
            confirmed_name: row.confirmed_name,
            confirmed_at: row.confirmed_at,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

async fn open(ctx: &Ctx, id: Uuid) -> Result<(ImportRow, ImportKind), Problem> {
    let row = imports::by_id(ctx.db().reader(), ctx.government.id, id).await?;
    let kind = ImportKind::parse(&row.kind).ok_or_else(|| Problem::missing("platform.not_found"))?;
    ctx.require(kind.action(), &ctx.whole_government())?;
    Ok((row, kind))
}

fn check_mapping(kind: ImportKind, mapping: &Mapping, table: &Table) -> Result<(), Problem> {
    let mut used = BTreeSet::new();
    for (name, column) in mapping {
        let is_field = kind.fields().iter().any(|field| field.name == name);
        if !is_field || *column >= table.headers.len() || !used.insert(*column) {
            return Err(Problem::invalid("directory.mapping_column").on_field(name));
        }
    }
    Ok(())
}

/// Returns what the list would do now; nothing while a required column is open.
async fn planned(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    kind: ImportKind,
    table: &Table,
    mapping: &Mapping,
) -> Result<Planned, Problem> {
    if !missing(kind.fields(), mapping).is_empty() {
        return Ok(Planned { counts: Counts::default(), findings: Vec::new(), work: Work::Nothing });
    }
    match kind {
        ImportKind::Employees => employees::planned(ctx, connection, table, mapping).await,
        ImportKind::Agencies => agencies::planned(ctx, connection, table, mapping).await,
    }
}

async fn write(ctx: &Ctx, tx: &Tx, work: Work) -> Result<(), Problem> {
    match work {
        Work::Nothing => Ok(()),
        Work::Employees(plans) => employees::write(ctx, tx, plans).await,
        Work::Agencies(steps) => agencies::write(ctx, tx, steps).await,
    }
}

/// Returns the findings of the file itself in columns that are read: numbers that lost their digits.
pub(super) fn lost_digits(kind: ImportKind, table: &Table, mapping: &Mapping) -> Vec<Finding> {
    let field_of = |column: usize| {
        kind.fields().iter().find(|field| mapping.get(field.name) == Some(&column)).map(|field| field.name)
    };
    table
        .findings
        .iter()
        .filter_map(|lost| {
            Some(Finding {
                row: lost.row,
                field: field_of(lost.column)?,
                code: "directory.digits_lost".to_owned(),
                values: vec![("text", lost.text.clone())],
            })
        })
        .collect()
}

/// Returns how many rows are refused.
pub(super) fn refused_rows(findings: &[Finding]) -> usize {
    findings.iter().map(|finding| finding.row).collect::<BTreeSet<_>>().len()
}

fn preview(row: &ImportRow, kind: ImportKind, table: &Table, mapping: Mapping, planned: Planned) -> Preview {
    Preview {
        id: row.id,
        kind,
        file_name: row.file_name.clone(),
        headers: table.headers.clone(),
        samples: table.rows.iter().take(SAMPLES).map(|row| row.cells.clone()).collect(),
        missing: missing(kind.fields(), &mapping),
        mapping,
        counts: planned.counts,
        findings: planned.findings,
        confirmed_at: row.confirmed_at,
    }
}

fn put_result(row: &mut ImportRow, mapping: &Mapping, counts: Counts) -> Result<(), Problem> {
    let count = |rows: usize| i32::try_from(rows).unwrap_or(i32::MAX);
    row.mapping = serde_json::to_string(mapping).map_err(Problem::broken)?;
    row.added = count(counts.added);
    row.changed = count(counts.changed);
    row.unchanged = count(counts.unchanged);
    row.refused = count(counts.refused);
    Ok(())
}

fn counts(row: &ImportRow) -> Counts {
    let count = |rows: i32| usize::try_from(rows).unwrap_or(0);
    Counts {
        added: count(row.added),
        changed: count(row.changed),
        unchanged: count(row.unchanged),
        refused: count(row.refused),
    }
}
