//! Reading a list of programmes from a file: all of it, or nothing with a finding for each bad row.

use super::changes::{Names, checked, insert, names, tell};
use crate::model::NewProgramme;
use crate::rules::list_file::{Column, ListRow, NEEDED, read_row};
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::files::{Table, TableRow, read_table};
use siaga_platform::{Ctx, Problem, ProblemKind};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Most findings that are shown: a file with more is wrong as a whole.
pub(crate) const FINDINGS_SHOWN: usize = 200;

/// What is wrong in a row.
#[derive(Debug)]
pub(crate) struct ListFinding {
    /// Number of the row in the file.
    pub(crate) row: u32,
    /// Column, empty for the row as a whole.
    pub(crate) column: String,
    /// What is wrong.
    pub(crate) problem: Problem,
}

/// What became of a file.
#[derive(Debug)]
pub(crate) enum Imported {
    /// So many programmes were recorded.
    Recorded(usize),
    /// Nothing was.
    Refused(Vec<ListFinding>),
}

/// Records every programme of a file in one transaction, or none.
///
/// # Errors
/// `files.*` for a file that is no table; `programmes.import_columns` naming missing columns;
/// `programmes.import_empty`; `platform.forbidden` for somebody who keeps no agency's programmes.
pub(crate) async fn import_list(ctx: &Ctx, bytes: &[u8]) -> Result<Imported, Problem> {
    if !ctx.may_ever(Action::ProgrammeReport) {
        ctx.require(Action::ProgrammeReport, &ctx.whole_government())?;
    }
    let table = read_table(bytes)?;
    let columns = columns(ctx, &table)?;
    if table.rows.is_empty() {
        return Err(Problem::invalid("programmes.import_empty").on_field("file"));
    }
    let agencies: HashMap<String, Agency> = directory::agencies(ctx)
        .await?
        .into_iter()
        .map(|agency| (agency.code.to_lowercase(), agency))
        .collect();
    let mut findings: Vec<ListFinding> =
        table.findings.iter().map(|lost| lost_digits(&table, lost)).collect();
    let mut programmes = Vec::new();
    for row in &table.rows {
        match programme(ctx, &columns, &agencies, row) {
            Ok(new) => programmes.push((row.number, new)),
            Err(found) => findings.extend(found),
        }
    }
    if !findings.is_empty() {
        findings.sort_by_key(|finding| finding.row);
        return Ok(Imported::Refused(findings));
    }
    record(ctx, &agencies, programmes).await
}

fn lost_digits(table: &Table, lost: &siaga_platform::files::CellFinding) -> ListFinding {
    let column = table.headers.get(lost.column).cloned().unwrap_or_default();
    ListFinding { row: lost.row, column, problem: lost.problem() }
}

async fn record(
    ctx: &Ctx,
    agencies: &HashMap<String, Agency>,
    programmes: Vec<(u32, NewProgramme)>,
) -> Result<Imported, Problem> {
    let count = programmes.len();
    let mut findings = Vec::new();
    let mut known: HashMap<i32, Names> = HashMap::new();
    let tx = ctx.db().begin().await?;
    for (row, new) in programmes {
        if let Entry::Vacant(year) = known.entry(new.year) {
            year.insert(names(ctx, &tx, new.year).await?);
        }
        let names = known.entry(new.year).or_default();
        let agency = agencies.values().find(|agency| agency.id == new.agency_id);
        let path = agency.map(|agency| agency.path.clone()).unwrap_or_default();
        let verdict = ctx.require(Action::ProgrammeReport, &ctx.in_agency(&path))?;
        match insert(ctx, &tx, names, &new, &verdict).await {
            Ok(_) => {}
            Err(problem) if problem.kind == ProblemKind::Conflict => {
                findings.push(ListFinding { row, column: ctx.text(Column::Name.message_id(), &[]), problem });
            }
            Err(problem) => return Err(problem),
        }
    }
    if !findings.is_empty() {
        tx.rollback().await?;
        return Ok(Imported::Refused(findings));
    }
    tx.commit().await?;
    tell(ctx);
    Ok(Imported::Recorded(count))
}

fn columns(ctx: &Ctx, table: &Table) -> Result<Vec<Option<Column>>, Problem> {
    let columns: Vec<Option<Column>> = table.headers.iter().map(|title| Column::of_title(title)).collect();
    let missing: Vec<String> = NEEDED
        .iter()
        .filter(|needed| !columns.contains(&Some(**needed)))
        .map(|needed| ctx.text(needed.message_id(), &[]))
        .collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    Err(Problem::invalid("programmes.import_columns").on_field("file").with("columns", missing.join(", ")))
}

fn programme(
    ctx: &Ctx,
    columns: &[Option<Column>],
    agencies: &HashMap<String, Agency>,
    row: &TableRow,
) -> Result<NewProgramme, Vec<ListFinding>> {
    let finding = |column: String, problem: Problem| ListFinding { row: row.number, column, problem };
    let read = read_row(columns, &row.cells).map_err(|faults| {
        let told = |fault: crate::rules::list_file::CellFault| {
            let problem = Problem::invalid("programmes.number_unreadable").with("text", fault.text);
            finding(column_name(ctx, fault.column), problem)
        };
        faults.into_iter().map(told).collect::<Vec<_>>()
    })?;
    let agency = agency_of(ctx, agencies, &read)
        .map_err(|problem| vec![finding(column_name(ctx, Column::Agency), problem)])?;
    let plan = checked(read.year, &read.plan).map_err(|problem| {
        let column = column_of_field(ctx, problem.field.as_deref().unwrap_or_default());
        vec![finding(column, problem)]
    })?;
    Ok(NewProgramme { agency_id: agency.id, year: read.year, plan })
}

fn agency_of<'a>(
    ctx: &Ctx,
    agencies: &'a HashMap<String, Agency>,
    row: &ListRow,
) -> Result<&'a Agency, Problem> {
    let missing = || Problem::missing("programmes.import_agency").with("code", &row.agency_code);
    let agency = agencies.get(&row.agency_code.to_lowercase()).ok_or_else(missing)?;
    if ctx.may(Action::ProgrammeReport, &ctx.in_agency(&agency.path)).permit {
        return Ok(agency);
    }
    Err(Problem::forbidden("programmes.import_not_yours").with("code", &row.agency_code))
}

fn column_name(ctx: &Ctx, column: Column) -> String {
    match column {
        Column::Month(month) => ctx.text("programmes-column-month", &[("month", month.to_string())]),
        other => ctx.text(other.message_id(), &[]),
    }
}

/// Returns the column whose cell made a field of the plan.
fn column_of_field(ctx: &Ctx, field: &str) -> String {
    let column = match field {
        "year" => Column::Year,
        "name" => Column::Name,
        "indicator" => Column::Indicator,
        "unit" => Column::Unit,
        "target" => Column::Target,
        "budget" => Column::Budget,
        "responsible" => Column::Responsible,
        other => match other.strip_prefix("month_").and_then(|month| month.parse().ok()) {
            Some(month) => Column::Month(month),
            None => return String::new(),
        },
    };
    column_name(ctx, column)
}
